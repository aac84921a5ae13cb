/**
 * Settings, policies and grants of which nobody knows whose they are, over what is there: each may belong to any bucket, role or key
 * there, which would keep its verdict otherwise. So each is a gap.
 */
import type { Locator } from '../../../estate/locator.js';
import { type Existing, mayBeAmong } from '../../existing.js';
import type { RawSnapshot } from '../../snapshot/snapshot-shape.js';
import { codeProblem, type CodeProblem, type UnseenCode, writtenName } from '../../unseen-code.js';
import type { Instance, Value } from '../model.js';
import { replicationTypes } from '../sets-up-replication.js';
import { isList, textOf } from '../values.js';
import { bucketNaming } from './buckets/bucket-naming.js';
import { bucketSettings } from './buckets/bucket-settings.js';
import { type Instances, isOpen, type Naming } from './instances.js';
import { naming as keyNaming } from './key-naming.js';
import { exclusiveNaming } from './roles/role-lists.js';
import { roleNaming } from './roles/role-naming.js';
import type { Spots } from './spots.js';

interface Named {
  readonly types: readonly string[];
  readonly naming: Naming;
  /** Argument that names the owner. */
  readonly argument: string;
}

const named: readonly Named[] = [
  {
    types: [...Object.values(bucketSettings).flatMap(({ types }) => types), ...replicationTypes],
    naming: bucketNaming,
    argument: 'bucket',
  },
  { types: ['aws_iam_role_policy', 'aws_iam_role_policy_attachment'], naming: roleNaming, argument: 'role' },
  {
    types: ['aws_iam_role_policies_exclusive', 'aws_iam_role_policy_attachments_exclusive'],
    naming: exclusiveNaming,
    argument: 'role_name',
  },
  { types: ['aws_kms_key_policy', 'aws_kms_grant'], naming: keyNaming, argument: 'key_id' },
];

/** As problems of the collection, marked with where they come from; none where the code is not laid over anything. */
export function anybodysProblems(instances: Instances, spots: Spots): readonly CodeProblem[] {
  const { existing } = instances.estate;
  if (existing === undefined) return [];
  const owned = named.flatMap(({ types, naming, argument }) =>
    types.flatMap((type) => instances.anybodys(type, naming).map((instance) => ({ instance, argument }))),
  );
  const attached = instances.ofType('aws_iam_policy_attachment').map((instance) => ({ instance, argument: 'roles' }));
  const own = instances.estate.mayBeThere === true ? ownersOf(instances) : [];
  return [...owned, ...attached, ...own].flatMap(({ instance, argument }) => {
    const open = openIn(instance.values[argument]).find((name) => mayBeThere(name, argument, existing));
    // How often one is made is a gap of its block, if that is open.
    if (open === undefined || instance.openCount !== undefined) return [];
    const why = `${argument === 'roles' ? 'one of its roles' : `its ${argument}`} is ${writtenName(open)}`;
    return [spots.mark(codeProblem({ kind: 'settings', address: instance.address, why }), instance, [argument])];
  });
}

interface Meant {
  readonly instance: Instance;
  readonly argument: string;
}

/** Buckets and roles that the code makes, or has made: under a name that is not known, they may be those that are there. */
function ownersOf(instances: Instances): readonly Meant[] {
  return [
    ...instances.ofType('aws_s3_bucket').map((instance) => ({ instance, argument: 'bucket' })),
    ...instances.ofType('aws_iam_role').map((instance) => ({ instance, argument: 'name' })),
  ];
}

/** Names that are not known, of a text or a list of them. */
function openIn(value: Value | undefined): readonly string[] {
  if (isList(value)) return value.flatMap(openIn);
  const text = textOf(value);
  return text !== null && isOpen(text) ? [text] : [];
}

function mayBeThere(name: string, argument: string, { buckets, roleNames }: Existing): boolean {
  if (argument === 'bucket') return mayBeAmong(buckets.keys(), name);
  // Whatever names keys, it is an id, which says nothing.
  return argument === 'key_id' || mayBeAmong(roleNames, name);
}

/** The problems that the facts hold, with their places. */
export function unseenIn(facts: RawSnapshot, locator: Locator): readonly UnseenCode[] {
  const problems = facts.collection?.problems ?? [];
  const places = locator.placesOf(problems.map((_, index) => `/collection/problems/${index}`));
  return problems.flatMap(({ kind, code, message }, index): readonly UnseenCode[] => {
    const place = places.get(`/collection/problems/${index}`);
    return place === undefined || kind !== 'settings' || code === undefined || code === null
      ? []
      : [{ kind, address: code, why: message ?? '', place }];
  });
}
