import { objectsArn } from '../../src/estate/arn.js';
import {
  bucketsBeyondNeed,
  byDanger,
  defineRule,
  exampleOf,
  foreignActionPatterns,
  grantedBy,
  insteadOf,
  type ReachedAction,
  reachedActions,
  reachText,
  type RoleUse,
} from '../../src/engine/model.js';
import { shortList } from '../../src/basics/short-list.js';
import { groupBy } from '../../src/basics/group-by.js';
import { difference, isEmpty, ofPattern, union } from '../../src/policy/index.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'The role is allowed actions that its replication rules do not need',
    healthy: 'The replication role is allowed only what its replication rules need',
    level: 'warning',
    controls: ['NIST.800-53.r5 AC-6', 'PCI DSS v4.0.1/7.2.5', 'ISO/IEC 27001:2022 A.8.3'],
    why: 'Anyone who is allowed to change a replication configuration or to pass the role to S3 can use everything that the role is allowed. Actions that no replication rule needs only add to what a mistake or an intruder can do.',
    whenNot:
      'If a role has a second purpose by design, suppress the finding for that role: a suppression records the reason and can expire.',
    limits:
      'For s3, kms, iam and sts each action is known. For other services only the patterns in the policy are shown.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion'],
    failureReasons: [],
    needsWholeEstate: true,
    headlines: {
      actions: 'Role {{role}} is allowed {{what}} that none of its rules needs',
      action: 'Role {{role}} is allowed {{actions}}, which its replication rules do not need',
      services: 'Role {{role}} is allowed actions of other services',
      harmless: 'Role {{role}} is allowed {{actions}}, which no rule needs',
    },
    messages: {
      actions:
        'Replication role {{role}} is allowed {{what}} that its replication rules do not need, most serious first: {{actions}}, for example on {{example}}. They are granted by {{granted}}{{reach}}.',
      action:
        'Replication role {{role}} is allowed {{actions}}, which its replication rules do not need, for example on {{example}}. It is granted by {{granted}}{{reach}}.',
      services:
        'Replication role {{role}} is allowed actions of other services, which no replication rule needs: {{actions}}.',
      harmless:
        'Replication role {{role}} is allowed {{actions}} on the destinations of its replication, which no rule needs at present.',
    },
    help: {
      actions: '{{instead}}',
      action: '{{instead}}',
      services:
        'Remove these actions from the identity-based policies of role {{role}}. If something else needs them, give it its own role.',
      harmless: 'It breaks nothing. Remove it if delete markers and tags are not meant to be replicated.',
    },
  },
  *check(use) {
    const unneeded = reachedActions(use).filter((reached) => !reached.isNeeded);
    const where = { resource: use.arn, account: use.role.account, region: null, origin: use.role.origin };
    const harmless = unneeded.filter((reached) => isHarmless(reached, use));
    if (harmless.length > 0) {
      yield {
        message: 'harmless',
        level: 'note',
        data: { role: use.arn, actions: harmless.map(({ action }) => action).join(' and ') },
        ...where,
        discriminator: 'harmless',
      };
    }
    const actions = unneeded.filter((reached) => !harmless.includes(reached)).sort(byDanger);
    const [first] = actions;
    if (first !== undefined) {
      const names = actions.map(({ action }) => action);
      const isS3 = names.some((action) => action.startsWith('s3:'));
      const data = {
        role: use.arn,
        what: `${countsText(names)} actions`,
        actions: shortList(names, 6),
        example: exampleOf(use, first),
        granted: grantedBy(use, names),
        reach: isS3 && bucketsBeyondNeed(use).count > 0 ? `. Its S3 statements reach ${reachText(use)}` : '',
        instead: insteadOf(use).text,
      };
      const message = names.length === 1 ? 'action' : 'actions';
      yield { message, data, ...where, patches: [insteadOf(use).patch], discriminator: 'actions' };
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

/** `170 S3 and 53 KMS`. */
function countsText(actions: readonly string[]): string {
  const byService = groupBy(actions, (action) => action.slice(0, action.indexOf(':')).toUpperCase());
  return [...byService].map(([service, own]) => `${own.length} ${service}`).join(' and ');
}

/** Delete markers and tags on the role's own destinations: AWS's own base policy grants both. */
function isHarmless({ action, unneeded }: ReachedAction, use: RoleUse): boolean {
  if (action !== 's3:ReplicateDelete' && action !== 's3:ReplicateTags') return false;
  const own = use.pairs.map(({ destination }) => ofPattern(objectsArn(destination)));
  return isEmpty(difference(unneeded, union(...own)), undefined, use.settings.budget) === true;
}
