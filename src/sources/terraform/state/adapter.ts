/** States of Terraform and OpenTofu. Several are one estate. */
import type { Adapter, Claim, Reading, ReadOptions } from '../../adapter.js';
import type { InputFile } from '../../input-file.js';
import { type JsonObject, isObject } from '../../shape.js';
import { originIn, terraformLocator } from '../locator.js';
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
    notes: ['Grants on keys that were made outside of the given states are not in them.', ...notes],
    isLenient: true,
  };
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
