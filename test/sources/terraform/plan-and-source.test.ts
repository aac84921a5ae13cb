/** The first plan with the source beside it says what the state says after it was applied. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { audit } from '../../../src/judge.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { sourcesAmong } from '../../../src/sources/terraform/source-of-plan.js';

const root = 'fixtures/terraform';

function sourceFiles(folder: string): readonly InputFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tf'))
    .map(
      (name) =>
        new InputFile({
          name: join(folder, name),
          given: folder,
          text: readFileSync(join(folder, name), 'utf8'),
          bytes: null,
        }),
    );
}

async function judged(
  files: readonly InputFile[],
): Promise<{ readonly verdicts: readonly unknown[]; readonly rules: readonly string[] }> {
  const readings = await readFiles(files);
  const { replication, findings } = audit(joinReadings(readings).estate, { settings: { now: '2026-11-27T00:00:00Z' } });
  return {
    verdicts: replication.map(({ replicationRule, verdict, byObjectClass }) => [
      replicationRule?.id,
      verdict,
      byObjectClass,
    ]),
    rules: [...new Set(findings.filter(({ kind }) => kind === 'problem').map(({ rule }) => rule))].sort(),
  };
}

const file = (name: string): InputFile => InputFile.ofText(join(root, name), readFileSync(join(root, name), 'utf8'));

test.each(['kms-two-regions', 'two-accounts', 'literal', 'destinations-by-module'])('%s', async (name) => {
  const together = await judged([file(`${name}/plan.json`), ...sourceFiles(`${root}/${name}/source`)]);
  expect(together).toEqual(await judged([file(`${name}/terraform.tfstate`)]));
});

test('a plan as -out writes it, beside its JSON, is as good as the folder', async () => {
  const binary = new InputFile({
    name: 'plan.bin',
    given: 'plan.bin',
    text: null,
    bytes: readFileSync(`${root}/destinations-by-module/plan.bin`),
  });
  expect(await judged([file('destinations-by-module/plan.json'), binary])).toEqual(
    await judged([file('destinations-by-module/terraform.tfstate')]),
  );
});

test('templates of a folder with sources belong to them; inputs in it are inputs', () => {
  const inFolder = (name: string, text: string): InputFile =>
    new InputFile({ name: `src/${name}`, given: 'src', text, bytes: null });
  const files = [
    inFolder('main.tf', ''),
    inFolder('policy.json', '{"Version":"2012-10-17"}'),
    inFolder('trust.tftpl', ''),
    inFolder('snapshot.json', '{"format":"replint-snapshot/1"}'),
    InputFile.ofText('other.json', '{}'),
  ];
  expect(sourcesAmong(files).map(({ name }) => name)).toEqual(['src/main.tf', 'src/policy.json', 'src/trust.tftpl']);
});
