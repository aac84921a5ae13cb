import { batchRoleOf, defineRule, grantToRole } from '../../src/engine/model.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'A role for S3 Batch Operations cannot write the report of a job',
    healthy: 'A role that S3 Batch Operations uses can write the report of a job',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'The completion report of a Batch Replication job says which objects were not replicated, and why. The role of the job writes it with s3:PutObject. Without the permission, a job that asks for a report fails. If the bucket encrypts new objects with a KMS key, writing takes kms:GenerateDataKey on that key.',
    whenNot: 'Skip this rule if jobs are created without a report.',
    limits:
      'No setting of a job says how its report is encrypted. The default encryption of its bucket is the only sign, and the finding is a warning. If no job is given (`DescribeJob`), nothing says which role it uses or where its manifest and report are. The trust policy then shows that a job is meant to use the role, and the finding is a note.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion'],
    failureReasons: [],
    headlines: {
      job: "Role {{role}} of Batch Replication job {{job}} cannot write the job's report",
      jobDefaultKey: 'Role {{role}} of Batch Replication job {{job}} may be unable to encrypt its report',
      missing: 'Role {{role}} cannot write the report of a Batch Replication job',
    },
    messages: {
      job: 'Role {{role}} of Batch Replication job {{job}} is not allowed {{what}}|: |the job fails, because its report cannot be written.',
      jobDefaultKey:
        'Role {{role}} of Batch Replication job {{job}} is not allowed {{what}}, the key that bucket {{bucket}} encrypts new objects with|: |if S3 encrypts the report with it, the report cannot be written, and the job fails.',
      missing:
        'Replication role {{role}} serves S3 Batch Operations, but is not allowed s3:PutObject on any bucket|: |a Batch Replication job with it cannot write its report.',
    },
    help: {
      job: 'Allow {{role}} {{what}}, or create the job without a report.',
      jobDefaultKey:
        "Allow {{role}} {{what}}, in the key policy too if the key is another account's; or name a bucket for reports that encrypts with SSE-S3.",
      missing: 'Allow the role s3:PutObject under the prefix that the report is written to.',
    },
  },
  *check(use) {
    const batch = batchRoleOf(use);
    if (batch === null) return;
    if (batch.mayUse('s3:PutObject')) return;
    yield {
      message: 'missing',
      data: { role: use.arn },
      resource: use.arn,
      account: use.role.account,
      region: null,
      patches: [grantToRole(use, 'batch-report', [])],
      origin: use.role.origin,
    };
  },
});
