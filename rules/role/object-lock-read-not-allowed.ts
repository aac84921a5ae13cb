import { defineRule } from '../../src/engine/model.js';
import { missingPermissions } from '../../src/engine/findings/missing-permissions.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to read retention and legal hold',
    healthy: 'The replication role is allowed to read retention and legal hold of a bucket with Object Lock',
    level: 'error',
    why: 'Where the source bucket has Object Lock, S3 reads retention and legal hold of every object it replicates, locked or not. Without the permissions objects end in status FAILED.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion', 'GetBucketPolicy'],
    failureReasons: ['SrcGetRetentionNotPermitted', 'SrcGetLegalHoldNotPermitted'],
    messages: {
      notAllowed:
        'Replication role {{principal}} is not allowed {{action}} on {{resource}} ({{place}}) for {{replicationRule}} of {{sourceBucket}}: {{reason}}. {{consequence}}',
      partly:
        'Replication role {{principal}} is allowed {{action}} on only some of the objects ({{resource}}, {{place}}) that {{replicationRule}} of {{sourceBucket}} selects, for example not on {{counterexample}}: {{reason}}. {{consequence}}',
    },
    help: {
      notAllowed: '{{remedy}}',
      partly: '{{remedy}}',
    },
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/object-lock-read-not-allowed', { side: 'role' });
  },
});
