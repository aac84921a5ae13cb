/** What `terraform plan -out` writes: recognised, and opened for the sources in it. The file is one of Terraform 1.11. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { InputFile } from '../../../src/sources/input-file.js';
import { isBinaryPlan, sourcesIn } from '../../../src/sources/terraform/plan/binary-plan.js';
import { zipEntries } from '../../../src/sources/terraform/plan/zip.js';

const folder = 'fixtures/terraform/destinations-by-module';
const bytes = readFileSync(`${folder}/plan.bin`);
const fileOf = (content: Uint8Array): InputFile =>
  new InputFile({ name: 'plan.bin', given: 'plan.bin', text: null, bytes: content });

test('the sources of all modules, as they stood, in their folders', () => {
  expect(isBinaryPlan(fileOf(bytes))).toBe(true);
  const sources = sourcesIn(fileOf(bytes));
  expect(sources.map(({ name }) => name)).toEqual([
    'main.tf',
    'destination/main.tf',
    '.terraform/modules/modules.json',
  ]);
  for (const { name, text } of sources.slice(0, 2)) expect(text).toBe(readFileSync(`${folder}/source/${name}`, 'utf8'));
  expect(JSON.parse(sources[2]?.text ?? '')).toEqual({
    Modules: [
      { Key: '', Dir: '.' },
      { Key: 'destination', Source: './destination', Dir: 'destination' },
    ],
  });
});

describe('what is broken is no such plan, and does no harm', () => {
  test('cut at any place', () => {
    for (let length = 0; length < bytes.length; length += 61) {
      const file = fileOf(bytes.subarray(0, length));
      expect(isBinaryPlan(file)).toBe(false);
      expect(sourcesIn(file).map(({ name }) => name)).toEqual(['.terraform/modules/modules.json']);
    }
  });

  test('any byte changed', () => {
    for (let at = 0; at < bytes.length; at += 17) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      expect(() => sourcesIn(fileOf(changed))).not.toThrow();
    }
  });

  test('an entry that is larger than the limit is not unpacked', () => {
    const main = zipEntries(bytes)?.find(({ name }) => name === 'tfconfig/m-/main.tf');
    expect(main?.read(100)).toBeNull();
    expect(main?.read(100_000)?.length).toBeGreaterThan(1000);
  });

  test('an archive of something else', () => {
    expect(isBinaryPlan(fileOf(new TextEncoder().encode('PK\u0003\u0004 and nothing')))).toBe(false);
  });
});
