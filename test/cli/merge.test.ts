import { beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build, estate, newFolder, replint } from './replint.js';

beforeAll(build, 120_000);

function bucketsOf(stdout: string): readonly string[] {
  return JSON.parse(stdout).replication.map(({ source }: { source: { bucket: string } }) => source.bucket);
}

describe('merge', () => {
  test('writes one snapshot that is judged as its parts are together', () => {
    const folder = newFolder();
    const parts = [estate('article-no-kms-decrypt'), estate('cross-account-good')];
    const { status, stdout, stderr } = replint(['merge', ...parts, '-o', 'all.json.gz'], '', folder);
    expect([status, stdout, stderr]).toEqual([0, '', '']);
    expect(
      JSON.parse(gunzipSync(readFileSync(join(folder, 'all.json.gz'))).toString()).accounts.length,
    ).toBeGreaterThan(1);
    const together = replint(['audit', ...parts, '--format', 'json']);
    const merged = replint(['audit', 'all.json.gz', '--format', 'json'], '', folder);
    expect(merged.status).toBe(together.status);
    expect(bucketsOf(merged.stdout)).toEqual(bucketsOf(together.stdout));
  });

  test('reads and writes standard streams', () => {
    const { status, stdout } = replint(['merge', '-', '-o', '-'], readFileSync(estate('article-good'), 'utf8'));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'replint-snapshot/1' });
  });

  test('writes nothing where an input is broken', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'broken.json'), '{\n "format": "replint-snapshot/1", "accounts": 5 }');
    const { status, stderr } = replint(['merge', estate('article-good'), 'broken.json', '-o', 'all.json'], '', folder);
    expect(status).toBe(2);
    expect(stderr).toContain('broken.json:2:');
    expect(existsSync(join(folder, 'all.json'))).toBe(false);
    for (const args of [['merge'], ['merge', 'broken.json'], ['merge', 'broken.json', '-o']])
      expect(replint(args, '', folder).status).toBe(2);
  });
});

describe('inventory', () => {
  test('lists the source buckets, the same in every run', () => {
    const folder = newFolder();
    const { status, stdout } = replint(['inventory', estate('article-no-kms-decrypt')]);
    expect(status).toBe(0);
    expect(stdout).toContain('  - bucket: "reports"');
    expect(replint(['inventory', estate('article-good')]).stdout).toBe(stdout);
    expect(replint(['inventory', estate('article-good'), '-o', 'i.yaml'], '', folder)).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'i.yaml'), 'utf8')).toBe(stdout);
  });
});
