import { everyKeyArn } from '../../src/estate/arn.js';
import {
  atRole,
  defineRule,
  missingPermissions,
  type Pair,
  type PairWords,
  pairWords,
  type ProblemOn,
  regionOf,
} from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to decrypt with the source key',
    healthy: 'The replication role is allowed to decrypt with the source key',
    level: 'error',
    controls: ['S3.7', 'S3.17', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: "S3 uses the role to decrypt each object before it writes the replica. The key policy must admit the role or its account, and the role's own policy must allow kms:Decrypt. The conditions of both must fit the encryption context: the object ARN without a Bucket Key, the bucket ARN with one. No failure code of S3 names KMS.",
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
      'https://github.com/aws-ia/terraform-aws-control_tower_account_factory/issues/639',
    ],
    needs: ['GetKeyPolicy', 'ListGrants', 'GetRole', 'GetRolePolicy'],
    failureReasons: ['SrcGetObjectNotPermitted'],
    headlines: {
      noKey: 'Role {{role}} is not allowed kms:Decrypt on any key of {{region}}',
    },
    messages: {
      notAllowed:
        'Replication role {{principal}} is not allowed {{action}} on source key {{resource}} ({{place}}){{context}} for {{replicationRule}} of {{sourceBucket}}: {{reason}}.| |{{consequence}}',
      partly:
        'Replication role {{principal}} is allowed {{action}} on source key {{resource}} ({{place}}){{context}} for only some of the objects that {{replicationRule}} of {{sourceBucket}} selects, for example not for {{counterexample}}: {{reason}}.| |{{consequence}}',
      noKey:
        'Replication role {{role}} is not allowed kms:Decrypt on any key of {{region}}, while {{replicationRule}} of {{sourceBucket}} selects KMS objects: objects that are uploaded with SSE-KMS under a customer managed key end in status FAILED.| |The bucket does not encrypt with KMS by default, so its settings do not name such a key.',
    },
    help: {
      notAllowed: '{{remedy}}',
      partly: '{{remedy}}',
      noKey:
        'Allow the role kms:Decrypt on the keys that objects are uploaded with, and name these keys under `sourceKeys` in the configuration file. If nobody uploads with KMS, take SseKmsEncryptedObjects out of the replication rule instead.',
    },
  },
  *check(pair) {
    if (pair.verdicts.decryptsNothing) yield noKey(pair);
    yield* missingPermissions(pair, ({ row }) => row.rule === 'kms/decrypt-not-allowed', { side: 'all' });
  },
});

/** Not the default class, and which objects are hit no setting says: no error. */
function noKey(pair: Pair): ProblemOn<'noKey', 'region' | keyof PairWords> {
  const region = regionOf(pair.source);
  const { partition, account } = pair.source;
  return {
    message: 'noKey',
    level: 'warning',
    data: { ...pairWords(pair), region: region ?? 'the source Region' },
    ...atRole(pair),
    pair,
    permission: {
      principal: pair.role.arn ?? '',
      action: 'kms:Decrypt',
      resource: everyKeyArn({ partition, region, account }),
      cause: 'no-statement',
      policies: [],
      counterexample: null,
    },
    origin: pair.origin,
  };
}
