/** States of Terraform and OpenTofu. Several are one estate. */
import type { Adapter, Claim, Reading, ReadOptions } from '../../adapter.js';
import type { InputFile } from '../../input-file.js';
import { type JsonObject, isObject } from '../../shape.js';
import { originIn, terraformLocator } from '../locator.js';
import { hasStandIn } from '../../../basics/stand-in.js';
import type { Instance } from '../model.js';
import { textAt } from '../plan/plan-json.js';
import { factsOf } from '../resources/snapshot.js';
import { readState } from './state-reader.js';
import { isRawState, isShownState } from './state-resources.js';

export const stateAdapter: Adapter = {
  kind: 'terraform-state',
  form: 'a Terraform state',
  recognise: (files) => {
    const states = files.filter(({ json }) => isShownState(json?.value) || isRawState(json?.value));
    const [first] = states;
    if (first === undefined) return [];
    const name = states.length === 1 ? first.name : first.given;
    const why = 'a Terraform state: its `format_version` and `values`, or `version` and `resources`, say so';
    return [{ files: states, name, sureness: 'certain' as const, why }];
  },
  read,
};

const supply =
  'Give the state or a snapshot of the account that holds it as a further input (`replint collect` writes a snapshot).';

function read(claim: Claim, { account, region }: ReadOptions): Reading {
  const { files, name } = claim;
  const faults = files.flatMap((file) => versionFault(file));
  const reading = { name, kind: 'terraform-state' };
  if (faults.length > 0) {
    const locator = terraformLocator({ spotOf: () => null, files, sources: new Map() });
    const help = 'Let a current Terraform write it: `terraform state pull > terraform.tfstate`.';
    return { ...reading, facts: null, faults, help, locator };
  }
  const instances = files.flatMap((file, index) =>
    readState(stateOf(file), {
      account,
      region,
      prefix: files.length === 1 ? '' : `${file.name}: `,
      origin: originIn(index, ''),
    }),
  );
  const { facts, notes, spotOf } = factsOf({ instances, removed: [], isPartial: false });
  return {
    ...reading,
    facts,
    faults: [],
    locator: terraformLocator({ spotOf, files, sources: new Map() }),
    supply,
    notes: [
      ...ownersNote(files, instances),
      'Grants on keys that were made outside of the given states are not in them.',
      ...notes,
    ],
    isLenient: true,
  };
}

/** Whose a bucket is, only the provider says that made it. */
function ownersNote(files: readonly InputFile[], instances: readonly Instance[]): readonly string[] {
  const open = instances.find(
    ({ mode, type, place }) => mode === 'managed' && type === 'aws_s3_bucket' && hasStandIn(place.account),
  );
  return open === undefined || files.every((file) => isRawState(stateOf(file)))
    ? []
    : [
        `A state that \`terraform show\` prints does not say which provider made a bucket, so that the account of ${open.address} is not known: \`terraform state pull\` says it, or \`--account\`.`,
      ];
}

function stateOf(file: InputFile): JsonObject {
  const value = file.json?.value;
  return isObject(value) ? value : {};
}

function versionFault(file: InputFile): Reading['faults'] {
  const state = stateOf(file);
  const version = isRawState(state) ? `${String(state['version'])}.` : (textAt(state, 'format_version') ?? '');
  if (isRawState(state) ? version === '4.' : /^[01]\./u.test(version)) return [];
  const message = isRawState(state)
    ? `This state has version ${version.slice(0, 10)} and 4 is read.`
    : `This state has the format version ${JSON.stringify(version.slice(0, 20))}, and 1 is read.`;
  return [{ message, place: { file: file.name, address: '', line: 1, column: 1 } }];
}
