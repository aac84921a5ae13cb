/** How much a screen says, and in which words. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import type { ReplicationEntry, Report } from '../../src/report/model.js';
import type { Detail } from '../../src/reporters/reporter.js';
import table from '../../src/reporters/table.js';
import { compactJson } from '../../src/reporters/text/compact-json.js';
import { displayWidth } from '../../src/reporters/text/display-width.js';
import { shellWord } from '../../src/basics/shell-word.js';
import { withShortArns, withShortRoles } from '../../src/report/short-arn.js';
import { outcomeText } from '../../src/reporters/view/outcome.js';
import { ruleFacts } from '../../src/rule-facts.js';
import { auditOf, fixture } from '../audit-of.js';

function rendered(report: Report, detail: Detail, width = 100): string {
  const options = { rules: ruleFacts, color: false, width, workingDirectory: '/', failOn: 'error', detail } as const;
  return table(report, { ...options, command: 'npx replint', inputs: ['snapshot.json'] });
}

const names = ['five-independent-defects', 'article-star-permissions', 'key-policy-unreadable', 'hostile-names'];

describe('JSON to paste', () => {
  test('is the same value in fewer lines, none wider than it must be', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.integer({ min: 20, max: 120 }), (value, width) => {
        const text = compactJson(value, width);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text.split('\n').length).toBeLessThanOrEqual(JSON.stringify(value, null, 2).split('\n').length);
      }),
    );
  });

  test('fits a policy statement into the columns that are there', () => {
    const condition = {
      StringLike: {
        'kms:ViaService': 's3.us-east-1.amazonaws.com',
        'aws:s3:arn': ['arn:aws:s3:::a', 'arn:aws:s3:::a/*'],
      },
    };
    const statement = {
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionAcl', 's3:ReplicateObject'],
      Resource: '*',
      Condition: condition,
    };
    for (const width of [60, 80, 100]) {
      const lines = compactJson([statement, statement], width).split('\n');
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      expect(lines.length).toBeLessThan(20);
    }
  });
});

describe('ARNs in prose', () => {
  test.each([
    ['role arn:aws:iam::111122223333:role/s3-crr may', 'role s3-crr may'],
    ['arn:aws:iam::111122223333:role/path/s3-crr', 'role/path/s3-crr'],
    ['on arn:aws:s3:::orders/a, and arn:aws-cn:s3:::orders.', 'on orders/a, and orders.'],
    ['arn:aws:kms:us-east-1:111122223333:key/aaaa0003-1111-4222-8333-444444444444', 'key/aaaa0003… in us-east-1'],
    ['arn:aws:kms:eu-west-1:111122223333:key/mrk-aaaaaaaaaaaaaaaa1111111111111111', 'key/mrk-aaaaaaaa… in eu-west-1'],
    [
      'not arn:aws:kms:eu-west-1:111122223333:key/mrk-aaaaaaaaaaaaaaaa1111111111111111.',
      'not key/mrk-aaaaaaaa… in eu-west-1.',
    ],
    ['arn:aws:kms:eu-west-1:111122223333:key/aws_kms_key.k.', 'key/aws_kms_key.k in eu-west-1.'],
    ['arn:aws:kms:eu-west-1:111122223333:alias/orders', 'alias/orders'],
    [
      'covers arn:aws:kms:eu-west-1:111122223333:key/module.crr["a b"].aws_kms_key.src[0], not others',
      'covers key/module.crr["a b"].aws_kms_key.src[0] in eu-west-1, not others',
    ],
    ['arn:aws:kms:eu-west-1:111122223333:key/ReplicaStack.ReplicaKey', 'key/ReplicaStack.ReplicaKey in eu-west-1'],
    ['arn:aws:iam::111122223333:role/module.crr["a/b"].aws_iam_role.crr.', 'module.crr["a/b"].aws_iam_role.crr.'],
    ['requires "arn:aws:s3:::orders/*" exactly', 'requires "arn:aws:s3:::orders/*" exactly'],
    ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:root'],
    ['arn:aws:lambda:us-east-1:111122223333:function:x', 'arn:aws:lambda:us-east-1:111122223333:function:x'],
  ])('%s', (text, short) => {
    expect(withShortArns(text)).toBe(short);
  });

  test('only roles, where the account is named beside them', () => {
    expect(withShortRoles('role arn:aws:iam::111122223333:role/a/b in account 111122223333: key arn:aws:kms:x')).toBe(
      'role b in account 111122223333: key arn:aws:kms:x',
    );
    const address = 'role arn:aws:iam::111122223333:role/module.crr["a"].aws_iam_role.crr[0], too';
    expect(withShortRoles(address)).toBe('role module.crr["a"].aws_iam_role.crr[0], too');
  });
});

describe('what becomes of the objects', () => {
  const [good] = auditOf(fixture('article-good')).replication;
  const entry = (change: Partial<ReplicationEntry>): ReplicationEntry => ({ ...(good as ReplicationEntry), ...change });
  const classes = (plain: string, kms: string) =>
    ({ 'SSE-S3': plain, 'SSE-KMS': kms, 'DSSE-KMS': kms, 'SSE-C': plain }) as ReplicationEntry['byObjectClass'];
  const said = (change: Partial<ReplicationEntry>): string => outcomeText(entry(change), { annotations: false });

  test.each<[string, Partial<ReplicationEntry>, string]>([
    ['nothing', { verdict: 'fails', byObjectClass: classes('fails', 'fails') }, 'no object arrives'],
    ['a class', { verdict: 'fails', byObjectClass: classes('replicates', 'fails') }, 'KMS objects fail, others arrive'],
    ['the other', { verdict: 'fails', byObjectClass: classes('fails', 'replicates') }, 'only KMS objects arrive'],
    [
      'a set',
      { verdict: 'partly', failing: { are: 'outside', prefixes: ['events/', 'log'] }, counterexample: 'b/a' },
      'all objects outside events/ and log* fail · deletes: not replicated',
    ],
    [
      'its complement',
      { verdict: 'partly', failing: { are: 'below', prefixes: ['private/'] }, counterexample: 'b/private/a' },
      'all objects below private/ fail · deletes: not replicated',
    ],
    [
      'a key alone',
      { verdict: 'partly', counterexample: 'b/a' },
      'some objects, such as b/a, fail · deletes: not replicated',
    ],
    ['none', { verdict: 'skipped', byObjectClass: classes('skipped', 'skipped') }, 'no object is left to this rule'],
    ['disabled', { verdict: 'disabled' }, 'the replication rule is disabled'],
    ['all', { verdict: 'replicates' }, 'deletes: not replicated'],
    ['all but deletes', { aspects: { ...entry({}).aspects, deleteMarkers: 'fails' } }, 'deletes: fail'],
    ['all and deletes', { aspects: { ...entry({}).aspects, deleteMarkers: 'replicates' } }, ''],
    ['annotations', { aspects: { ...entry({}).aspects, deleteMarkers: 'replicates', annotations: 'fails' } }, ''],
  ])('%s', (_, change, expected) => {
    expect(said(change)).toBe(expected);
  });

  test('annotations are for those who ask', () => {
    const lost = entry({ aspects: { ...entry({}).aspects, annotations: 'fails' } });
    expect(outcomeText(lost, { annotations: true })).toContain('annotations: lost');
  });
});

describe('the keys that fail', () => {
  const statementsOf = (snapshot: ReturnType<typeof buildEstate>['snapshot']) =>
    snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement;
  const failing = (change: (snapshot: ReturnType<typeof buildEstate>['snapshot']) => void) => {
    const { snapshot } = buildEstate();
    change(snapshot);
    const [entry] = auditOf(snapshot).replication;
    return [entry?.verdict, entry?.failing];
  };
  const deny = (...resources: readonly string[]) => ({ Effect: 'Deny', Action: 's3:GetObject*', Resource: resources });

  test('are everything outside of what the role may read', () => {
    expect(auditOf(fixture('prefix-everything-role-logs-only')).replication[0]).toMatchObject({
      verdict: 'partly',
      failing: { are: 'outside', prefixes: ['logs/'] },
    });
  });

  test('are everything below what is denied', () => {
    expect(failing((snapshot) => statementsOf(snapshot).push(deny('arn:aws:s3:::orders/private/*')))).toEqual([
      'partly',
      { are: 'below', prefixes: ['private/'] },
    ]);
    expect(
      failing((snapshot) => statementsOf(snapshot).push(deny('arn:aws:s3:::orders/b*', 'arn:aws:s3:::orders/a/*'))),
    ).toEqual(['partly', { are: 'below', prefixes: ['a/', 'b'] }]);
  });

  test.each([
    ['a pattern', ['arn:aws:s3:::orders/*/private/*']],
    ['a single key', ['arn:aws:s3:::orders/a']],
    ['too many', ['a', 'b', 'c', 'd'].map((name) => `arn:aws:s3:::orders/${name}/*`)],
    ['a mixture', ['arn:aws:s3:::orders/a/*', 'arn:aws:s3:::orders/b?c']],
  ])('are not told as a set where they are none of prefixes: %s', (_, resources) => {
    expect(failing((snapshot) => statementsOf(snapshot).push(deny(...resources)))).toEqual(['partly', undefined]);
  });
});

describe('detail', () => {
  test.each(names)('%s: nothing loud is lost on any screen but the summary', (name) => {
    const report = auditOf(fixture(name));
    const loud = report.findings.filter(({ level, kind }) => level !== 'note' || kind === 'unknown');
    for (const detail of ['compact', 'normal', 'verbose'] as const) {
      const text = rendered(report, detail);
      for (const { rule, kind } of loud)
        if (kind === 'problem') expect([detail, text.includes(rule)]).toEqual([detail, true]);
    }
    const verbose = rendered(report, 'verbose');
    for (const { rule } of report.findings) expect(verbose).toContain(rule);
    expect(verbose).not.toContain('--verbose');
  });

  test.each(names)('%s: each says more than the one before', (name) => {
    const report = auditOf(fixture(name));
    const lengths = (['summary', 'compact', 'normal', 'verbose'] as const).map(
      (detail) => rendered(report, detail).length,
    );
    expect(lengths).toEqual(lengths.toSorted((one, other) => one - other));
  });

  test('compact is a line a finding, the wide ones aside', () => {
    const report = auditOf(fixture('five-independent-defects'));
    const lines = rendered(report, 'compact', 120).split('\n');
    expect(lines.filter((line) => /^ {2}(?:error|warning) {2}/u.test(line)).length).toBeGreaterThan(2);
    expect(rendered(report, 'compact', 120)).not.toContain('fix ');
  });

  test('statements are valid when they are pasted, in every detail', () => {
    const report = auditOf(fixture('article-no-kms-decrypt'));
    const text = rendered(report, 'normal', 80);
    const from = text.indexOf('{ "Effect"');
    const statement = JSON.parse(text.slice(from, text.indexOf('\n    kms/decrypt', from))) as object;
    expect(statement).toEqual(
      report.findings.find(({ rule }) => rule === 'kms/decrypt-not-allowed')?.permission?.remedy?.statement,
    );
  });
});

describe('the last lines', () => {
  test('name the worst bucket, what is wrong, and a command to paste', () => {
    const lines = rendered(auditOf(fixture('article-no-kms-decrypt')), 'normal')
      .trimEnd()
      .split('\n')
      .slice(-6);
    expect(lines).toContain('fails  reports  The role is not allowed to decrypt with the source key');
    expect(lines.at(-1)).toBe('Next: npx replint explain s3://reports snapshot.json');
  });

  test('name no command if nobody says what the input was, as in the Action', () => {
    const options = { rules: ruleFacts, color: false, width: 100, workingDirectory: '/', failOn: 'error' } as const;
    const text = table(auditOf(fixture('article-no-kms-decrypt')), options);
    expect(text).not.toContain('Next:');
    expect(table(auditOf(fixture('article-no-kms-decrypt')), { ...options, inputs: [] })).toContain(
      'Next: replint explain s3://reports\n',
    );
  });

  test.each([
    [[], 'Next: npx replint explain s3://reports snapshot.json'],
    [['--region', 'eu-west-1'], 'Next: npx replint explain s3://reports snapshot.json --region eu-west-1'],
    [null, 'fails  reports  The role is not allowed to decrypt with the source key'],
  ])('repeat the options that decide: %j', (repeated, last) => {
    const options = { rules: ruleFacts, color: false, width: 100, workingDirectory: '/', failOn: 'error' } as const;
    const given = { ...options, command: 'npx replint', inputs: ['snapshot.json'], repeated };
    const text = table(auditOf(fixture('article-no-kms-decrypt')), given);
    expect(text.trimEnd().split('\n').at(-1)).toBe(last);
  });

  test.each(['priority-dropped', 'second-destination-in-the-first-schema'])(
    '%s: a fault of the whole configuration is the reason at each of its rules, and no note is',
    (name) => {
      const path = new URL(`../../fixtures/conformance/${name}/broken.json`, import.meta.url);
      const lines = rendered(auditOf(JSON.parse(readFileSync(path, 'utf8')) as object), 'normal').split('\n');
      const reasons = lines.filter((line) => line.startsWith('fails  orders  '));
      expect(reasons).toHaveLength(2);
      expect(new Set(reasons).size).toBe(1);
      expect(reasons[0]).toMatch(/same priority|two schemas/u);
    },
  );

  test('have no command where nothing is wrong, where the input was standard input, or where the name is none', () => {
    expect(rendered(auditOf(fixture('article-good')), 'normal')).not.toContain('Next:');
    const report = auditOf(fixture('article-no-kms-decrypt'));
    const options = { rules: ruleFacts, color: false, width: 80, workingDirectory: '/', failOn: 'error' } as const;
    expect(table(report, { ...options, inputs: ['-'] })).not.toContain('Next:');
    const replication = report.replication.map((entry) => ({
      ...entry,
      source: { ...entry.source, bucket: 'a; rm -rf' },
    }));
    expect(rendered({ ...report, replication }, 'normal')).not.toContain('Next:');
  });

  test.each([
    ['plain.json', 'plain.json'],
    ['two words.json', "'two words.json'"],
    ["it's", "'it'\\''s'"],
    ['$(x)', "'$(x)'"],
  ])('%s is %s for a shell', (word, expected) => {
    expect(shellWord(word)).toBe(expected);
  });

  test.each([80, 120, 200])('fit into %d columns', (width) => {
    for (const name of names)
      for (const line of rendered(auditOf(fixture(name)), 'summary', width).split('\n'))
        if (!line.startsWith('Next:')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });
});
