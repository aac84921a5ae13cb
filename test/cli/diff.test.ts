import { beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, estate, newFolder, replint } from './replint.js';

beforeAll(build, 120_000);

/** The role's statement about the source key, with another action in the place of `kms:Decrypt`. */
function drifted(folder: string): string {
  const snapshot = JSON.parse(readFileSync(estate('article-good'), 'utf8'));
  const [policy] = snapshot.accounts[0].roles[0].RolePolicyList;
  const statement = policy.PolicyDocument.Statement.find(({ Sid }: { Sid: string }) => Sid === 'DecryptSource');
  statement.Action = 'kms:DescribeKey';
  const path = join(folder, 'drifted.json');
  writeFileSync(path, JSON.stringify(snapshot));
  return path;
}

describe('diff', () => {
  test('of snapshots names the pair that broke, the predicted failure and the statement that changed', () => {
    const { status, stdout, stderr } = replint(['diff', estate('article-good'), drifted(newFolder())]);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('BROKE reports → reports-replica, replication rule "everything": replicates → fails');
    expect(stdout).toContain('SrcGetObjectNotPermitted');
    expect(stdout).toMatch(
      /changed: \S+drifted\.json:1: arn:aws:iam::111122223333:role\/reports-replication: .*Statement\[3\], Sid "DecryptSource" changed: Action .*kms:DescribeKey/u,
    );
  });

  test('of what was fixed, and of nothing, ends with 0', () => {
    const folder = newFolder();
    const fixed = replint(['diff', drifted(folder), estate('article-good')]);
    expect(fixed.status).toBe(0);
    expect(fixed.stdout).toContain('FIXED reports → reports-replica');
    expect(replint(['diff', estate('article-good'), estate('article-good')]).status).toBe(0);
  });

  test('of reports says that snapshots would tell the statement', () => {
    const folder = newFolder();
    replint(['audit', estate('article-good'), '--format', 'json=old.json'], '', folder);
    replint(['audit', drifted(folder), '--format', 'json=new.json'], '', folder);
    const { status, stdout } = replint(['diff', 'old.json', 'new.json'], '', folder);
    expect(status).toBe(1);
    expect(stdout).toContain('BROKE reports → reports-replica');
    expect(stdout).toContain('Compare the snapshots');
  });

  test('as data and as Markdown', () => {
    const changed = drifted(newFolder());
    expect(JSON.parse(replint(['diff', estate('article-good'), changed, '--format', 'json']).stdout)).toMatchObject({
      format: 'replint-diff/1',
      gotWorse: true,
      broke: [{ old: 'replicates', new: 'fails', failureReasons: ['SrcGetObjectNotPermitted'] }],
    });
    expect(replint(['diff', estate('article-good'), changed, '--format', 'markdown']).stdout).toContain('## Broke');
  });

  test('hostile names stay inert', () => {
    const { stdout } = replint(['diff', estate('article-good'), estate('hostile-names')]);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u); // eslint-disable-line no-control-regex
  });

  test('refuses what is neither report nor snapshot, and a missing side', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'odd.json'), '{"format": "replint-report/1", "findings": 5}');
    writeFileSync(join(folder, 'text.json'), 'nothing');
    for (const name of ['odd.json', 'text.json', 'missing.json']) {
      const { status, stdout, stderr } = replint(['diff', name, estate('article-good')], '', folder);
      expect([name, status, stdout]).toEqual([name, 2, '']);
      expect(stderr).toContain(name);
    }
    expect(replint(['diff', estate('article-good')]).status).toBe(2);
  });
});
