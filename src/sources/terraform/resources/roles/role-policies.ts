/**
 * Which inline policies a role has after the change: separate resources, the role's own arguments, and attributes that repeat what others attach.
 * Exclusive arguments remove what they do not name. Where separate resources of the same code add what an exclusive one removes, the two
 * fight, and nobody knows which applies.
 */
import { errorOf } from '../../../build/answer.js';
import type { RawRole } from '../../../snapshot/snapshot-shape.js';
import { type Instance, Unknown, type Value } from '../../model.js';
import { elementsOf, isMap, textOf } from '../../values.js';
import { documentOf, openAnswer } from '../answers.js';
import { type Instances, openOwner } from '../instances.js';
import { type Exclusive, exclusiveOf, fight, isLaidOver, isNamedOnly, isWhole } from './role-lists.js';
import { roleNaming } from './role-naming.js';
import type { Spots } from '../spots.js';

type Pages<Name extends keyof RawRole> = NonNullable<RawRole[Name]>;
type Document = Extract<Pages<'GetRolePolicy'>, readonly unknown[]>[number];

export interface InlinePolicies {
  /** Undefined = not known, and not said. */
  readonly names: Exclude<Pages<'ListRolePolicies'>, readonly unknown[]> | undefined;
  readonly documents: readonly Document[];
  /** Names of policies that the change deletes. */
  readonly removed: ReadonlySet<string>;
}

interface Found {
  readonly name: string;
  readonly document: Value | undefined;
  readonly instance: Instance;
  readonly path: readonly (string | number)[];
}

export function inlinePolicies(role: string, owner: Instance, instances: Instances, spots: Spots): InlinePolicies {
  const { found, open } = instances.separate('aws_iam_role_policy', role, roleNaming);
  const separate = found.map((instance): Found => {
    const { values } = instance;
    return { name: textOf(values['name']) ?? instance.address, document: values['policy'], instance, path: ['policy'] };
  });
  const isOwnSet = owner.mode === 'managed' && isSetOn(owner, 'inline_policy');
  const removed = new Set(
    instances.removed('aws_iam_role_policy', role, roleNaming).flatMap(({ values }) => textOf(values['name']) ?? []),
  );
  const names = new Set(separate.map(({ name }) => name));
  const isLaid = isLaidOver(owner, instances) && !isOwnSet;
  const own = isLaid ? [] : ownInline(owner);
  const repeated = own.filter(({ name }) => !names.has(name) && (isOwnSet || !removed.has(name)));
  const listed = exclusiveOf('aws_iam_role_policies_exclusive', 'policy_names', role, instances);
  const all = [
    ...separate,
    ...(listed instanceof Set && !isOwnSet ? repeated.filter(({ name }) => listed.has(name)) : repeated),
  ];
  const documents = all.map((policy) => documentAnswer(policy, contested(policy, { listed, isOwnSet, owner }), spots));
  const gap = firstOpen(open, owner.values['inline_policy'], listed, owner);
  const gone = new Set([...removed].filter((name) => !names.has(name)));
  const said = { documents, removed: gone };
  if (gap !== null) return { ...said, names: spots.mark(openAnswer(gap), owner) };
  if ((isLaid || isNamedOnly(owner)) && listed instanceof Set && !instances.estate.isPartial)
    return { ...said, names: spots.mark({ PolicyNames: [...listed] }, owner) };
  if (isLaid || !isWhole(owner, instances)) return { ...said, names: undefined };
  return { ...said, names: spots.mark({ PolicyNames: all.map(({ name }) => name) }, owner) };
}

/** What makes the list itself uncertain. */
function firstOpen(open: Instance | null, own: Value | undefined, listed: Exclusive, owner: Instance): Unknown | null {
  if (open !== null) return openOwner(open, 'nobody knows to which role it belongs');
  if (listed instanceof Unknown) return listed;
  if (own instanceof Unknown && owner.isSet('inline_policy') !== false) return own;
  return null;
}

interface Contest {
  readonly listed: Exclusive;
  readonly isOwnSet: boolean;
  readonly owner: Instance;
}

/** What fights with a separate policy. */
function contested({ instance, name }: Found, { listed, isOwnSet, owner }: Contest): Unknown | null {
  if (instance === owner) return null;
  if (isOwnSet) return fight(`${owner.address}.inline_policy`);
  return listed instanceof Set && !listed.has(name) ? fight(`${owner.address} (exclusive policies)`) : null;
}

function documentAnswer({ name, document, instance, path }: Found, contest: Unknown | null, spots: Spots): Document {
  const text = contest ?? documentOf(document, `${instance.address}.policy`, 'identity');
  const answer =
    text instanceof Unknown
      ? { PolicyName: name, Error: errorOf(openAnswer(text)) }
      : { PolicyName: name, PolicyDocument: text ?? '{"Version":"2012-10-17","Statement":[]}' };
  return spots.mark(answer, instance, path);
}

/** `inline_policy` blocks; an empty one says that there are none. */
function ownInline(owner: Instance): readonly Found[] {
  const blocks = elementsOf(owner.values['inline_policy']);
  if (blocks instanceof Unknown) return [];
  return blocks.flatMap((block, index): readonly Found[] => {
    const name = isMap(block) ? textOf(block['name']) : null;
    if (!isMap(block) || name === null) return [];
    return [{ name, document: block['policy'], instance: owner, path: ['inline_policy', index, 'policy'] }];
  });
}

/** Set by the configuration; of what is there and whose configuration is not given, nobody knows: then it only repeats. */
function isSetOn(owner: Instance, argument: string): boolean {
  const isSet = owner.isSet(argument);
  const elements = elementsOf(owner.values[argument]);
  if (isSet === true) return owner.values[argument] !== null;
  return isSet === null && owner.isNew && !(elements instanceof Unknown) && elements.length > 0;
}
