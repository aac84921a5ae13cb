import { atSource, defineRule, pairWords } from '../../src/engine/model.js';
import { sameText } from '../../src/policy/index.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The destination account is not trusted',
    healthy: 'The destination account is trusted',
    level: 'warning',
    controls: ['S3.6', 'NIST.800-53.r5 AC-4', 'NIST.800-53.r5 AC-21', 'ISO/IEC 27001:2022 A.5.14'],
    why: 'Anyone who is allowed to change a replication configuration can copy every new object into another account. Check any destination outside the audited accounts, the organization and the list of trusted accounts.',
    whenNot:
      'Skip this rule if only a central team can change replication configurations. Otherwise list the accounts you trust under `trustedAccounts` or `trustedOrganizations` instead of switching the rule off.',
    sources: [
      'https://github.com/elastic/detection-rules/pull/3895',
      'https://github.com/turbot/guardrails-samples/issues/179',
    ],
    needs: ['ListBuckets', 'DescribeOrganization'],
    failureReasons: [],
    headlines: {
      foreign: '{{ReplicationRule}} of {{sourceBucket}} copies objects to account {{owner}}, which is not trusted',
    },
    messages: {
      foreign:
        '{{ReplicationRule}} copies objects of {{sourceBucket}} into bucket {{destinationBucket}} of account {{owner}}, which is not audited here, not in the same organization and not on the list of trusted accounts.',
    },
    help: {
      foreign:
        'If the account is trusted, add "{{owner}}" to trustedAccounts in replint.config.yaml. Otherwise remove the replication rule and find out who added it.',
    },
  },
  *check(pair) {
    const owner = pair.destination.account ?? pair.destination.claimedAccount;
    if (owner === null || sameText(owner, pair.source.account ?? '') !== false) return;
    if (pair.estate.accounts.has(owner) || pair.settings.trustedAccounts.includes(owner)) return;
    const data = { ...pairWords(pair), owner };
    yield { message: 'foreign', data, ...atSource(pair), pair, origin: pair.origin, discriminator: owner };
  },
});
