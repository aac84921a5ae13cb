import { defineRule, grantToRole, type PatchDraft, type RoleUse, servesBatch } from '../../src/engine/model.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'A role for S3 Batch Operations does not trust the service',
    healthy: 'A role that S3 Batch Operations is meant to use trusts it',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'S3 Batch Replication copies existing and failed objects. Its job runs with a role that trusts batchoperations.s3.amazonaws.com. A role that is allowed to start replication but does not trust that service cannot be used for such a job.',
    whenNot:
      'Skip this rule if a template granted the permission and no S3 Batch Replication job is meant to use the role.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-policies.html',
      'https://github.com/kubernetes/k8s.io/pull/4118',
    ],
    needs: ['GetRole', 'GetRolePolicy'],
    failureReasons: ['AssumeRoleNotPermitted'],
    headlines: {
      job: 'S3 Batch Operations cannot assume role {{role}} of job {{job}}',
      jobRoleMissing: 'Role {{role}} of Batch Replication job {{job}} does not exist',
      missing: 'S3 Batch Operations cannot assume role {{role}}',
    },
    messages: {
      job: 'Role {{role}} of Batch Replication job {{job}} does not let batchoperations.s3.amazonaws.com assume it|: |the job does not run.',
      jobRoleMissing: 'Role {{role}} of Batch Replication job {{job}} does not exist|: |the job does not run.',
      missing:
        'Replication role {{role}} is allowed s3:InitiateReplication, which only an S3 Batch Replication job needs, but its trust policy does not let batchoperations.s3.amazonaws.com assume it.',
    },
    help: {
      job: 'Let batchoperations.s3.amazonaws.com assume {{role}}.',
      jobRoleMissing: 'Give the job a role that exists and trusts batchoperations.s3.amazonaws.com.',
      missing: 'Let batchoperations.s3.amazonaws.com assume the role, or remove s3:InitiateReplication from it.',
    },
  },
  *check(use) {
    const { arn, role, identityPolicies, trustPolicy } = use;
    if (trustPolicy === null || !trustPolicy.document.valid) return;
    const mayInitiate = identityPolicies.some(({ document }) =>
      document.statements.some(
        ({ effect, actions }) =>
          effect === 'Allow' &&
          !actions.not &&
          actions.patterns.some((pattern) => pattern.toLowerCase() === 's3:initiatereplication'),
      ),
    );
    if (!mayInitiate || servesBatch(trustPolicy)) return;
    const Principal = { Service: 'batchoperations.s3.amazonaws.com' };
    const statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };
    yield {
      message: 'missing',
      data: { role: arn },
      resource: arn,
      account: role.account,
      region: null,
      patches: [trustedBy(use, statement)],
      origin: trustPolicy.origin,
    };
  },
});

/** Whoever made the role says whether it is for jobs. */
function trustedBy(use: RoleUse, statement: Readonly<Record<string, unknown>>): PatchDraft {
  const draft = grantToRole(use, 'batch-trust', [statement]);
  return { ...draft, target: { ...draft.target, kind: 'trust-policy' } };
}
