import { defineRule } from '../../src/engine/model.js';
import { keyPolicyText } from '../../src/engine/least-privilege/resource-policies-to-use.js';
import { shortList } from '../../src/basics/short-list.js';
import { actionsMatching } from '../../src/policy/service-data/index.js';

export default defineRule<'key'>({
  subject: 'key',
  meta: {
    title: 'A key policy lets others than those who need it use the key',
    healthy: 'The key policies admit only those who need the key',
    level: 'warning',
    why: 'A key policy is the first authority over a key. One that admits everyone, or a whole foreign account, lets them use the key wherever their own policies allow it.',
    whenNot: 'Leave it out for keys that are shared with another account by design.',
    sources: [
      'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
      'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
    ],
    needs: ['GetKeyPolicy'],
    failureReasons: [],
    needsWholeEstate: true,
    messages: {
      anyone:
        'The key policy of {{key}} lets anyone use {{actions}} ({{statement}}) without a condition that limits it to known accounts.',
      account:
        'The key policy of {{key}} grants {{actions}} to all of account {{principals}} ({{statement}}), although only the replication role there needs it.',
      more: 'The key policy of {{key}} lets the replication role use {{actions}} ({{statement}}), which replication does not need.',
    },
    help: {
      anyone: '{{instead}}',
      account: '{{instead}}',
      more: '{{instead}}',
    },
  },
  *check({ arn, kmsKey, asSource, asReplica, policy }) {
    if (
      policy === null ||
      !policy.document.valid ||
      kmsKey.metadata.state !== 'known' ||
      kmsKey.metadata.value.KeyManager === 'AWS'
    )
      return;
    const pairs = [...asSource, ...asReplica];
    const roles = new Set(pairs.flatMap((pair) => (pair.role.arn === null ? [] : [pair.role.arn])));
    const instead = keyPolicyText(arn, kmsKey, asSource, asReplica);
    const where = { resource: arn, account: kmsKey.account, region: kmsKey.region, origin: policy.origin };
    for (const statement of policy.document.statements) {
      if (
        statement.effect !== 'Allow' ||
        statement.inert !== null ||
        statement.principals === null ||
        statement.actions.not
      )
        continue;
      const all = statement.actions.patterns.flatMap(actionsMatching);
      const uses = all.filter((action) => cryptographic.has(action));
      if (uses.length === 0) continue;
      const entries = statement.principals.entries;
      const words = { key: arn, statement: statement.path, instead };
      const at = { ...where, discriminator: statement.path };
      const isTied = statement.conditions.some(({ key, operator }) => limits.has(key) && !operator.includes('Not'));
      if (entries.some(({ kind }) => kind === 'anyone')) {
        if (!isTied) yield { message: 'anyone', level: 'error', data: { ...words, actions: shortList(uses) }, ...at };
        continue;
      }
      const accounts = entries.flatMap((entry) =>
        entry.kind === 'account' && entry.account !== kmsKey.account ? [entry.account] : [],
      );
      if (accounts.length > 0 && !isTied) {
        yield {
          message: 'account',
          data: { ...words, actions: shortList(uses), principals: shortList(accounts) },
          ...at,
        };
        continue;
      }
      if (!entries.some((entry) => entry.kind === 'role' && roles.has(entry.arn))) continue;
      const more = all.filter((action) => !usedByReplication.has(action));
      if (more.length > 0)
        yield {
          message: 'more',
          data: { ...words, actions: shortList(more) },
          ...at,
          discriminator: `${statement.path} more`,
        };
    }
  },
});

const usedByReplication = new Set(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey']);
const cryptographic = new Set([
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:CreateGrant',
]);
const limits = new Set([
  'kms:calleraccount',
  'aws:principalorgid',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgpaths',
]);
