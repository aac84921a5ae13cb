/** Sources of the fixtures say what the states made from them say. */
import { expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../../../src/report/model.js';
import { run } from '../../../../src/run.js';
import { InputFile } from '../../../../src/sources/input-file.js';
import { readFiles } from '../../../../src/sources/recognise.js';
import { plainRun } from '../../../plain-run.js';

const fixtures = fileURLToPath(new URL('../../../../fixtures/terraform', import.meta.url));

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

async function audited(...given: readonly string[]): Promise<Report> {
  const files = given.flatMap((path) =>
    (statSync(path).isDirectory() ? filesBelow(path) : [path]).map(
      (name) => new InputFile({ name, given: path, text: readFileSync(name, 'utf8'), bytes: null }),
    ),
  );
  return run({
    inputs: await readFiles(files),
    ...plainRun,
    today: '2026-01-01',
  }).report;
}

const names = readdirSync(fixtures).filter((name) => existsSync(join(fixtures, name, 'source')));

test('there are fixtures', () => {
  expect(names.length).toBeGreaterThan(3);
});

test.each(names)(
  '%s: at every line a verdict that the state does not contradict, and errors at lines of code',
  async (name) => {
    const source = await audited(join(fixtures, name, 'source'));
    expect(source.replication.length).toBeGreaterThan(0);
    expect(source.input.kind).toBe('terraform-source');
    const state = await audited(join(fixtures, name, 'state.json'));
    const settled = (report: Report): readonly string[] => report.replication.map(({ verdict }) => verdict).sort();
    if (!settled(state).includes('unknown') && !settled(source).includes('unknown'))
      expect(settled(source)).toEqual(settled(state));
    for (const { level, location } of source.findings) {
      if (level !== 'error') continue;
      expect(location?.file).toMatch(/\.tf$/u);
      expect(location?.line).toBeGreaterThan(0);
    }
  },
);

test.each(names)(
  '%s: plan and source together leave nothing open on a first apply that the state decides',
  async (name) => {
    const folder = join(fixtures, name);
    const together = await audited(join(folder, 'plan.json'), join(folder, 'source'));
    expect(together.input.kind).toBe('terraform-plan');
    const state = await audited(join(folder, 'state.json'));
    expect(together.replication).toHaveLength(state.replication.length);
    const undecided = (report: Report): readonly string[] =>
      report.findings.filter(({ rule }) => rule === 'evidence/unresolved').map(({ message }) => message);
    expect(undecided(together)).toEqual([]);
  },
);
