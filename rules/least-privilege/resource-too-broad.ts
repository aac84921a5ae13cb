import { defineRule } from '../../src/engine/model.js';
import {
  bucketsBeyondNeed,
  exampleOf,
  otherAccountsText,
  reachedActions,
  shortList,
} from '../../src/engine/surplus.js';

export default defineRule<'role'>({
  subject: 'role',
  meta: {
    title: 'The replication role reaches only the buckets and keys of its replication rules',
    level: 'warning',
    why: 'A role that may read and write other buckets than its replication rules name lets a changed replication configuration copy from and into all of them.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion'],
    failureReasons: [],
    messages: {
      buckets:
        'Replication role {{role}} may use {{actions}} beyond what its replication rules need, for example on {{example}}; that reaches {{reach}}.',
    },
    help: {
      buckets: 'Limit Resource to {{needed}}.',
    },
  },
  *check(use) {
    const broad = reachedActions(use).filter(
      ({ action, isNeeded, hasSurplus }) => isNeeded && action.startsWith('s3:') && hasSurplus,
    );
    const [first] = broad;
    if (first === undefined) return;
    const buckets = bucketsBeyondNeed(use);
    const reach =
      buckets.count === 0
        ? 'other keys of the same buckets'
        : `${buckets.count} further of ${use.estate.buckets.size} buckets here (${buckets.examples.join(', ') + (buckets.count > buckets.examples.length ? ', …' : '')})${otherAccountsText(buckets.inOtherAccounts)}`;
    const needed = shortList(
      [
        ...new Set(use.needed.filter(({ action }) => action.startsWith('s3:')).map(({ resourceText }) => resourceText)),
      ].sort(),
      8,
    );
    const data = {
      role: use.arn,
      actions: shortList(broad.map(({ action }) => action)),
      example: exampleOf(use, first),
      reach,
      needed,
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
