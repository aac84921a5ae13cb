import { defineRule } from '../../src/engine/model.js';
import { shortList } from '../../src/basics/short-list.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'Unrelated buckets share one replication role',
    healthy: 'A replication role serves one purpose',
    level: 'note',
    controls: ['NIST.800-53.r5 AC-6', 'PCI DSS v4.0.1/7.2.5', 'ISO/IEC 27001:2022 A.8.3'],
    why: 'One role for many source buckets can read all of them and write to all of their destinations. A mistake in one configuration reaches the others.',
    whenNot: 'Skip this rule if all of the buckets belong to one team and hold the same kind of data.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html'],
    needs: ['GetRole'],
    failureReasons: [],
    headlines: {
      shared: 'Role {{role}} serves {{count}} unrelated source buckets',
    },
    messages: {
      shared:
        'Replication role {{role}} serves {{count}} source buckets ({{buckets}})|: |whoever controls one of their configurations can use it on all of them.',
    },
    help: {
      shared: 'Give buckets with different owners or sensitivity separate replication roles.',
    },
  },
  *check({ arn, role, pairs }) {
    const buckets = [...new Set(pairs.map((pair) => pair.source.name))].sort();
    if (buckets.length < 5) return;
    const data = { role: arn, count: String(buckets.length), buckets: shortList(buckets, 3) };
    yield { message: 'shared', data, resource: arn, account: role.account, region: null, origin: role.origin };
  },
});
