/** Scripts for the AWS CLI: shellcheck and AWS's own validation of parameters have nothing against them, and no name escapes its quotes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { afterwardsScript } from '../../src/fix/emit/aws-cli/afterwards.js';
import { script } from '../../src/fix/emit/aws-cli/script.js';
import { commandsOf } from '../../src/fix/emit/index.js';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { broken } from './broken.js';
import { fixed } from './fix-of.js';
import { hasBotocore, hasShellcheck, shellcheck, validated } from './tools.js';

const fixes = broken
  .map(([name, snapshot]) => [name, fixed(snapshot)] as const)
  .filter(([, { report }]) => report.patches.length > 0);

const scripts = fixes.map(([name, fix]) => [name, script(fix.report.patches, commandsOf(fix))] as const);

(hasShellcheck() ? describe : describe.skip)('shellcheck', () => {
  test('has nothing against any script', () => {
    // Functions and calls of all of them: one run of the tool.
    const kinds = new Map(fixes.map(([name, { report }]) => [kindsOf(report.patches), name]));
    expect(kinds.size).toBeGreaterThan(8);
    for (const name of kinds.values()) {
      const text = scripts.find(([each]) => each === name)?.[1] ?? '';
      expect([name, shellcheck(text)]).toEqual([name, '']);
    }
    const afterwards = fixes.flatMap(([, { report }]) => report.afterwards);
    expect(shellcheck(afterwardsScript(afterwards))).toBe('');
  });
});

function kindsOf(
  patches: readonly { readonly target: { readonly kind: string; readonly name: string | null } }[],
): string {
  return patches
    .map(({ target: { kind, name } }) => (kind === 'setting' ? `${kind} ${name}` : kind))
    .sort()
    .join();
}

(hasBotocore() ? describe : describe.skip)("AWS's own validation", () => {
  test('takes every command', () => {
    const commands = fixes.flatMap(([, { commands: all, report }]) => [
      ...[...all.values()].flatMap(({ read, writes }) => [read, ...writes]),
      ...report.afterwards.flatMap((each) => each.commands),
    ]);
    expect(commands.length).toBeGreaterThan(150);
    expect(validated(commands)).toBe('');
  });

  test('would see a wrong one', () => {
    expect(
      validated(['aws s3api put-bucket-versioning --bucket b --versioning-configuration \'{"Statu":"x"}\'']),
    ).toMatch(/Unknown parameter/u);
    expect(validated(['aws s3api put-bucket-nothing'])).toMatch(/no operation/u);
  });
});

const hostile = [
  "'; touch PWNED; '",
  '$(touch PWNED)',
  '`touch PWNED`',
  '\ntouch PWNED\n',
  '"; touch PWNED; "',
  "\\'; touch PWNED #",
  '--profile evil',
  '\u001b[2Jx\u202e',
  'REPLINT_EOF\ntouch PWNED',
];

describe('a hostile name', () => {
  test.each(hostile)('%j runs nothing', (text) => {
    const { snapshot } = buildEstate({ crossAccount: true, kms: true, scp: true });
    const role = snapshot.accounts[0].roles[0];
    const inline = role.RolePolicyList[0];
    inline.PolicyName = `p${text}`;
    for (const statement of inline.PolicyDocument.Statement) statement.Sid = `s${text}`;
    inline.PolicyDocument.Statement = inline.PolicyDocument.Statement.slice(0, 2);
    const bucketPolicy = snapshot.accounts[1].buckets[0].GetBucketPolicy;
    const document = JSON.parse(bucketPolicy.Policy);
    document.Statement = [
      {
        Sid: text,
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalTag/x': text } },
      },
    ];
    document.Id = text;
    bucketPolicy.Policy = JSON.stringify(document);
    const configuration = snapshot.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration;
    configuration.Rules[0].ID = text;
    for (const policy of snapshot.accounts[0].organization.serviceControlPolicies[1].policies) policy.Name += text;
    const fix = fixed(snapshot);
    expect(fix.report.patches.length).toBeGreaterThan(1);
    const folder = mkdtempSync(join(tmpdir(), 'replint-hostile-'));
    // Reads fail, writes answer: all that a shell could run of the script is run.
    writeFileSync(join(folder, 'aws'), '#!/bin/sh\ncase "$*" in sts*) echo 111122223333;; esac\n', { mode: 0o755 });
    const lines = [
      script(fix.report.patches, commandsOf(fix)),
      afterwardsScript(fix.report.afterwards),
      ...fix.report.patches.flatMap(({ commands }) => commands.map((command) => `${command} || true`)),
      ...[...fix.commands.values()].flatMap(({ writes }) => writes),
    ];
    for (const line of lines)
      spawnSync('bash', ['-s', '--', '--with-decisions'], {
        cwd: folder,
        input: line,
        env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
      });
    expect(readdirSync(folder).filter((name) => name.includes('PWNED'))).toEqual([]);
  });
});
