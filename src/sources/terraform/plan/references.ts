/**
 * What the plan leaves open, by the references of its expressions. They are a bag without structure, so that only an argument that takes
 * a single name, id, ARN or document is followed, where its one reference is such a value: through modules, too.
 */
import { bucketArn, partitionOfArn } from '../../../estate/arn.js';
import type { JsonObject } from '../../shape.js';
import { type Address, type InstanceKey, addressOf, keyText, modulePrefix } from '../address.js';
import { Unknown, type Value, type ValueMap } from '../model.js';
import { textOf } from '../values.js';
import { type Configuration, referencesIn } from './configuration.js';

type Wanted =
  | 'bucket-name'
  | 'bucket-arn'
  | 'role-name'
  | 'role-arn'
  | 'policy-arn'
  | 'key'
  | 'key-arn'
  | 'document'
  | 'organization-policy'
  | 'organization-target';

/** By type, or for all types; the last step of a path decides. */
const wantedBy: Readonly<Record<string, Wanted>> = {
  'aws_s3_bucket_replication_configuration bucket': 'bucket-name',
  'destination bucket': 'bucket-arn',
  ' bucket': 'bucket-name',
  'aws_s3_bucket_replication_configuration role': 'role-arn',
  'replication_configuration role': 'role-arn',
  ' role': 'role-name',
  ' role_name': 'role-name',
  ' policy_arn': 'policy-arn',
  ' permissions_boundary': 'policy-arn',
  ' replica_kms_key_id': 'key-arn',
  ' kms_master_key_id': 'key',
  ' primary_key_arn': 'key-arn',
  ' target_key_id': 'key',
  ' key_id': 'key',
  ' policy': 'document',
  ' assume_role_policy': 'document',
  ' policy_document': 'document',
  ' assume_role_policy_document': 'document',
  ' key_policy': 'document',
  ' grantee_principal': 'role-arn',
  ' content': 'document',
  ' policy_id': 'organization-policy',
  ' target_id': 'organization-target',
  ' parent_id': 'organization-target',
};

/** Attributes whose value is of a kind, by the types that have them. */
const kinds: Readonly<Record<Wanted, readonly (readonly [RegExp, readonly string[]])[]>> = {
  'bucket-name': [[/^(?:aws_s3_bucket|awscc_s3_bucket$)/u, ['id', 'bucket', 'bucket_name']]],
  'bucket-arn': [[/^aws(?:cc)?_s3_bucket$/u, ['arn']]],
  'role-name': [[/^aws(?:cc)?_iam_role$/u, ['id', 'name', 'role_name']]],
  'role-arn': [[/^aws(?:cc)?_iam_role$/u, ['arn']]],
  'policy-arn': [
    [/^aws_iam_policy$/u, ['arn', 'id']],
    [/^awscc_iam_managed_policy$/u, ['policy_arn', 'id']],
  ],
  key: [
    [/^aws(?:cc)?_kms_(?:replica_)?(?:external_)?key$/u, ['arn', 'id', 'key_id']],
    [/^aws_kms_alias$/u, ['arn', 'target_key_arn', 'target_key_id']],
  ],
  'key-arn': [
    [/^aws(?:cc)?_kms_(?:replica_)?(?:external_)?key$/u, ['arn']],
    [/^aws_kms_alias$/u, ['arn', 'target_key_arn']],
  ],
  'organization-policy': [[/^aws_organizations_policy$/u, ['id']]],
  'organization-target': [[/^aws_organizations_(?:account|organizational_unit)$/u, ['id']]],
  document: [[/^aws_iam_policy_document$/u, ['json', 'minified_json']]],
};

function wantedAt(type: string, path: readonly (string | number)[]): Wanted | null {
  const names = path.filter((step) => typeof step === 'string');
  const last = names.at(-1) ?? '';
  const parent = names.at(-2);
  return (
    wantedBy[`${parent ?? type} ${last}`] ??
    (parent === undefined || last !== 'role' ? wantedBy[` ${last}`] : null) ??
    null
  );
}

export interface ReferenceScope {
  readonly configuration: Configuration;
  readonly valuesOf: (address: string) => ValueMap | undefined;
}

