/** Grants on keys. */
import type { RawKmsKey } from '../../snapshot/snapshot-shape.js';
import { type Instance, Unknown, type Value } from '../model.js';
import { elementsOf, isMap, isUnset, textOf } from '../values.js';
import { openAnswer } from './answers.js';
import { type Instances, knownText } from './instances.js';
import { naming } from './key-naming.js';
import type { Spots } from './spots.js';

type Grant = Readonly<Record<string, unknown>>;

/** A change that touches no grant of a key leaves them as they are. */
export function speaksOfGrants(name: string, key: Instance, instances: Instances): boolean {
  if (key.isNew || instances.estate.isChange !== true) return true;
  const { found, open } = instances.separate('aws_kms_grant', name, naming);
  const removed = instances.removed('aws_kms_grant', name, naming);
  return open !== null || removed.length > 0 || found.some(({ isNew }) => isNew);
}

/**
 * The grants in the code. Those that services make for themselves are for other principals, so that a key of the code is taken to have
 * no others.
 */
export function grantsOf(
  { name, arn, instance: key }: GrantedKey,
  instances: Instances,
  spots: Spots,
): NonNullable<RawKmsKey['ListGrants']> {
  const { found, open } = instances.separate('aws_kms_grant', name, naming);
  if (open !== null) return spots.mark(openAnswer(new Unknown(open.address, 'its key is not known')), open);
  const ours = new Set([...found, ...instances.removed('aws_kms_grant', name, naming)].map(idOfGrant));
  const others = key.isNew ? [] : (instances.estate.existing?.grants(arn) ?? []);
  const grants: Grant[] = others.filter(({ GrantId: id }) => typeof id !== 'string' || !ours.has(id));
  for (const instance of found) {
    const grant = grantOf(instance);
    if (grant instanceof Unknown) return spots.mark(openAnswer(grant), instance);
    grants.push(spots.mark(grant, instance));
  }
  return spots.mark({ Grants: grants }, key);
}

interface GrantedKey {
  readonly name: string;
  readonly arn: string;
  readonly instance: Instance;
}

/** As KMS made it up; null before that. */
function idOfGrant(grant: Instance): string | null {
  // `KEY:GRANT`.
  const id = knownText(grant, 'id');
  return knownText(grant, 'grant_id') ?? (id === null ? null : id.slice(id.lastIndexOf(':') + 1));
}

function grantOf({ values, address }: Instance): Grant | Unknown {
  const operations = elementsOf(values['operations']);
  const [constraints] = closedList(values['constraints']) ?? [];
  if (operations instanceof Unknown) return operations;
  if (values['constraints'] instanceof Unknown) return values['constraints'];
  const subset = isMap(constraints) ? constraints['encryption_context_subset'] : undefined;
  const equals = isMap(constraints) ? constraints['encryption_context_equals'] : undefined;
  return {
    GrantId: address,
    GranteePrincipal: textOf(values['grantee_principal']) ?? '',
    Operations: operations.flatMap((operation) => textOf(operation) ?? []),
    ...(isUnset(subset) && isUnset(equals)
      ? {}
      : {
          Constraints: { ...context('EncryptionContextSubset', subset), ...context('EncryptionContextEquals', equals) },
        }),
  };
}

export function closedList(value: Value | undefined): readonly Value[] | null {
  const elements = elementsOf(value);
  return elements instanceof Unknown ? null : elements;
}

function context(member: string, value: Value | undefined): Readonly<Record<string, Readonly<Record<string, string>>>> {
  if (!isMap(value) || Object.keys(value).length === 0) return {};
  return { [member]: Object.fromEntries(Object.entries(value).map(([key, text]) => [key, textOf(text) ?? ''])) };
}
