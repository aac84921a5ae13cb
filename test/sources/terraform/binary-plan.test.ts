/** What `terraform plan -out` writes: recognised, and opened for the sources in it. The file is one of Terraform 1.11. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { InputFile } from '../../../src/sources/input-file.js';
import { plainRun } from '../../plain-run.js';
import type { Report } from '../../../src/report/model.js';
import { run } from '../../../src/run.js';
import type { ReadOptions } from '../../../src/sources/adapter.js';
import { readInputFiles } from '../../../src/sources/files/read-input.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { Unknown } from '../../../src/sources/terraform/model.js';
import { codeOfBinaryPlan } from '../../../src/sources/terraform/plan/code-of-binary-plan.js';
import { isBinaryPlan, sourcesIn } from '../../../src/sources/terraform/plan/binary-plan.js';
import { sourceAdapter } from '../../../src/sources/terraform/source/adapter.js';
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

describe('alone', () => {
  const audited = async (options: ReadOptions, content: Uint8Array = bytes): Promise<Report> => {
    const inputs = await readFiles([fileOf(content)], options);
    return run({ inputs, ...plainRun, today: '2026-01-01' }).report;
  };
  const variables = { prefixes: '{ invoices = "invoices/", orders = "orders/" }' };
  const rulesOf = ({ findings }: Report): readonly string[] => [...new Set(findings.map(({ rule }) => rule))].sort();

  test('its code is judged as the folder is, in the account that a data source found; the report says that this is all', async () => {
    const { input, notices, ...report } = await audited({ variables });
    const code = await readInputFiles([`${folder}/source`], () => Promise.resolve(new Uint8Array()));
    const folderReport = run({
      ...plainRun,
      inputs: await readFiles(code, { account: '123456789012', variables }),
    }).report;
    expect(report.replication.map(({ verdict, because }) => [verdict, because])).toEqual(
      folderReport.replication.map(({ verdict, because }) => [verdict, because]),
    );
    expect(rulesOf({ input, ...report })).toEqual(rulesOf(folderReport));
    expect(report.replication.map(({ replicationRule }) => replicationRule?.id)).toEqual(['invoices', 'orders']);
    expect([input.kind, input.accounts]).toEqual(['terraform-source', ['123456789012']]);
    expect(JSON.stringify(notices)).toContain('Give it as JSON, too');
  });

  test('variables have the values of the plan, which nobody can read: not their defaults', async () => {
    const { replication } = await audited({});
    expect(replication.map(({ verdict, replicationRule }) => [verdict, replicationRule])).toEqual([['unknown', null]]);
  });

  test('one that lies in a folder is not what the folder is about', async () => {
    const lying = new InputFile({ name: 'all/plan.bin', given: 'all', text: null, bytes });
    expect(sourceAdapter.recognise([lying])).toEqual([]);
    expect(sourceAdapter.recognise([fileOf(bytes)])).toHaveLength(1);
  });

  test('data sources have what they read', () => {
    const { knowledge } = codeOfBinaryPlan(fileOf(bytes));
    expect(knowledge.valuesOf('data.aws_caller_identity.current')).toMatchObject({
      account_id: expect.stringMatching(/^\d{12}$/u),
    });
    expect(knowledge.variables.get('prefixes')).toBeInstanceOf(Unknown);
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
