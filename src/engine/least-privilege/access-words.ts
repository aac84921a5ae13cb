/** What a role may do beyond its need, in words: an example, where it comes from, how far it reaches, the gravest first. */
import { bucketArn, keyArn, roleArn } from '../../estate/arn.js';
import { shortList } from '../../basics/short-list.js';
import { contains, type Effort, isTooComplex, nothing, witness, type StringSet } from '../../policy/index.js';
import { actionsMatching, findAction } from '../../policy/service-data/index.js';
import type { RoleUse } from '../shapes/model.js';
import { bucketsBeyondNeed, keysOf, maxExamples } from './estate-reach.js';
import type { ReachedAction } from './reached-actions.js';

function ownBuckets({ pairs }: RoleUse): readonly string[] {
  return pairs.slice(0, maxExamples).flatMap(({ source, destination }) => [source.name, destination.name]);
}

/** A resource that the unneeded reaches, a real one of the estate where there is one. */
export function exampleOf(use: RoleUse, { action, unneeded }: ReachedAction): string {
  const found = candidatesFor(use, action).find((arn) => contains(unneeded, arn));
  if (found !== undefined) return found;
  const arn = witnessOf(unneeded, use.settings.budget) || '*';
  return arn.endsWith('/') && contains(unneeded, `${arn}any-key`) ? `${arn}any-key` : arn;
}

/** Resources that the action can be about, real ones of the estate first. */
function candidatesFor(use: RoleUse, action: string): readonly string[] {
  const { partition } = use.pairs[0]?.source ?? { partition: 'aws' };
  const { account } = use.role;
  switch (action.slice(0, action.indexOf(':'))) {
    case 's3': {
      const isObject = findAction(action)?.resourceTypes.includes('object') === true;
      const names = [...bucketsBeyondNeed(use).examples, 'any-other-bucket', ...ownBuckets(use)];
      return names.map((name) => `${bucketArn({ partition, name })}${isObject ? '/any-key' : ''}`);
    }
    case 'kms':
      return [...keysOf(use.estate), keyArn({ partition, region: 'us-east-1', account }, 'any-other-key')];
    default:
      return [roleArn(partition, account, 'any-other-role')];
  }
}

/** An ARN in the set; null = the set is empty, or nobody can say. */
export function witnessOf(set: StringSet, effort: Effort | undefined): string | null {
  if (set === nothing) return null;
  let found = witnesses.get(set);
  if (found === undefined) {
    const answer = witness(set, undefined, effort);
    witnesses.set(set, (found = isTooComplex(answer) ? null : answer));
  }
  return found;
}

const witnesses = new WeakMap<StringSet, string | null>();

/** What destroys, opens or hands out data, gravest first: nobody should have to find these in a list of 170. */
const gravest = [
  's3:DeleteObjectVersion',
  's3:BypassGovernanceRetention',
  's3:PutBucketPolicy',
  's3:DeleteObject',
  's3:DeleteBucket',
  's3:PutLifecycleConfiguration',
  's3:PutReplicationConfiguration',
  's3:PutBucketVersioning',
  's3:PutObject',
  's3:GetObject',
  'kms:ScheduleKeyDeletion',
  'kms:PutKeyPolicy',
  'kms:CreateGrant',
  'kms:DisableKey',
  'iam:PassRole',
  'iam:PutRolePolicy',
  'iam:AttachRolePolicy',
  'sts:AssumeRole',
];
const danger = ['Permissions management', 'Write', 'Tagging', 'Read', 'List'];

function gravity({ action, accessLevel }: ReachedAction): number {
  const place = gravest.indexOf(action);
  return place < 0 ? gravest.length + danger.indexOf(accessLevel) : place;
}

/** Most dangerous first. */
export function byDanger(a: ReachedAction, b: ReachedAction): number {
  return gravity(a) - gravity(b) || (a.action < b.action ? -1 : 1);
}

/** `Statement[0] of identity-based policy "all" (s3:*)`: where some of the actions come from. */
export function grantedBy({ identityPolicies }: RoleUse, actions: readonly string[]): string {
  const wanted = new Set(actions);
  const texts = identityPolicies.flatMap(({ name, document }) =>
    document.statements.flatMap(({ effect, inert, path, actions: { not, patterns } }) => {
      if (effect !== 'Allow' || inert !== null) return [];
      const own = not ? ['NotAction'] : patterns.filter((each) => actionsMatching(each).some((one) => wanted.has(one)));
      return own.length === 0 ? [] : [`${path} of identity-based policy "${name}" (${shortList(own, 3)})`];
    }),
  );
  return texts.length === 2 ? texts.join(' and ') : shortList(texts, 3);
}

/** `18 more of the 20 buckets that were read (a, b, c, …), 3 of them in other accounts`. */
export function reachText(use: RoleUse): string {
  const { count, examples, inOtherAccounts } = bucketsBeyondNeed(use);
  if (count === 0) return 'no other bucket that was read';
  const names = `${examples.join(', ')}${count > examples.length ? ', …' : ''}`;
  return `${count} more of the ${use.estate.buckets.size} buckets that were read (${names})${otherAccountsText(inOtherAccounts)}`;
}

/** `, 3 of them in other accounts`, where there are any. */
export function otherAccountsText(count: number): string {
  return count === 0 ? '' : `, ${count} of them in other accounts, whose own policies decide too`;
}
