/** A new target or principal is one entry of a table, which the compiler asks for wherever it matters. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requestRows } from '../../src/replication/requests/index.js';
import { principals, targets } from '../../src/replication/targets.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tables = 'src/replication/targets.ts';
const copy = mkdtempSync(join(tmpdir(), 'replint-targets-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Lines of code that do not compile once a union has one more member: where the compiler asks for it. */
function placesThatAsk(before: string, after: string): readonly string[] {
  const text = readFileSync(join(root, tables), 'utf8');
  expect(text.split(before)).toHaveLength(2);
  writeFileSync(join(copy, tables), text.replace(before, after));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '--pretty', 'false', '-p', copy], {
    cwd: copy,
    encoding: 'utf8',
  });
  return stdout
    .split('\n')
    .flatMap((line) => {
      const [, path, at] = /^(\S+?)\((\d+),\d+\): error/u.exec(line) ?? [];
      if (path === undefined) return [];
      return [`${path}: ${readFileSync(join(copy, path), 'utf8').split('\n')[Number(at) - 1]?.trim()}`];
    })
    .sort();
}

beforeAll(() => {
  for (const room of ['basics', 'policy', 'estate', 'replication', 'report', 'engine'])
    cpSync(join(root, 'src', room), join(copy, 'src', room), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const config = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as object;
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ ...config, include: ['src'] }));
});

describe('a new member', () => {
  test('of the targets is asked for in the table, where it lies, and what a role needs on it', () => {
    expect(placesThatAsk("  | 'role'\n", "  | 'role'\n  | 'dummy'\n")).toEqual([
      expect.stringMatching(/^src\/engine\/least-privilege\/.*: const places: .*Record<Target/u),
      expect.stringMatching(/^src\/engine\/requests\/.*: (?:export )?const placesOf: .*Record<Target/u),
      expect.stringMatching(/^src\/replication\/targets\.ts: export const targets: .*Record<Target/u),
    ]);
  }, 60_000);

  test('of the principals is asked for in the table', () => {
    expect(placesThatAsk("| 'batch-job-creator';", "| 'batch-job-creator' | 'dummy';")).toEqual([
      expect.stringMatching(/^src\/replication\/targets\.ts: export const principals: .*Record</u),
    ]);
  }, 60_000);
});

test('rows that are derived are made on what a replication rule names, and live replication makes them', () => {
  for (const { derived, target, principal } of requestRows.filter((row) => row.derived)) {
    expect({ derived, place: targets[target].place }).not.toEqual({ derived, place: 'job' });
    expect(principals[principal].of).toBe('replication');
  }
});

test('who takes a role is a service, and nobody else', () => {
  for (const { callKind, principal } of requestRows)
    expect(principals[principal].kind === 'service').toBe(callKind === 'assume-role');
});

test('each row has a place of its own in the order', () => {
  const orders = requestRows.map(({ order }) => order);
  expect(orders).toEqual([...new Set(orders)].toSorted((a, b) => a - b));
});

test('every target and principal is one of some row', () => {
  expect(new Set(requestRows.map(({ target }) => target))).toEqual(new Set(Object.keys(targets)));
  expect(new Set(requestRows.map(({ principal }) => principal))).toEqual(new Set(Object.keys(principals)));
});
