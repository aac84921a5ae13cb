/**
 * A plan as `terraform plan -out` writes it, without its JSON: the code in it, with what its data sources read. Which values variables
 * have stands in a form that only Terraform reads.
 */
import type { InputFile } from '../../input-file.js';
import { attributesOf, isSecret } from '../attributes.js';
import { Unknown, type Value, type ValueMap } from '../model.js';
import type { PlanKnowledge } from '../plan-knowledge.js';
import { instancesOf } from '../state/state-resources.js';
import { sourcesIn, stateIn } from './binary-plan.js';

export interface CodeOfPlan {
  readonly files: readonly InputFile[];
  readonly knowledge: PlanKnowledge;
  /** Of all providers, where they share their credentials and a data source asked who calls. */
  readonly account?: string;
  readonly note: string;
}

export function codeOfBinaryPlan(file: InputFile): CodeOfPlan {
  const files = sourcesIn(file);
  const state = stateIn(file);
  const read = new Map(
    (state === null ? [] : instancesOf(state))
      .filter(({ parts }) => parts.mode === 'data')
      .map(({ address, parts, values }) => [address, wantedOf(parts.type, values)] as const),
  );
  const account = accountIn(files, read);
  return {
    files,
    ...(account === null ? {} : { account }),
    knowledge: {
      variables: new Map(variablesIn(files).map((name) => [name, valueInPlan(name)])),
      valuesOf: (address) => read.get(address),
      keysOf: () => undefined,
      moduleKeysOf: () => undefined,
      placeOf: () => undefined,
    },
    note: `Only the code in ${file.name} is judged: the plan itself is in a form that only Terraform reads. Give it as JSON, too: \`terraform show -json PLANFILE\`.`,
  };
}

/** Null where a provider may work in another account. */
function accountIn(files: readonly InputFile[], read: ReadonlyMap<string, ValueMap>): string | null {
  if (
    files.some(({ text }) => /\b(?:assume_role(?:_with_\w+)?|profile|access_key|shared_\w+_files?)\b/u.test(text ?? ''))
  )
    return null;
  const callers = [...read].filter(([address]) => address.includes('data.aws_caller_identity.'));
  const accounts = new Set(callers.map(([, values]) => values['account_id']));
  const [account] = accounts;
  return accounts.size === 1 && typeof account === 'string' ? account : null;
}

function wantedOf(type: string, values: Readonly<Record<string, unknown>>): ValueMap {
  const wanted = (attributesOf('data', type) ?? []).filter((name) => !isSecret(name) && Object.hasOwn(values, name));
  return Object.fromEntries(wanted.map((name) => [name, (values[name] ?? null) as Value]));
}

function valueInPlan(name: string): Unknown {
  return new Unknown(`var.${name}`, 'its value is in the plan, in a form that only Terraform reads');
}

/** Names of root variables, and perhaps of others. */
function variablesIn(files: readonly InputFile[]): readonly string[] {
  return files.flatMap(({ text }) =>
    [...(text ?? '').matchAll(/\bvariable"?\s*[:{]?\s*\{?\s*"(?<name>[^"]+)"/gu)].map(
      ({ groups }) => groups?.['name'] ?? '',
    ),
  );
}
