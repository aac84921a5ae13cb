import { defineRule, policyNameText, spellEffect } from '../../src/engine/model.js';

export default defineRule({
  subject: 'policy',
  meta: {
    title: 'A policy breaks the policy grammar',
    healthy: 'Policies follow the policy grammar',
    level: 'warning',
    controls: ['NIST.800-53.r5 AC-3', 'ISO/IEC 27001:2022 A.8.9'],
    why: 'AWS would not store a document that breaks the policy grammar. replint does not evaluate it, so decisions that need it are unknown.',
    sources: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
    ],
    needs: ['GetRolePolicy', 'GetBucketPolicy', 'GetKeyPolicy'],
    failureReasons: [],
    headlines: {
      invalid: 'The document of {{policy}} is not valid',
    },
    messages: {
      invalid: 'The document of {{policy}} on {{attachedTo}} is not valid: {{problem}}',
    },
    help: {
      invalid: 'Correct the document{{path}}. Until then replint concludes nothing from it.',
    },
  },
  *check(use) {
    const { policy, attachedTo, account, region } = use;
    const problem = policy.document.problems.find(({ severity }) => severity === 'invalid');
    if (problem === undefined) return;
    const path = problem.path === '' ? '' : ` at ${problem.path.slice(0, 200)}`;
    const data = { policy: policyNameText(policy), attachedTo, problem: problem.message, path };
    const spelling = spellEffect(use, problem);
    yield {
      message: 'invalid',
      data,
      patches: spelling === null ? [] : [spelling],
      resource: attachedTo,
      account,
      region,
      origin: policy.origin,
      discriminator: policy.shortName,
    };
  },
});
