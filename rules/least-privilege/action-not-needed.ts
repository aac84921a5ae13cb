import { defineRule } from '../../src/engine/model.js';
import {
  byDanger,
  foreignActionPatterns,
  reachedActions,
  shortList,
  exampleOf,
  neededActions,
  type ReachedAction,
} from '../../src/engine/surplus.js';
import type { RoleUse } from '../../src/engine/model.js';
import { difference, isEmpty, ofPattern, union } from '../../src/policy/index.js';

export default defineRule<'role'>({
  subject: 'role',
  meta: {
    title: 'The replication role may do only what its replication rules need',
    level: 'warning',
    why: 'Whoever may change a replication configuration or pass the role to S3 can use everything the role is allowed. Actions that no replication rule needs only widen what a mistake or an intruder can do.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion'],
    failureReasons: [],
    messages: {
      actions:
        'Replication role {{role}} may use {{count}} {{service}} actions that its replication rules do not need: {{actions}}, for example on {{example}}.',
      services:
        'Replication role {{role}} may use actions of other services, which no replication rule needs: {{actions}}.',
      harmless:
        'Replication role {{role}} may use {{actions}} on the destinations of its replication where no rule needs it at present.',
    },
    help: {
      actions: 'Replace the broad actions by the ones that are needed: {{needed}}.',
      services: 'Remove these actions from the policies of the role; give other duties a role of their own.',
      harmless: 'Nothing breaks; remove it if delete markers and tags are not meant to be replicated.',
    },
  },
  *check(use) {
    const surplus = reachedActions(use).filter((reached) => !reached.isNeeded);
    const where = { resource: use.arn, account: use.role.account, region: null, origin: use.role.origin };
    const needed = shortList(neededActions(use), 20);
    const harmless = surplus.filter((reached) => isHarmless(reached, use));
    if (harmless.length > 0) {
      yield {
        message: 'harmless',
        level: 'note',
        data: { role: use.arn, actions: harmless.map(({ action }) => action).join(' and ') },
        ...where,
        discriminator: 'harmless',
      };
    }
    for (const [service, name] of [
      ['s3', 'S3'],
      ['kms', 'KMS'],
      ['iam', 'IAM'],
      ['sts', 'STS'],
    ] as const) {
      const actions = surplus
        .filter((reached) => reached.action.startsWith(`${service}:`) && !harmless.includes(reached))
        .sort(byDanger);
      if (actions.length === 0) continue;
      const [first] = actions;
      const example = first === undefined ? '*' : exampleOf(use, first);
      const data = {
        role: use.arn,
        count: String(actions.length),
        service: name,
        actions: shortList(actions.map(({ action }) => action)),
        example,
        needed,
      };
      yield { message: 'actions', data, ...where, discriminator: service };
    }
    const foreign = foreignActionPatterns(use);
    if (foreign.length > 0)
      yield {
        message: 'services',
        data: { role: use.arn, actions: shortList(foreign) },
        ...where,
        discriminator: 'services',
      };
  },
});

/** Delete markers and tags on the role's own destinations: AWS's own base policy grants both. */
function isHarmless({ action, surplus }: ReachedAction, use: RoleUse): boolean {
  if (action !== 's3:ReplicateDelete' && action !== 's3:ReplicateTags') return false;
  const own = use.pairs.map(({ destination }) => ofPattern(`arn:${destination.partition}:s3:::${destination.name}/*`));
  return isEmpty(difference(surplus, union(...own))) === true;
}
