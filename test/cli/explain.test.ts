import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSettings } from '../../src/engine/audit.js';
import { explain, type ExplainOptions } from '../../src/judge.js';
import type { Explanation } from '../../src/report/explanation.js';
import { readSnapshots } from '../../src/sources/snapshot/read-snapshot.js';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { explanationMarkdown } from '../../src/reporters/explanation/markdown.js';
import { explanationText } from '../../src/reporters/explanation/text.js';
import { displayWidth } from '../../src/reporters/text/display-width.js';
import { fixture } from '../audit-of.js';
import { build, estate, newFolder, replint } from './replint.js';

function explained(snapshot: unknown, options: Partial<ExplainOptions>) {
  const { estate } = readSnapshots([{ name: 's.json', kind: 'snapshot', text: JSON.stringify(snapshot) }]);
  const base = {
    bucket: 'orders',
    key: null,
    objectClass: null,
    bucketKey: null,
    replicationRule: null,
    settings: defaultSettings,
  };
  return explain(estate, { ...base, ...options }).replicationRules;
}

describe('explain', () => {
  test('walks the requests in order, each with its statement', () => {
    const [pair] = explained(fixture('article-good'), { bucket: 'reports' });
    expect(pair?.verdict).toBe('replicates');
    expect(pair?.requests.map(({ id }) => id).slice(0, 4)).toEqual(['A-01', 'A-10', 'A-11', 'A-12']);
    for (const request of pair?.requests.filter(({ requirement }) => requirement === 'required') ?? []) {
      expect(request.outcome).toBe('allowed');
      expect(request.aspect !== 'objects' || request.allowedBy.length > 0).toBe(true);
    }
  });

  test('predicts what switching Bucket Keys on would break', () => {
    const { snapshot, setting } = buildEstate({ kms: true });
    const statements = snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement;
    statements.find(({ Sid }: { Sid: string }) => Sid === 'DecryptSource').Condition.StringLike[
      'kms:EncryptionContext:aws:s3:arn'
    ] = `arn:aws:s3:::${setting.source}/*`;
    expect(explained(snapshot, {})[0]?.verdict).toBe('replicates');
    const [pair] = explained(snapshot, { bucketKey: true });
    expect(pair?.verdict).toBe('fails');
    expect(pair?.requests.find(({ id }) => id === 'A-40')).toMatchObject({
      outcome: 'denied',
      encryptionContext: 'bucket ARN',
    });
  });

  test('one key can replicate where another does not', () => {
    const snapshot = fixture('prefix-everything-role-logs-only');
    expect(explained(snapshot, { bucket: 'archive', key: 'logs/a' })[0]?.verdict).toBe('replicates');
    expect(explained(snapshot, { bucket: 'archive', key: 'other' })[0]?.verdict).toBe('fails');
  });

  test('a key that the rule does not select is said to be so', () => {
    const { snapshot } = buildEstate({ prefix: 'logs/' });
    expect(explained(snapshot, { key: 'other' })[0]).toMatchObject({
      notSelected: 'The replication rule selects object keys that begin with "logs/", and this one does not.',
      verdict: 'skipped',
      requests: [],
    });
  });
});

describe('the Bucket Key what-if says in one sentence what the change does', () => {
  const sentence = (name: string, bucketKey: boolean, options: Partial<ExplainOptions> = {}) =>
    explained(fixture(name), { bucket: 'reports', bucketKey, ...options })[0]?.whatIf?.sentence;

  test('what it breaks', () => {
    const { snapshot, setting } = buildEstate({ kms: true });
    const statements = snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement;
    statements.find(({ Sid }: { Sid: string }) => Sid === 'DecryptSource').Condition.StringLike[
      'kms:EncryptionContext:aws:s3:arn'
    ] = `arn:aws:s3:::${setting.source}/*`;
    expect(explained(snapshot, { bucketKey: true })[0]?.whatIf?.sentence).toBe(
      'Switching S3 Bucket Keys on, at the source and at the destination, would break this: objects arrive today, new ones would fail at step 8, kms:Decrypt, whose encryption context would be the bucket ARN.',
    );
  });

  test('what it mends', () => {
    expect(sentence('bucket-key-object-arn-condition', false)).toBe(
      'Switching S3 Bucket Keys off, at the source and at the destination, would fix this: the verdict today is "fails".',
    );
  });

  test('that it changes nothing', () => {
    expect(sentence('article-good', true)).toMatch(/changes nothing: the verdict stays "replicates"\.$/u);
  });

  test('that it is about SSE-KMS only', () => {
    expect(sentence('article-good', true, { objectClass: 'SSE-S3' })).toMatch(
      /^Bucket Keys matter only for SSE-KMS objects/u,
    );
  });
});

