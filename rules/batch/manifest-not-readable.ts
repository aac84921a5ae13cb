import { batchRoleOf, defineRule, grantToRole, oneOrMore } from '../../src/engine/model.js';
import { shortList } from '../../src/basics/short-list.js';
import { bucketArn } from '../../src/estate/arn.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'A role for S3 Batch Operations cannot read a manifest or have one generated',
    healthy: 'A role that S3 Batch Operations uses can read a manifest or have one generated',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: "A Batch Replication job works through a manifest, a list of objects. Either it is in a bucket and the job's role reads it, or S3 generates it and the role needs s3:PutInventoryConfiguration on the source. Without either, the job does not start. A manifest that is encrypted with KMS takes kms:Decrypt on its key, and kms:GenerateDataKey as well if it is a report of S3 Inventory.",
    whenNot: 'Skip this rule if the role is for jobs of another kind.',
    limits:
      'No answer of AWS says how a manifest is encrypted, unless the job names the key of a manifest that S3 generates. In all other cases the default encryption of its bucket is the only sign, and the finding is a warning. If no job is given (`DescribeJob`), nothing says which role it uses or where its manifest and report are. The trust policy then shows that a job is meant to use the role, and the finding is a note.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-iam-role-policies.html',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion'],
    failureReasons: [],
    headlines: {
      job: 'Role {{role}} of Batch Replication job {{job}} cannot {{goal}}',
      jobDefaultKey: 'Role {{role}} of Batch Replication job {{job}} may be unable to decrypt the manifest',
      missing: 'Role {{role}} cannot read or generate a manifest for Batch Replication',
    },
    messages: {
      job: 'Role {{role}} of Batch Replication job {{job}} is not allowed {{what}}|: |the job has no manifest to work through.',
      jobDefaultKey:
        'Role {{role}} of Batch Replication job {{job}} is not allowed {{what}}, the key that bucket {{bucket}} encrypts new objects with|: |if the manifest is encrypted with it, the job cannot read it.',
      missing:
        'Replication role {{role}} serves S3 Batch Operations, but is allowed neither to read a manifest (s3:GetObject, s3:GetObjectVersion) nor to have S3 generate one (s3:PutInventoryConfiguration on the source)|: |a Batch Replication job with it has nothing to work through.',
    },
    help: {
      job: "Allow {{role}} {{what}}. If a Deny or another account's policy stands in the way, change that too.",
      jobDefaultKey:
        "Allow {{role}} {{what}}, in the key policy too if the key is another account's. Leave it if the manifest is encrypted otherwise.",
      missing:
        'Allow the role s3:GetReplicationConfiguration and s3:PutInventoryConfiguration on {{buckets}}, so that S3 generates the manifest, or s3:GetObject and s3:GetObjectVersion on the manifest.',
    },
  },
  *check(use) {
    const batch = batchRoleOf(use);
    if (batch === null) return;
    if (batch.mayUse('s3:GetObject') || batch.mayUse('s3:PutInventoryConfiguration')) return;
    const sources = [...new Set(use.pairs.map(({ source }) => bucketArn(source)))].sort();
    const Action = ['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'];
    const statement = { Effect: 'Allow', Action, Resource: oneOrMore(sources) };
    const buckets = shortList(sources.map((arn) => arn.slice(arn.lastIndexOf(':') + 1)));
    yield {
      message: 'missing',
      data: { role: use.arn, buckets },
      resource: use.arn,
      account: use.role.account,
      region: null,
      patches: [grantToRole(use, 'batch-manifest', [statement])],
      origin: use.role.origin,
    };
  },
});
