import { atRole, createRole, defineRule, pairWords, setRole } from '../../src/engine/model.js';
import { isRoleArn } from '../../src/estate/arn.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The replication role does not exist',
    healthy: 'The replication role exists',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'S3 stores the ARN of the replication role without checking that the role exists. If it does not, S3 cannot assume it and every object ends in status FAILED.',
    limits: 'A role that was not collected is unknown, not missing.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetRole'],
    failureReasons: ['AssumeRoleNotPermitted'],
    headlines: {
      missing: 'Role {{role}} of {{sourceBucket}} does not exist',
      path: 'Role {{role}} of {{sourceBucket}} does not exist, only one with another path',
      none: 'The replication configuration of {{sourceBucket}} names no role',
    },
    messages: {
      missing:
        'Replication role {{role}} of {{sourceBucket}} does not exist|, so |S3 cannot assume it and every object that {{replicationRule}} selects fails.',
      path: 'Replication role {{role}} of {{sourceBucket}} does not exist: the role of that name has another path, {{elsewhere}}.| |S3 cannot assume it, so every object that {{replicationRule}} selects fails.',
      none: 'The replication configuration of {{sourceBucket}} names no role|, so |{{replicationRule}} replicates nothing.',
    },
    help: {
      missing:
        'Create the role with a trust policy for s3.amazonaws.com, or put the ARN of the right role (with its path) into the replication configuration.',
      path: 'Put {{elsewhere}} into the replication configuration if that is the right role.',
      none: 'Put the ARN of a role that s3.amazonaws.com can assume into the replication configuration.',
    },
  },
  *check(pair) {
    if (pair.role.arn === null) {
      yield { message: 'none', data: pairWords(pair), ...atRole(pair), pair, origin: pair.origin };
      return;
    }
    const exists = pair.role.role?.exists;
    if (exists?.state !== 'absent') return;
    const { elsewhere } = pair.role;
    const at = { ...atRole(pair), pair, origin: exists.origin ?? pair.origin };
    // What is not the ARN of a role in the account of the source can only be put right in the configuration.
    const isOwn = isRoleArn(pair.role.arn) && pair.role.account === pair.source.account;
    const patches = isOwn ? [createRole(pair)] : [];
    if (elsewhere === null) yield { message: 'missing', data: pairWords(pair), patches, ...at };
    else yield { message: 'path', data: { ...pairWords(pair), elsewhere }, patches: [setRole(pair, elsewhere)], ...at };
  },
});
