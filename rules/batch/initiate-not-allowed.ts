import { batchRoleOf, defineRule, grantToRole, oneOrMore, reachedActions } from '../../src/engine/model.js';
import { shortList } from '../../src/basics/short-list.js';
import { bucketArn } from '../../src/estate/arn.js';
import { isSubset, nothing, ofPattern } from '../../src/policy/index.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'A role for S3 Batch Operations is not allowed to start replication',
    healthy: 'A role that S3 Batch Operations uses is allowed to start replication',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'S3 Batch Replication copies what live replication did not: objects from before the rule, and failed ones. Its job needs s3:InitiateReplication on the source objects, which live replication never asks for. A missing permission therefore shows only when the job is needed.',
    whenNot: 'Skip this rule if the role is for jobs of another kind.',
    limits:
      'If no job is given (`DescribeJob`), nothing says which role it uses or where its manifest and report are. The trust policy then shows that a job is meant to use the role, and the finding is a note.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html'],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion'],
    failureReasons: ['InitiateReplicationNotPermitted'],
    headlines: {
      job: 'Role {{role}} of Batch Replication job {{job}} cannot initiate replication',
      missing: 'Role {{role}} cannot initiate replication for Batch Replication jobs',
    },
    messages: {
      job: 'Role {{role}} of Batch Replication job {{job}} is not allowed {{what}}|: |the job replicates nothing there.',
      missing:
        'Replication role {{role}} serves S3 Batch Operations, but is not allowed s3:InitiateReplication on all objects of {{buckets}}|: |a Batch Replication job with it replicates nothing there.',
    },
    help: {
      job: "Allow {{role}} {{what}}. If a Deny or another account's policy stands in the way, change that too.",
      missing:
        'Allow the role s3:InitiateReplication on the objects of {{buckets}}, or take batchoperations.s3.amazonaws.com out of its trust policy.',
    },
  },
  *check(use) {
    const batch = batchRoleOf(use);
    if (batch === null) return;
    const reach = reachedActions(use).find(({ action }) => action === 's3:InitiateReplication')?.reach ?? nothing;
    const sources = [...new Set(use.pairs.map(({ source }) => bucketArn(source)))].sort();
    const missing = sources.filter((arn) => isSubset(ofPattern(`${arn}/*`), reach) === false);
    if (missing.length === 0) return;
    const Resource = oneOrMore(missing.map((arn) => `${arn}/*`));
    const statement = { Effect: 'Allow', Action: 's3:InitiateReplication', Resource };
    const buckets = shortList(missing.map((arn) => arn.slice(arn.lastIndexOf(':') + 1)));
    yield {
      message: 'missing',
      data: { role: use.arn, buckets },
      resource: use.arn,
      account: use.role.account,
      region: null,
      patches: [grantToRole(use, 'batch-initiate', [statement])],
      origin: use.role.origin,
    };
  },
});
