import { hasStandIn } from '../../src/basics/stand-in.js';
import { defineRule, policyNameText } from '../../src/engine/model.js';
import {
  actionCarriesKey,
  actionsMatching,
  isKnownConditionKey,
  nearestConditionKey,
} from '../../src/policy/service-data/index.js';

export default defineRule({
  subject: 'policy',
  meta: {
    title: 'A policy tests a condition key that the action never carries',
    healthy: 'Policies test condition keys that exist and that the actions carry',
    level: 'warning',
    controls: ['NIST.800-53.r5 AC-3', 'ISO/IEC 27001:2022 A.8.9'],
    why: 'A condition on a key that does not exist, or that the action never carries, is never met under a positive operator and always met under a negated one. Even an AWS page shows one such key, the S3 troubleshooting page.',
    whenNot: 'Suppress a finding if AWS has introduced the key and this version of replint does not know it yet.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    ],
    needs: ['GetRolePolicy', 'GetBucketPolicy', 'GetKeyPolicy'],
    failureReasons: [],
    headlines: {
      unknown: '{{statement}} on {{attachedTo}} tests {{key}}, which does not exist',
      never: '{{statement}} on {{attachedTo}} tests {{key}}, which its actions never carry',
    },
    messages: {
      unknown:
        '{{statement}} of {{policy}} on {{attachedTo}} tests the condition key {{key}}, which does not exist{{nearest}}.',
      never:
        '{{statement}} of {{policy}} on {{attachedTo}} tests the condition key {{key}}, which none of its actions ever carries.',
    },
    help: {
      unknown: 'Correct the key{{instead}}.',
      never: 'Remove the condition, or move it to a separate statement for the actions that carry the key.',
    },
  },
  *check({ policy, attachedTo, account, region }) {
    for (const statement of policy.document.statements) {
      for (const test of statement.conditions.filter(({ key }) => !hasStandIn(key))) {
        const at = {
          resource: attachedTo,
          account,
          region,
          origin: policy.origin,
          discriminator: `${policy.shortName} ${test.path}`,
        };
        const words = {
          statement: statement.path,
          policy: policyNameText(policy),
          attachedTo,
          key: test.writtenKey.slice(0, 200),
        };
        const misspelt = misspeltContextKeys.has(test.key);
        if (misspelt || isKnownConditionKey(test.key) === false) {
          const near = misspelt ? 'kms:EncryptionContext:aws:s3:arn' : nearestConditionKey(test.writtenKey);
          const data = {
            ...words,
            nearest: near === null ? '' : ` (the closest that does is ${near})`,
            instead: near === null ? '' : `, for example to ${near}`,
          };
          yield { message: 'unknown', data, ...at };
          continue;
        }
        const actions = statement.actions.not ? [] : statement.actions.patterns.flatMap(actionsMatching);
        if (actions.length > 0 && actions.every((action) => actionCarriesKey(action, test.key) === false))
          yield { message: 'never', data: words, ...at };
      }
    }
  },
});

/** As printed on an AWS page, and near misses seen in policies. */
const misspeltContextKeys = new Set([
  'kms:encryptioncontext:arn:aws:arn',
  'kms:encryptioncontext:aws:s3',
  'kms:encryptioncontext:arn:aws:s3',
  'kms:encryptioncontext:s3:arn',
]);
