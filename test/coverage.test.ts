import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { rules } from '../rules/index.generated.js';
import { failureReasons } from '../src/replication/failure-reasons.js';

const page = readFileSync(new URL('../docs/coverage.md', import.meta.url), 'utf8');
const ids = new Set(rules.map(({ id }) => id));

test('every rule that the coverage page and the failure codes name exists', () => {
  const groups = [...new Set(rules.map(({ id }) => id.split('/')[0]))].join('|');
  const named = new Set(
    Array.from(page.matchAll(new RegExp(`\`((?:${groups})/[a-z-]+)\``, 'gu')), ([, id]) => id ?? ''),
  );
  expect([...named].filter((id) => !ids.has(id))).toEqual([]);
  const predicted = failureReasons.flatMap((reason) => ('rules' in reason ? (reason.rules as readonly string[]) : []));
  expect(predicted.filter((id) => !ids.has(id))).toEqual([]);
});

test.each([
  ['A', 67],
  ['B', 45],
  ['C', 27],
  ['D', 19],
])('rows %s of the reference stand on the coverage page', (letter, last) => {
  const rows = new Set(
    Array.from(page.matchAll(/^\| ([A-D])-(\d+)/gmu), ([, group, number]) => `${group}-${Number(number)}`),
  );
  expect(rows.size).toBeGreaterThan(100);
  expect(rows.has(`${letter}-${last}`)).toBe(true);
});
