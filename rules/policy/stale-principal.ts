import { defineRule, policyNameText } from '../../src/engine/model.js';

export default defineRule({
  subject: 'policy',
  meta: {
    title: 'A policy names a deleted principal',
    healthy: 'Policies name principals that exist',
    level: 'warning',
    controls: ['NIST.800-53.r5 AC-6', 'ISO/IEC 27001:2022 A.5.15'],
    why: 'When a role or user that a policy names is deleted, AWS leaves its unique ID in the policy. A new role of the same name has a new ID, so the policy does not apply to it.',
    limits: 'Only unique IDs that AWS left in place of a deleted principal are noticed.',
    sources: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    needs: ['GetBucketPolicy', 'GetKeyPolicy', 'GetRole'],
    failureReasons: [],
    headlines: {
      stale: '{{statement}} on {{attachedTo}} names a deleted principal',
    },
    messages: {
      stale:
        '{{statement}} of {{policy}} on {{attachedTo}} names the unique ID {{id}}, which stands for a principal that was deleted|: |the statement no longer applies to anyone.',
    },
    help: {
      stale: 'Name the right principal by its ARN and store the policy again.',
    },
  },
  *check({ policy, attachedTo, account, region }) {
    for (const statement of policy.document.statements) {
      for (const entry of statement.principals?.entries ?? []) {
        if (entry.kind !== 'unique-id') continue;
        const data = {
          statement: statement.path,
          policy: policyNameText(policy),
          attachedTo,
          id: entry.id.slice(0, 60),
        };
        yield {
          message: 'stale',
          data,
          resource: attachedTo,
          account,
          region,
          origin: policy.origin,
          discriminator: `${statement.path} ${entry.id}`,
        };
      }
    }
  },
});
