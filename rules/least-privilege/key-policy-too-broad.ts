import { accountOfArn } from '../../src/estate/arn.js';
import {
  type Admitted,
  admittedBeside,
  defineRule,
  grantedActions,
  isTiedToSource,
  keyStatements,
  type KeyUse,
  narrowedStatement,
  narrowingText,
  type Pair,
  type ProblemOn,
} from '../../src/engine/model.js';
import type { Statement } from '../../src/policy/index.js';
import { shortList } from '../../src/basics/short-list.js';
import { valueOf } from '../../src/estate/fact.js';

export default defineRule({
  subject: 'key',
  meta: {
    title: 'A key policy lets principals that do not need the key use it',
    healthy: 'The key policies admit only principals that need the key',
    level: 'warning',
    controls: [
      'KMS.5',
      'NIST.800-53.r5 AC-6',
      'PCI DSS v4.0.1/3.6.1',
      'ISO/IEC 27001:2022 A.8.3',
      'ISO/IEC 27001:2022 A.8.24',
    ],
    why: 'The key policy decides first who can use a key. If it admits everyone, or the whole of another account, they can use the key as far as their own policies allow it.',
    whenNot: 'Skip this rule for keys that are shared with another account by design.',
    sources: [
      'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
      'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
    ],
    limits:
      'Roles of the account that owns the key are not reported: no replication configuration says which of them work with the objects.',
    needs: ['GetKeyPolicy'],
    failureReasons: [],
    needsWholeEstate: true,
    headlines: {
      anyone: 'The key policy of {{key}} lets anyone use the key',
      organization: 'The key policy of {{key}} lets a whole organization use the key',
      account: 'The key policy of {{key}} lets a whole account use the key',
      matching: 'The key policy of {{key}} lets more principals use the key than the replication role',
      others: 'The key policy of {{key}} lets {{principals}} use the key, which replication does not need',
      more: 'The key policy of {{key}} allows the replication role more than it needs',
      service: 'The key policy of {{key}} lets a service use the key that replication does not need',
    },
    messages: {
      anyone:
        'The key policy of {{key}} lets anyone use {{actions}} ({{statement}}) without a condition that limits it to known accounts.',
      organization:
        'The key policy of {{key}} lets every principal of an organization use {{actions}} ({{statement}}), although only the replication role needs it there.',
      account:
        'The key policy of {{key}} grants {{actions}} to all of account {{principals}} ({{statement}}), although only the replication role there needs it.',
      matching:
        'The key policy of {{key}} lets every principal that matches {{principals}} use {{actions}} ({{statement}}), not only the replication role.',
      others:
        'The key policy of {{key}} lets {{principals}} of another account use {{actions}} ({{statement}}), which no audited replication rule needs.',
      service:
        'The key policy of {{key}} lets the service {{principals}} use {{actions}} ({{statement}}), whichever account it acts for. S3 uses the key as the replication role|, so |replication does not need this grant.',
      more: 'The key policy of {{key}} lets the replication role use {{actions}} ({{statement}}), which replication does not need.',
    },
    help: {
      anyone: '{{instead}}',
      organization: '{{instead}}',
      account: '{{instead}}',
      matching: '{{instead}}',
      others: '{{instead}}',
      service: '{{instead}}',
      more: '{{instead}}',
    },
  },
  *check(use) {
    const { kmsKey, policy } = use;
    // Nobody can change the policy of an AWS managed key.
    if (policy === null || !policy.document.valid) return;
    if (kmsKey.metadata.state !== 'known' || kmsKey.metadata.value.KeyManager === 'AWS') return;
    for (const statement of policy.document.statements)
      if (statement.effect === 'Allow' && statement.inert === null) yield* problemsOf(statement, use);
  },
});

type MessageId = 'anyone' | 'organization' | 'account' | 'matching' | 'others' | 'service' | 'more';
type TooBroad = ProblemOn<MessageId, 'key' | 'statement' | 'instead' | 'principals' | 'actions'>;

function rolesOf(pairs: readonly Pair[]): ReadonlySet<string> {
  return new Set(pairs.flatMap(({ role }) => role.arn ?? []));
}

function* problemsOf(statement: Statement, use: KeyUse): Iterable<TooBroad> {
  const { arn, kmsKey, asSource, asReplica, policy, settings } = use;
  const roles = rolesOf([...asSource, ...asReplica]);
  const granted = grantedActions(statement, arn);
  const uses = granted.filter((action) => cryptographic.has(action));
  const found = admittedBeside(statement, { roles, account: kmsKey.account }).flatMap((admitted) => {
    const problem = judged(admitted, statement, kmsKey.account);
    if (problem === null || isTrusted(admitted, settings.trustedOrganizations)) return [];
    const actions = admitted.kind === 'services' ? granted : uses;
    return actions.length === 0 ? [] : [{ ...problem, admitted, actions }];
  });
  const isForRole =
    statement.principals?.not === false &&
    statement.principals.entries.some((entry) => entry.kind === 'role' && roles.has(entry.arn));
  const more = isForRole && uses.length > 0 ? granted.filter((action) => !usedByReplication.has(action)) : [];
  const text = valueOf(kmsKey.policy);
  if ((found.length === 0 && more.length === 0) || text === undefined) return;
  const patch = narrowedStatement({ kind: 'key-policy', resource: arn, account: kmsKey.account, text }, statement, {
    needed: keyStatements({ region: kmsKey.region, asSource, asReplica }, (action) => granted.includes(action)),
    admitted: more.length > 0 ? [] : found.map(({ admitted }) => admitted),
  });
  const words = { key: arn, statement: statement.path, instead: narrowingText(patch) };
  const at = {
    resource: arn,
    account: kmsKey.account,
    region: kmsKey.region,
    origin: policy?.origin ?? null,
    patches: [patch],
  };
  for (const { admitted, actions, ...problem } of found) {
    const principals = shortList('names' in admitted ? admitted.names : []);
    const data = { ...words, principals, actions: shortList(actions) };
    yield {
      ...problem,
      data,
      ...at,
      discriminator: [statement.path, ...(early.has(problem.message) ? [] : [problem.message])].join(' '),
    };
  }
  if (more.length === 0) return;
  const data = { ...words, principals: '', actions: shortList(more) };
  yield { message: 'more', data, ...at, discriminator: `${statement.path} more` };
}

/** Messages whose findings kept the fingerprint that they always had. */
const early = new Set<string>(['anyone', 'account']);

/** What is wrong with letting them in; null = nothing that can be told from the policy. */
function judged(admitted: Admitted, statement: Statement, account: string): Pick<TooBroad, 'message' | 'level'> | null {
  switch (admitted.kind) {
    case 'anyone':
    case 'conditional':
      return { message: 'anyone', level: 'error' };
    case 'organizations':
      return { message: 'organization' };
    case 'accounts':
      return { message: 'account' };
    case 'matching':
      if (admitted.names.every((name) => accountOfArn(name) === account)) return null;
      return { message: 'matching', ...(admitted.isOfAnyAccount ? { level: 'error' as const } : {}) };
    case 'principals':
      return admitted.names.every((name) => accountOfArn(name) === account) ? null : { message: 'others' };
    case 'services':
      return isTiedToSource(statement) || !admitted.names.includes('s3.amazonaws.com') ? null : { message: 'service' };
  }
}

function isTrusted(admitted: Admitted, organizations: readonly string[]): boolean {
  return (
    admitted.kind === 'organizations' &&
    admitted.names.every((name) => organizations.includes(name.split('/')[0] ?? ''))
  );
}

const usedByReplication = new Set(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey']);
const cryptographic = new Set([
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:CreateGrant',
]);