const deepest = 32;

/** Undefined where the references do not tell. */
export function referredValue(
  expression: JsonObject,
  at: { readonly type: string; readonly path: readonly (string | number)[]; readonly modules: Address['modules'] },
  scope: ReferenceScope,
): Value | undefined {
  const wanted = wantedAt(at.type, at.path);
  return wanted === null ? undefined : follow(expression, { wanted, modules: at.modules, depth: 0 }, scope);
}

interface Walk {
  readonly wanted: Wanted;
  readonly modules: Address['modules'];
  readonly depth: number;
}

function follow(expression: JsonObject, walk: Walk, scope: ReferenceScope): Value | undefined {
  const references = referencesIn(expression);
  const [only] = references;
  if (only === undefined || references.length > 1 || walk.depth > deepest) return undefined;
  const next = { ...walk, depth: walk.depth + 1 };
  const variable = /^var\.(?<name>[\w-]+)$/u.exec(only)?.groups?.['name'];
  if (variable !== undefined) return argument(variable, next, scope);
  const output =
    /^module\.(?<name>[\w-]+)(?:\[(?:(?<number>\d+)|(?<key>"(?:[^"\\]|\\.)*"))\])?\.(?<output>[\w-]+)$/u.exec(
      only,
    )?.groups;
  if (output !== undefined) return outputOf(output, next, scope);
  return attribute(only, walk, scope);
}

/** What the caller of a module gives for a variable. */
function argument(name: string, walk: Walk, scope: ReferenceScope): Value | undefined {
  const call = scope.configuration.modules.get(plainPath(walk.modules));
  const expression = call?.expressions[name];
  if (call === undefined || typeof expression !== 'object' || expression === null) return undefined;
  return follow(expression as JsonObject, { ...walk, modules: walk.modules.slice(0, -1) }, scope);
}

function outputOf(
  groups: Readonly<Record<string, string | undefined>>,
  walk: Walk,
  scope: ReferenceScope,
): Value | undefined {
  const { name = '', number, key, output = '' } = groups;
  const instance: InstanceKey =
    number === undefined ? (key === undefined ? null : (JSON.parse(key) as string)) : Number(number);
  const modules = [...walk.modules, { name, key: instance }];
  const declared = scope.configuration.modules.get(plainPath(modules))?.outputs[output];
  const expression =
    typeof declared === 'object' && declared !== null ? (declared as JsonObject)['expression'] : undefined;
  if (typeof expression !== 'object' || expression === null) return undefined;
  return follow(expression as JsonObject, { ...walk, modules }, scope);
}

function plainPath(modules: Address['modules']): string {
  return modules.map(({ name }) => `module.${name}.`).join('');
}

function attribute(reference: string, { wanted, modules }: Walk, scope: ReferenceScope): Value | undefined {
  const address = addressOf(reference);
  const [name, ...more] = address?.rest ?? [];
  if (address === null || name === undefined || more.length > 0) return undefined;
  const { mode, type, name: resource, key } = address;
  const prefix = modulePrefix(modules);
  const values = scope.valuesOf(`${prefix}${mode === 'data' ? 'data.' : ''}${type}.${resource}${keyText(key)}`);
  if (values === undefined) return undefined;
  if (kinds[wanted].some(([types, names]) => types.test(type) && names.includes(name))) return known(values[name]);
  // An ARN that is written around a bucket's name: nothing else fits.
  const isName =
    wanted === 'bucket-arn' && /^aws(?:cc)?_s3_bucket$/u.test(type) && /^(?:id|bucket|bucket_name)$/u.test(name);
  const bucket = isName ? textOf(values['bucket'] ?? values['bucket_name']) : null;
  return bucket === null ? undefined : bucketArn({ partition: partitionIn(values), name: bucket });
}

function known(value: Value | undefined): Value | undefined {
  return value instanceof Unknown ? undefined : value;
}

function partitionIn(values: ValueMap): string {
  const arn = textOf(values['arn']);
  return (arn === undefined || arn === null ? null : partitionOfArn(arn)) ?? 'aws';
}
