import {
  bucketsBeyondNeed,
  defineRule,
  exampleOf,
  grantedBy,
  insteadOf,
  type ReachedAction,
  reachedActions,
  reachText,
  type RoleUse,
} from '../../src/engine/model.js';
import { isSubset, ofPattern, ofText, union, type StringSet } from '../../src/policy/index.js';
import { shortList } from '../../src/basics/short-list.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'The role reaches buckets or keys that its replication rules do not need',
    healthy: 'The replication role reaches only the buckets and keys of its replication rules',
    level: 'warning',
    controls: ['NIST.800-53.r5 AC-6', 'PCI DSS v4.0.1/7.2.5', 'ISO/IEC 27001:2022 A.8.3'],
    why: 'If a role is allowed to read and write buckets that its replication rules do not name, a changed replication configuration can copy from and into all of them.',
    whenNot: 'Skip this rule for a role whose buckets are created and deleted all the time.',
    limits: 'Only buckets that were read are counted. The role may reach others too.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion'],
    failureReasons: [],
    needsWholeEstate: true,
    headlines: {
      buckets: 'Role {{role}} reaches more buckets than its replication rules need',
      prefix: 'Role {{role}} reaches other keys of its buckets than its replication rules select',
    },
    messages: {
      buckets:
        'Replication role {{role}} is allowed {{actions}} on more than its replication rules need, for example on {{example}}. That reaches {{reach}}. It is granted by {{granted}}.',
      prefix:
        'Replication role {{role}} is allowed {{actions}} on other keys of its own buckets than its replication rules select, for example on {{example}}. It is granted by {{granted}}.',
    },
    help: {
      buckets: '{{instead}}',
      prefix: '{{instead}}',
    },
  },
  *check(use) {
    const broad = reachedActions(use).filter(
      ({ action, isNeeded, isTooMuch }) => isNeeded && action.startsWith('s3:') && isTooMuch,
    );
    const isOwn = withinOwnBuckets(use);
    const beside = broad.filter((reached) => !isOwn(reached));
    const where = {
      resource: use.arn,
      account: use.role.account,
      region: null,
      origin: use.role.origin,
      patches: [insteadOf(use).patch],
    };
    const words = ([first]: readonly ReachedAction[], actions: readonly string[]): Words => ({
      role: use.arn,
      actions: shortList(actions),
      example: first === undefined ? '' : exampleOf(use, first),
      granted: grantedBy(use, actions),
      instead: insteadOf(use).text,
    });
    if (beside.length > 0) {
      const data = words(beside, namesOf(beside));
      const reach = bucketsBeyondNeed(use).count > 0 ? reachText(use) : 'buckets that were not read';
      yield { message: 'buckets', data: { ...data, reach }, ...where };
    } else if (broad.length > 0) {
      const data = words(broad, namesOf(broad));
      yield { message: 'prefix', level: 'note', data: { ...data, reach: '' }, ...where, discriminator: 'prefix' };
    }
  },
});

type Words = Readonly<Record<'role' | 'actions' | 'example' | 'granted' | 'instead', string>>;

function namesOf(reached: readonly ReachedAction[]): readonly string[] {
  return reached.map(({ action }) => action);
}

/** Whether an action is needed on the same buckets, and what is too much are other keys there. */
function withinOwnBuckets({ needed, settings }: RoleUse): (reached: ReachedAction) => boolean {
  const known = new Map<string, boolean>();
  const ids = new Map<StringSet, number>();
  return ({ action, unneeded }) => {
    const own = needed.filter((each) => each.action.toLowerCase() === action.toLowerCase());
    const buckets = [...new Set(own.map(({ resourceText }) => resourceText.split('/')[0] ?? ''))].sort();
    if (!ids.has(unneeded)) ids.set(unneeded, ids.size);
    const id = `${ids.get(unneeded)} ${buckets.join()}`;
    let answer = known.get(id);
    if (answer === undefined) {
      const whole = union(...buckets.flatMap((arn) => [ofText(arn), ofPattern(`${arn}/*`)]));
      known.set(id, (answer = isSubset(unneeded, whole, undefined, settings.budget) === true));
    }
    return answer;
  };
}
