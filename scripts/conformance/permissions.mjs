/** Cases about roles, bucket policies, organizations and trust. */
import { addBatchJob, jobStatements } from './batch-job.mjs';
import {
  all,
  destinationBucket,
  inBucketPolicy,
  policy,
  rule,
  statement,
  withoutActions,
  withoutStatements,
} from './change.mjs';

function everything(s) {
  policy(s).Statement = [];
}

function regionDeny(s) {
  const [organization] = s.accounts.map((account) => account.organization);
  const level = organization.serviceControlPolicies.find(({ policies }) => policies.length > 1);
  const guard = level.policies.find(({ Name }) => Name === 'RegionLimit');
  const content = JSON.parse(guard.Content);
  content.Statement[0].Condition.StringNotEquals['aws:RequestedRegion'] = ['eu-west-1'];
  guard.Content = JSON.stringify(content);
}

const withoutOverride = inBucketPolicy((document) => {
  const [replicas] = document.Statement;
  replicas.Action = replicas.Action.filter((name) => name !== 's3:ObjectOwnerOverrideToBucketOwner');
});

const override = { crossAccount: true, ownerOverride: true };

export const permissions = {
  'replicate-object-never-granted': {
    symptom: 'Weeks after the first repair objects still fail.',
    sources: ['https://github.com/ministryofjustice/modernisation-platform/pull/13596'],
    estate: { kms: true },
    breakIt: withoutActions('WriteReplicas', 's3:ReplicateObject'),
    verdict: 'fails',
    rules: ['role/replicate-not-allowed no-statement'],
    answer: 'The role was never allowed s3:ReplicateObject on the destination.',
  },
  'several-errors-hide-each-other': {
    symptom: 'Production assets are not copied for months, and each repair uncovers the next error.',
    sources: ['https://github.com/alphagov/govuk-infrastructure/issues/4841'],
    estate: override,
    breakIt: all(withoutOverride, withoutActions('ReadSource', 's3:GetObjectVersionForReplication')),
    verdict: 'fails',
    rules: ['destination/policy-not-allowed no-statement', 'role/source-read-not-allowed no-statement'],
    answer: 'Both errors in one run. The backlog of earlier failures is not in the configuration.',
  },
  'owner-override-not-in-bucket-policy': {
    symptom: 'One more right of the destination bucket policy was missing.',
    sources: ['https://github.com/alphagov/govuk-infrastructure/pull/4840'],
    estate: override,
    breakIt: withoutOverride,
    verdict: 'fails',
    rules: ['destination/policy-not-allowed no-statement'],
    answer: 'The rule hands over ownership, which takes s3:ObjectOwnerOverrideToBucketOwner on both sides.',
  },
  'documented-sample-without-tags': {
    symptom: 'A copied sample policy grants s3:GetObjectVersion and no tags.',
    sources: ['https://github.com/hashicorp/terraform/issues/19450'],
    estate: {},
    breakIt: (s) => {
      statement(s, 'ReadSource').Action = ['s3:GetObjectVersion', 's3:GetObjectVersionAcl'];
    },
    verdict: 'replicates',
    aspects: { objects: 'replicates', tags: 'fails' },
    rules: ['role/tags-read-not-allowed no-statement'],
    answer: 'Enough for objects under SSE-S3; their tags stay behind.',
  },
  'region-limit-of-the-organization': {
    symptom: 'Replication from us-east-1 fails in an account under a policy that limits Regions.',
    sources: ['https://github.com/schubergphilis/terraform-aws-mcaf-landing-zone/pull/234'],
    estate: { scp: true },
    breakIt: regionDeny,
    verdict: 'fails',
    rules: [
      'role/replicate-not-allowed service-control-policy',
      'role/replicate-tags-denied service-control-policy',
      'role/source-read-not-allowed service-control-policy',
      'role/tags-read-not-allowed service-control-policy',
    ],
    answer: 'The service control policy denies the Regions of the buckets; it is named with its level.',
  },
  'lab-roles-cannot-replicate': {
    symptom: 'The roles of a teaching lab do not replicate.',
    sources: ['https://github.com/awslabs/aws-well-architected-labs/issues/615'],
    estate: {},
    breakIt: all(
      withoutActions('ReadSource', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl'),
      withoutActions('WriteReplicas', 's3:ReplicateObject'),
    ),
    verdict: 'fails',
    rules: ['role/replicate-not-allowed no-statement', 'role/source-read-not-allowed no-statement'],
    answer: 'Each missing action is listed, with the statement to add.',
  },
  'only-a-star-works': {
    symptom: 'By the guide it does not work; only s3:* does, and nobody knows which action was missing.',
    sources: ['https://github.com/awsdocs/amazon-s3-userguide/issues/59'],
    estate: {},
    breakIt: withoutStatements('ReadConfiguration'),
    verdict: 'fails',
    rules: ['role/source-read-not-allowed no-statement'],
    answer: 'Names the two bucket actions that are missing: no need for a star.',
  },
  'custom-role-without-policies': {
    symptom: 'A role of one’s own that is handed to a construct gets no permissions.',
    sources: ['https://github.com/aws/aws-cdk/pull/33978'],
    estate: { kms: true },
    breakIt: everything,
    verdict: 'fails',
    rules: [
      'kms/decrypt-not-allowed no-statement',
      'kms/encrypt-not-allowed no-statement',
      'role/replicate-not-allowed no-statement',
      'role/source-read-not-allowed no-statement',
      'role/tags-read-not-allowed no-statement',
    ],
    answer: 'Everything that the role lacks, in one run.',
  },
  'account-means-the-other-one': {
    symptom: 'A construct’s `account` argument was taken for the wrong account; nothing arrives.',
    sources: ['https://github.com/aws/aws-cdk/issues/35825', 'https://github.com/aws/aws-cdk/pull/38349'],
    estate: { crossAccount: true },
    breakIt: (s) => {
      rule(s).Destination.Account = '111122223333';
    },
    verdict: 'fails',
    rules: ['destination/account-mismatch'],
    answer: 'Destination.Account is not the owner of the destination bucket.',
  },
  'batch-trust-missing': {
    symptom: 'Replicating existing objects by a batch job fails until its principal is trusted.',
    sources: ['https://github.com/kubernetes/k8s.io/pull/4118'],
    estate: {},
    breakIt: (s) => {
      statement(s, 'ReadSource').Action.push('s3:InitiateReplication');
    },
    verdict: 'replicates',
    rules: ['least-privilege/action-not-needed'],
    notes: ['batch/trust-missing'],
    answer: 'Live replication works; a batch job could not assume the role, and is better given a role of its own.',
  },
  'batch-job-cannot-write-its-report': {
    symptom: 'A Batch Replication job ends as failed: its report could not be written.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html'],
    estate: {},
    breakIt: (s) => addBatchJob(s, jobStatements(s, { report: false })),
    repairIt: (s) => addBatchJob(s, jobStatements(s)),
    verdict: 'replicates',
    rules: ['batch/report-not-writable'],
    answer: "The job's role is not allowed s3:PutObject where the report goes; the replication role is in order.",
  },
  'batch-job-role-has-the-rights-of-replication': {
    symptom: 'A Batch Replication job fails because of the way in which its IAM role is configured.',
    sources: ['https://repost.aws/knowledge-center/s3-troubleshoot-batch-replication-fail'],
    estate: {},
    breakIt: (s) => addBatchJob(s, structuredClone(policy(s).Statement)),
    repairIt: (s) => addBatchJob(s, jobStatements(s)),
    verdict: 'replicates',
    rules: ['batch/initiate-not-allowed', 'batch/manifest-not-readable', 'batch/report-not-writable'],
    answer:
      'The role of the job has the permissions of a replication role. Everything that it lacks for a job is said in one run.',
  },
  'unknown-account': {
    symptom: 'A bucket replicates to an account that nobody knows.',
    sources: [
      'https://github.com/elastic/detection-rules/pull/3895',
      'https://github.com/turbot/guardrails-samples/issues/179',
    ],
    estate: { crossAccount: true },
    breakIt: (s) => {
      for (const account of s.accounts) account.organization = null;
      s.externalBuckets = [{ Name: destinationBucket(s).Name, HeadBucket: { Error: { Code: '403' } } }];
      s.accounts.pop();
    },
    verdict: 'unknown',
    rules: ['destination/account-not-trusted'],
    answer: 'Warns of every destination account that is neither read, nor in the organization, nor on the allow list.',
  },
  'replicas-not-owned-by-destination': {
    symptom: 'The account that owns the destination cannot read the replicas.',
    sources: ['https://github.com/cloudposse/terraform-aws-s3-bucket/issues/68'],
    cannot:
      'Without owner override replicas belong to the source account where the destination has ACLs enabled. Replication works as configured, and whether anybody has to read the replicas is not in the configuration.',
  },
  'firehose-and-bucket-keys': {
    symptom: 'A delivery stream is denied once the customer switches Bucket Keys on.',
    sources: ['https://github.com/fdmsantos/terraform-aws-kinesis-firehose/issues/26'],
    cannot:
      'No replication takes part. The same decision can be had from the library: `replint/policy` decides kms:GenerateDataKey with the bucket ARN as encryption context.',
  },
  'live-configuration-is-not-the-code': {
    symptom: 'The live replication configuration was never in the infrastructure code.',
    sources: ['https://github.com/alphagov/govuk-infrastructure/pull/4831'],
    cannot:
      'It takes infrastructure code as a second input. `replint diff` compares two snapshots, and says what changed between them.',
  },
};
