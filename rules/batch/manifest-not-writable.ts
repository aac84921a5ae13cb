import { batchRoleOf, defineRule, grantToRole } from '../../src/engine/model.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'A role for S3 Batch Operations cannot keep the manifest that S3 generates',
    healthy: 'A role that S3 Batch Operations uses can keep the manifest that S3 generates',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'Where S3 generates the manifest of a Batch Replication job and it is to be kept, the role of the job writes it with s3:PutObject. Without the permission such a job fails; one that does not keep its manifest works.',
    whenNot: 'Leave it out where generated manifests are not kept.',
    limits:
      'Where no job is given (`DescribeJob`), nothing says which role it uses, nor where its manifest and report lie: the trust policy then shows that a job is meant to use the role, and the finding is a note.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html'],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion'],
    failureReasons: [],
    headlines: {
      job: 'Role {{role}} of Batch Replication job {{job}} cannot keep the manifest that S3 generates',
      missing: 'Role {{role}} cannot keep a manifest that S3 generates',
    },
    messages: {
      job: 'Role {{role}} of Batch Replication job {{job}} is not allowed {{what}}|: |the manifest that S3 generates cannot be kept, and the job fails.',
      missing:
        'Replication role {{role}} serves S3 Batch Operations and is allowed to have a manifest generated (s3:PutInventoryConfiguration), but is not allowed s3:PutObject on any bucket|: |a job that keeps its manifest fails.',
    },
    help: {
      job: 'Allow {{role}} {{what}}, or leave EnableManifestOutput off.',
      missing:
        'Allow the role s3:PutObject below the prefix that the manifest is kept under, or leave EnableManifestOutput off.',
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