test('a setting that is not as it must be is shown beside the requests', () => {
  const [rule] = explained(fixture('article-versioning-suspended'), { bucket: 'reports' });
  expect(rule?.verdict).toBe('fails');
  expect(rule?.settings.filter(({ state }) => state === 'broken').map(({ rule: id }) => id)).toEqual([
    'versioning/destination-not-enabled',
  ]);
});

test('a denial quotes the nearest statement as it stands in the policy, and the one that would mend it', () => {
  const [rule] = explained(fixture('bucket-key-object-arn-condition'), { bucket: 'reports' });
  const decrypt = rule?.requests.find(({ id }) => id === 'A-40');
  expect(decrypt?.denials).toHaveLength(1);
  const [denial] = decrypt?.denials ?? [];
  expect(denial?.statements[0]).toMatchObject({ effect: 'near-miss', statement: { Sid: 'DecryptSource' } });
  expect(denial?.statements[0]?.location?.pointer).toMatch(/\/PolicyDocument(?:\/Statement\/3)?$/u);
  expect(denial?.remedy.statement).toMatchObject({ Action: 'kms:Decrypt' });
});

describe('rendered', () => {
  const hostile = '\u001b[31m|<b>::error::x';
  const explanationOf = (): Explanation => {
    const { estate } = readSnapshots([
      { name: 's.json', kind: 'snapshot', text: JSON.stringify(fixture('five-independent-defects')) },
    ]);
    const options = { key: hostile, objectClass: null, bucketKey: true, replicationRule: null };
    return explain(estate, { bucket: 'orders', ...options, settings: defaultSettings });
  };

  test.each([60, 80, 120, 200])('fits a terminal of %d columns, and nothing in it acts on the screen', (width) => {
    const text = explanationText(explanationOf(), { color: false, width, workingDirectory: '/' });
    expect(text).not.toContain('\u001b');
    // What is to be pasted is never wrapped.
    const prose = text.split('\n').filter((line) => !/^ {7}\s*["{}[\]]/u.test(line));
    for (const line of prose) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  test('is inert in Markdown', () => {
    const text = explanationMarkdown(explanationOf(), '/').replaceAll(/^(`{3,})json\n[^]*?\n\1$/gmu, '');
    expect(text).not.toContain('<b>');
    expect(text).not.toContain('\u001b');
    for (const row of text.split('\n').filter((line) => line.startsWith('| '))) expect(row.split('|')).toHaveLength(5);
  });
});

describe('the command', () => {
  beforeAll(build);
  const run = (...words: string[]) => replint(['explain', ...words]);

  test('says its verdict again where the eye ends up, and what S3 can do without only when asked', () => {
    const { stdout } = run('s3://reports', estate('article-good'));
    const last = stdout.trimEnd().split('\n').at(-1) ?? '';
    expect(last).toMatch(/^replicates {2}Replication rule "everything": /u);
    expect(stdout).toMatch(/^1 request that S3 can do without: --all shows it\.$/mu);
    expect(stdout).not.toContain('What S3 does not need');
    const all = run('s3://reports', estate('article-good'), '--all').stdout;
    expect(all).toContain('What S3 does not need');
    expect(all).toContain('A-45');
    expect(all).not.toContain('--all');
  });

  test('shows the key that was asked for', () => {
    const { stdout } = run('s3://reports/2026/a b.csv', estate('article-good'));
    expect(stdout).toContain('arn:aws:s3:::reports/2026/a b.csv (A-12)');
    expect(stdout).toContain('arn:aws:s3:::reports-replica/2026/a b.csv (A-15)');
    expect(stdout).not.toMatch(/ on arn:aws:s3:::reports(?:-replica)?\/\* /u);
    const markdown = run('s3://reports/2026/a.csv', estate('article-good'), '-f', 'markdown').stdout;
    expect(markdown).toContain('reports/2026/a.csv');
  });

  test.each([
    ['s3://nothing-here', 2, 'The inputs hold no bucket "nothing-here".'],
    ['s3://report', 2, 'Did you mean `reports`?'],
    ['s3://reports-replica', 2, 'Ask about the source: `replint explain s3://reports`.'],
    ['reports-replika/a', 2, 'Did you mean `reports-replica`?'],
  ])('%s: exit code %d', (object, code, message) => {
    const { status, stdout, stderr } = run(object, estate('article-good'));
    expect([status, stdout]).toEqual([code, '']);
    expect(stderr).toContain(message);
  });

  test('takes no key that S3 would not take', () => {
    const { status, stderr } = run(`s3://reports/${'k'.repeat(1025)}`, estate('article-good'));
    expect(status).toBe(2);
    expect(stderr).toContain('1024 bytes');
  });

  test('names the replication rules where the one asked for does not exist', () => {
    const { status, stderr } = run('s3://reports', estate('article-good'), '--rule', 'everythin');
    expect(status).toBe(2);
    expect(stderr).toContain('Did you mean `everything`?');
  });

  test('ends with 0, 1 or 3 as audit would', () => {
    expect(run('s3://reports', estate('article-good')).status).toBe(0);
    expect(run('s3://reports', estate('article-no-kms-encrypt')).status).toBe(1);
    expect(run('s3://reports', estate('key-policy-unreadable')).status).toBe(3);
  });

  test('a bucket without a replication configuration is an answer, with the exit code of audit', () => {
    const file = join(newFolder(), 'plain.json');
    const absent = { Error: { Code: 'ReplicationConfigurationNotFoundError', Message: '' } };
    const buckets = [{ Name: 'plain', BucketRegion: 'us-east-1', GetBucketReplication: absent }];
    writeFileSync(file, JSON.stringify({ format: 'replint-snapshot/1', accounts: [{ id: '111122223333', buckets }] }));
    const { status, stdout, stderr } = run('s3://plain', file);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Bucket "plain" has no replication configuration: nothing is replicated from it.');
    expect(replint(['audit', file, '--bucket', 'plain']).status).toBe(1);
    const { stdout: data } = run('s3://plain', file, '--format', 'json');
    expect(JSON.parse(data)).toEqual({
      format: 'replint-explanation/1',
      bucket: 'plain',
      key: null,
      replicationRules: [],
    });
  });

  describe('code that makes replication in one case', () => {
    const replication = `ReplicationConfiguration:
        Role: arn:aws:iam::111122223333:role/crr
        Rules: [{ Id: all, Status: Enabled, Destination: { Bucket: 'arn:aws:s3:::copies' } }]`;
    const head = "Parameters: { On: { Type: String } }\nConditions: { IsOn: !Equals [!Ref On, 'yes'] }\nResources:\n";
    const bucket = (condition: string, properties: string): string =>
      `${head}  Source:\n    Type: AWS::S3::Bucket\n${condition}    Properties:\n      BucketName: orders\n      ${properties}\n`;
    const either = replication
      .replace('ReplicationConfiguration:\n', 'ReplicationConfiguration: !If\n        - IsOn\n')
      .replace('        Role:', '        - Role:')
      .replace('        Rules:', '          Rules:');
    const none =
      'When On is not yes:\n\nBucket "orders" has no replication configuration: nothing is replicated from it.';

    test.each([
      ['of a bucket that is there in both', bucket('', `${either}\n        - !Ref AWS::NoValue`), none],
      [
        'of a bucket that is there in one',
        bucket('    Condition: IsOn\n', replication),
        'When On is not yes:\n\nThe inputs hold no bucket "orders".',
      ],
    ])('%s', (_, text, other) => {
      const file = join(newFolder(), 'template.yaml');
      writeFileSync(file, text);
      const words = [file, '--account', '111122223333', '--region', 'us-east-1'];
      const { status, stdout } = run('s3://orders', ...words);
      expect(stdout).toContain('When On is yes:\n');
      expect(stdout).toContain(other);
      expect(status).toBe(1);
      expect(replint(['audit', ...words, '--bucket', 'orders']).status).toBe(1);
      const data = JSON.parse(run('s3://orders', ...words, '--format', 'json').stdout) as Explanation & {
        readonly cases: readonly { readonly explanation: Explanation }[];
      };
      expect(data.replicationRules.length).toBe(1);
      expect(data.cases.map(({ explanation }) => explanation.replicationRules.length).sort()).toEqual([0, 1]);
      expect(run('s3://orders', ...words, '--format', 'markdown').stdout).toContain('When On is not yes');
    });
  });

  describe('code with open conditions ends as with audit', () => {
    const rules =
      "[{ Id: all, Priority: 1, Status: Enabled, Filter: { Prefix: '' }, DeleteMarkerReplication: { Status: Disabled }, Destination: { Bucket: 'arn:aws:s3:::copies' } }]";
    const always = `ReplicationConfiguration:\n        Role: !GetAtt Role.Arn\n        Rules: ${rules}`;
    const sometimes = `ReplicationConfiguration: !If\n        - IsOn\n        - Role: !GetAtt Role.Arn\n          Rules: ${rules}\n        - !Ref AWS::NoValue`;
    const onlyOn = '    Condition: IsOn\n';
    const policy = `  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: orders
      PolicyDocument: { Statement: [{ Effect: Deny, Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::orders/x' }] }
`;
    const conditions = Array.from({ length: 7 }, (_, at) => `C${at}`);

    interface Code {
      readonly condition?: string;
      readonly replication?: string;
      readonly write?: string;
      readonly more?: string;
      readonly open?: readonly string[];
    }
    const template = ({
      condition = '',
      replication = always,
      write = 's3:ReplicateObject',
      more = '',
      open = [],
    }: Code): string => `Parameters:
  On: { Type: String }
${open.map((name) => `  P${name}: { Type: String }\n`).join('')}Conditions:
  IsOn: !Equals [!Ref On, 'yes']
${open.map((name) => `  ${name}: !Equals [!Ref P${name}, 'yes']\n`).join('')}Resources:
${open.map((name) => `  B${name}: { Type: AWS::S3::Bucket, Condition: ${name} }\n`).join('')}${more}  Copies:
    Type: AWS::S3::Bucket
    Properties: { BucketName: copies, VersioningConfiguration: { Status: Enabled } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: crr
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: s3.amazonaws.com }, Action: 'sts:AssumeRole' }] }
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: 'arn:aws:s3:::orders' }
              - { Effect: Allow, Action: ['s3:GetObjectVersion*'], Resource: 'arn:aws:s3:::orders/*' }
              - { Effect: Allow, Action: ['${write}'], Resource: 'arn:aws:s3:::copies/*' }
  Source:
    Type: AWS::S3::Bucket
    DependsOn: Copies
${condition}    Properties:
      BucketName: orders
      VersioningConfiguration: { Status: Enabled }
      ${replication}
`;

    test.each<readonly [string, Code, number]>([
      ['a bucket that one case does not make', { condition: onlyOn }, 0],
      ['the same, without a permission where it is made', { condition: onlyOn, write: 's3:ReplicateTags' }, 1],
      ['a bucket that does not replicate in one case', { replication: sometimes }, 1],
      ['more cases than are judged', { replication: sometimes, open: conditions }, 3],
    ])('%s', (_, code, status) => {
      const file = join(newFolder(), 'template.yaml');
      writeFileSync(file, template(code));
      const words = [file, '--account', '111122223333', '--region', 'us-east-1'];
      expect(run('s3://orders', ...words).status).toBe(status);
      expect(replint(['audit', ...words, '--bucket', 'orders']).status).toBe(status);
    });

    test('a bucket that one case only names: nobody knows whether it replicates', () => {
      const file = join(newFolder(), 'template.yaml');
      writeFileSync(file, template({ condition: onlyOn, more: policy }));
      const { status, stdout } = run('s3://orders', file, '--account', '111122223333', '--region', 'us-east-1');
      expect(stdout).toContain('The replication configuration of bucket "orders" was not collected.');
      expect(status).toBe(3);
    });
  });

  test('gives data of a stated format, with lines', () => {
    const { stdout } = run('s3://reports/a.csv', estate('article-no-kms-encrypt'), '--format', 'json');
    const explanation = JSON.parse(stdout) as Explanation;
    expect(explanation).toMatchObject({ format: 'replint-explanation/1', bucket: 'reports', key: 'a.csv' });
    const quoted = explanation.replicationRules.flatMap(({ requests }) =>
      requests.flatMap(({ allowedBy }) => allowedBy),
    );
    expect(quoted.length).toBeGreaterThan(0);
    for (const { location } of quoted) expect(location?.line).toBeGreaterThan(0);
  });
});
