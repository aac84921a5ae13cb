/** What a fix looks like in each format: whole, and harmless whatever names say. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { emitted, fixFormats } from '../../src/fix/emit/index.js';
import { filesOf } from '../../src/fix/emit/folder.js';
import { fixCloudFormation } from '../../src/fix/emit/cloudformation.js';
import { fixMarkdown } from '../../src/fix/emit/markdown.js';
import { fixTerraform } from '../../src/fix/emit/terraform.js';
import { standIn } from '../../src/basics/stand-in.js';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { ruleFacts } from '../../src/rule-facts.js';
import { broken } from './broken.js';
import { fixed } from './fix-of.js';

const fixes = broken.map(([name, snapshot]) => [name, fixed(snapshot)] as const);
const withPatches = fixes.filter(([, { report }]) => report.patches.length > 0);

test('pieces of Terraform are Terraform', () => {
  if (spawnSync('terraform', ['-version'], { stdio: 'ignore' }).status !== 0) {
    console.warn('Terraform is missing. PIECES OF TERRAFORM ARE NOT PARSED.');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'replint-pieces-'));
  for (const [index, [, { report }]] of withPatches.entries())
    writeFileSync(join(folder, `${index}.tf`), fixTerraform(report));
  const { status, stdout, stderr } = spawnSync('terraform', ['fmt', '-check', '-diff', folder], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', TF_CLI_CONFIG_FILE: '/dev/null' },
  });
  expect([status, `${stdout}${stderr}`]).toEqual([0, '']);
});

test('pieces of CloudFormation are YAML, each document whole', () => {
  for (const [, { report }] of withPatches) {
    const text = fixCloudFormation(report);
    const resources = Object.values((parse(text) as { Resources: object | null }).Resources ?? {});
    for (const { document, target, operation } of report.patches) {
      const isDetached = operation === 'remove-statement' && target.part === null;
      if (target.kind.endsWith('-policy') && !isDetached)
        expect(JSON.stringify(resources)).toContain(JSON.stringify(document));
    }
  }
});

test('Markdown is folded for each owner, and every change is in it', () => {
  for (const [, { report }] of withPatches) {
    const text = fixMarkdown(report);
    expect(text.match(/<details>/gu)?.length).toBe(text.match(/<\/details>/gu)?.length);
    expect(text.match(/```diff/gu)?.length ?? 0).toBe(report.patches.length);
  }
});

test('a folder holds every document, and one script for each owner', () => {
  for (const [, fix] of withPatches) {
    const paths = filesOf(fix).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((path) => path.endsWith('.json')).length).toBeGreaterThan(fix.report.patches.length);
    expect(paths.every((path) => /^[\w./-]+$/u.test(path) && !path.includes('..'))).toBe(true);
  }
});

describe('hostile names', () => {
  const nasty = '</details><script>x</script>\u001b[2J\u202e\n::error::x\n```\n# @team ${file("/etc/passwd")} %{if}';

  test.each(fixFormats)('%s: nothing acts', async (format) => {
    const { snapshot } = buildEstate({ kms: true, crossAccount: true });
    const inline = snapshot.accounts[0].roles[0].RolePolicyList[0];
    inline.PolicyDocument.Statement = inline.PolicyDocument.Statement.slice(0, 2);
    inline.PolicyDocument.Statement[0].Sid = nasty;
    inline.PolicyName = `p ${nasty}`;
    const rule = snapshot.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Rules[0];
    rule.ID = nasty;
    const fix = fixed(snapshot);
    expect(fix.report.patches.length).toBeGreaterThan(0);
    const text = await emitted(fix, format, { color: false, rules: ruleFacts, workingDirectory: '/' });
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
    if (format === 'markdown') {
      expect(text).not.toMatch(/<script>|(?<!\u200b)@team/u);
      expect(text.match(/<details>/gu)?.length).toBe(text.match(/^<\/details>$/gmu)?.length);
    }
    if (format === 'text' || format === 'markdown') expect(text).not.toMatch(/^\s*::error::/mu);
    if (format === 'terraform') expect(text.replaceAll(/^\s*#.*$/gmu, '')).not.toMatch(/(?<!\$)\$\{file/u);
  });
});

test('what is only in code has its address, and no commands', () => {
  const { snapshot } = buildEstate({ kms: true });
  const key = standIn('key', 'aws_kms_key.replica');
  const text = JSON.stringify(snapshot).replaceAll('bbbb0000-1111-4222-8333-444444444444', key);
  const changed = JSON.parse(text);
  const inline = changed.accounts[0].roles[0].RolePolicyList[0].PolicyDocument;
  inline.Statement = inline.Statement.filter(({ Sid }: { Sid: string }) => Sid !== 'EncryptReplicas');
  const { report, commands } = fixed(changed);
  expect(report.verified).toBe(true);
  expect(JSON.stringify(report)).toContain('aws_kms_key.replica');
  expect(JSON.stringify(report)).not.toContain(key);
  expect(report.patches.map((patch) => patch.commands)).toEqual([[]]);
  expect(commands.size).toBe(0);
});

test('Markdown for many changes fits into a comment, and says what is left out', () => {
  const [, { report } = { report: null }] = withPatches[0] ?? [];
  if (report === null) throw new Error('no fix');
  const [patch] = report.patches;
  if (patch === undefined) throw new Error('no patch');
  const many = Array.from({ length: 400 }, (_, index) => ({ ...patch, account: String(100000000000 + index) }));
  const text = fixMarkdown({ ...report, patches: many });
  expect(text.length).toBeLessThan(62_000);
  expect(text).toMatch(/more parts are too long for a comment/u);
  expect(text.match(/<details>/gu)?.length).toBe(text.match(/<\/details>/gu)?.length);
});
