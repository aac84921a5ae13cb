import { atRole, defineRule, pairWords } from '../../src/engine/model.js';
import { sameText } from '../../src/policy/index.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The replication role and the source bucket are in different accounts',
    healthy: 'The replication role is in the account that owns the source bucket',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'iam:PassRole cannot pass a role of another account to S3. So a configuration that names one cannot have been stored through the API and cannot work.',
    sources: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-walkthrough-2.html',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: ['AssumeRoleNotPermitted'],
    headlines: {
      foreign: 'Role {{role}} is not in the account of source bucket {{sourceBucket}}',
    },
    messages: {
      foreign:
        'Replication role {{role}} is in account {{roleAccount}}, but source bucket {{sourceBucket}} is in account {{sourceAccount}}|: |S3 uses only a role of the account that owns the source bucket.',
    },
    help: {
      foreign: 'Create the role in account {{sourceAccount}} and name it in the replication configuration.',
    },
  },
  *check(pair) {
    const { account } = pair.source;
    if (account === null || pair.role.account === null || sameText(account, pair.role.account) !== false) return;
    const data = { ...pairWords(pair), roleAccount: pair.role.account, sourceAccount: account };
    yield { message: 'foreign', data, ...atRole(pair), pair, origin: pair.origin };
  },
});
