import { batchRoleOf, defineRule, grantToRole } from '../../src/engine/model.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'A role for S3 Batch Operations cannot save the manifest that S3 generates',
    healthy: 'A role that S3 Batch Operations uses can save the manifest that S3 generates',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: "If S3 generates the manifest of a Batch Replication job and the job is set to save it, the job's role writes it with s3:PutObject. Without the permission such a job fails. A job that does not save its manifest works. A manifest that is encrypted with KMS takes kms:GenerateDataKey on its key, and one that goes to a bucket of another account with access control lists takes s3:PutObjectAcl.",
    whenNot: 'Skip this rule if generated manifests are not saved.',
    limits:
      'If the job does not name the key of its manifest (ManifestEncryption), the default encryption of the bucket is the only sign, and the finding is a warning. If no job is given (`DescribeJob`), nothing says which role it uses or where its manifest and report are. The trust policy then shows that a job is meant to use the role, and the finding is a note.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-iam-role-policies.html',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion'],
    failureReasons: [],
    headlines: {
      job: 'Role {{role}} of Batch Replication job {{job}} cannot save the manifest that S3 generates',
      jobDefaultKey: 'Role {{role}} of Batch Replication job {{job}} may be unable to encrypt the manifest',
      missing: 'Role {{role}} cannot save a manifest that S3 generates',
    },
    messages: {
      job: 'Role {{role}} of Batch Replication job {{job}} is not allowed {{what}}|: |the manifest that S3 generates cannot be saved, and the job fails.',
      jobDefaultKey:
        'Role {{role}} of Batch Replication job {{job}} is not allowed {{what}}, the key that bucket {{bucket}} encrypts new objects with|: |if S3 encrypts the manifest with it, the manifest cannot be saved, and the job fails.',
      missing:
        'Replication role {{role}} serves S3 Batch Operations and is allowed to have a manifest generated (s3:PutInventoryConfiguration), but is not allowed s3:PutObject on any bucket|: |a job that saves its manifest fails.',
    },
    help: {
      job: 'Allow {{role}} {{what}}, or leave EnableManifestOutput off.',
      jobDefaultKey:
        "Allow {{role}} {{what}}, in the key policy too if the key is another account's; or set ManifestEncryption of the job.",
      missing:
        'Allow the role s3:PutObject under the prefix that the manifest is saved to, or leave EnableManifestOutput off.',
    },
  },
  *check(use) {
    const batch = batchRoleOf(use);
    if (batch === null) return;
    if (!batch.mayUse('s3:PutInventoryConfiguration') || batch.mayUse('s3:PutObject')) return;
    yield {
      message: 'missing',
      data: { role: use.arn },
      resource: use.arn,
      account: use.role.account,
      region: null,
      patches: [grantToRole(use, 'batch-manifest-output', [])],
      origin: use.role.origin,
    };
  },
});
