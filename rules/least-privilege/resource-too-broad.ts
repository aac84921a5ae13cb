import { insteadText } from '../../src/engine/least-privilege/least-privilege-policy.js';
import { defineRule } from '../../src/engine/model.js';
import { shortList } from '../../src/basics/short-list.js';
import { exampleOf, grantedBy, reachText } from '../../src/engine/least-privilege/access-words.js';
import { bucketsBeyondNeed } from '../../src/engine/least-privilege/estate-reach.js';
import { reachedActions } from '../../src/engine/least-privilege/reached-actions.js';

export default defineRule<'role'>({
  subject: 'role',
  meta: {
    title: 'The role reaches buckets or keys that its replication rules do not need',
    healthy: 'The replication role reaches only the buckets and keys of its replication rules',
    level: 'warning',
    why: 'A role that may read and write other buckets than its replication rules name lets a changed replication configuration copy from and into all of them.',
    whenNot: 'Leave it out for a role that serves buckets which are made and deleted all the time.',
    limits: 'The counts are of the buckets that were read; others may be reached as well.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion'],
    failureReasons: [],
    needsWholeEstate: true,
    messages: {
      buckets:
        'Replication role {{role}} may use {{actions}} on more than its replication rules need, for example on {{example}}; that reaches {{reach}}. The source is {{granted}}.',
    },
    help: {
      buckets: '{{instead}}',
    },
  },
  *check(use) {
    const broad = reachedActions(use).filter(
      ({ action, isNeeded, isTooMuch }) => isNeeded && action.startsWith('s3:') && isTooMuch,
    );
    const [first] = broad;
    if (first === undefined) return;
    const example = exampleOf(use, first);
    const names = broad.map(({ action }) => action);
    const data = {
      role: use.arn,
      actions: shortList(names),
      example,
      reach: bucketsBeyondNeed(use).count > 0 ? reachText(use) : nothingHere(example),
      granted: grantedBy(use, names),
      instead: insteadText(use),
    };
    yield {
      message: 'buckets',
      data,
      resource: use.arn,
      account: use.role.account,
      region: null,
      origin: use.role.origin,
    };
  },
});

/** What is reached where no other bucket that was read is. */
function nothingHere(example: string): string {
  return example.includes(':any-other-bucket')
    ? 'buckets beyond those that were read'
    : 'other keys of the same buckets';
}
