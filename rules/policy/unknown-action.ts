import { hasStandIn } from '../../src/basics/stand-in.js';
import { defineRule, policyNameText } from '../../src/engine/model.js';
import { actionsMatching, isKnownService, nearestAction } from '../../src/policy/service-data/index.js';

export default defineRule({
  subject: 'policy',
  meta: {
    title: 'A policy names an action that does not exist',
    healthy: 'Policies name actions that exist',
    level: 'warning',
    controls: ['NIST.800-53.r5 AC-3', 'ISO/IEC 27001:2022 A.8.9'],
    why: 'AWS stores a policy with an action that does not exist without a warning, and the action matches nothing. A misspelt action is a missing permission.',
    whenNot: 'Suppress a finding if AWS has introduced the action and this version of replint does not know it yet.',
    sources: [
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
    ],
    needs: ['GetRolePolicy', 'GetBucketPolicy', 'GetKeyPolicy'],
    failureReasons: [],
    headlines: {
      unknown: '{{statement}} on {{attachedTo}} names {{action}}, which does not exist',
    },
    messages: {
      unknown:
        '{{statement}} of {{policy}} on {{attachedTo}} names the action {{action}}, which does not exist{{nearest}}|: |it grants or denies nothing.',
    },
    help: {
      unknown: 'Correct the action name{{instead}}.',
    },
  },
  *check({ policy, attachedTo, account, region }) {
    for (const statement of policy.document.statements) {
      for (const action of statement.actions.patterns) {
        const service = action.slice(0, Math.max(0, action.indexOf(':')));
        if (hasStandIn(action) || service === '' || !isKnownService(service) || actionsMatching(action).length > 0)
          continue;
        const near = nearestAction(action.replace(/[*?]/gu, ''));
        const data = {
          statement: statement.path,
          policy: policyNameText(policy),
          attachedTo,
          action: action.slice(0, 200),
          nearest: near === null ? '' : ` (the closest that does is ${near})`,
          instead: near === null ? '' : `, for example to ${near}`,
        };
        yield {
          message: 'unknown',
          data,
          resource: attachedTo,
          account,
          region,
          origin: policy.origin,
          discriminator: `${policy.shortName} ${statement.path} ${action}`,
        };
      }
    }
  },
});
