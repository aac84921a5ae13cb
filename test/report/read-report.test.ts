import { expect, test } from '@jest/globals';
import { readReport } from '../../src/report/read-report.js';
import { auditOf, fixture } from '../audit-of.js';

type Json = Record<string, unknown>;
function report(): Json {
  return JSON.parse(JSON.stringify(auditOf(fixture('five-independent-defects')))) as Json;
}
function first(value: Json, list: 'findings' | 'replication'): Json {
  return (value[list] as readonly Json[])[0] ?? {};
}

test.each(['five-independent-defects', 'key-policy-unreadable', 'article-good', 'hostile-names'])(
  'the report on %s is read as it was written',
  async (name) => {
    const written: unknown = JSON.parse(JSON.stringify(auditOf(fixture(name))));
    expect(await readReport('report.json', written)).toEqual(written);
  },
);

test('what a later version adds is let through', async () => {
  const later = report();
  first(later, 'findings')['news'] = 1;
  expect(await readReport('report.json', later)).toBe(later);
});

test.each<[string, (value: Json) => unknown]>([
  ['input.collectedAt', (value) => ((value['input'] as Json)['collectedAt'] = 5)],
  ['findings', (value) => (value['findings'] = {})],
  ['findings[0]', (value) => (value['findings'] = [null])],
  ['findings[0].level', (value) => (first(value, 'findings')['level'] = 'fatal')],
  ['findings[0].suppressed', (value) => delete first(value, 'findings')['suppressed']],
  [
    'findings[0].suppressed.reason',
    (value) => (first(value, 'findings')['suppressed'] = { expires: null, owner: null }),
  ],
  ['findings[0].failureReasons', (value) => (first(value, 'findings')['failureReasons'] = null)],
  ['replication[0].source', (value) => delete first(value, 'replication')['source']],
  ['replication[0].verdict', (value) => (first(value, 'replication')['verdict'] = 'maybe')],
  ['replication[0].byObjectClass', (value) => (first(value, 'replication')['byObjectClass'] = null)],
  ['replication[0].aspects.tags', (value) => delete (first(value, 'replication')['aspects'] as Json)['tags']],
])('a report with a fault at %s is refused there', async (place, spoil) => {
  const broken = report();
  spoil(broken);
  await expect(readReport('report.json', broken)).rejects.toThrow(`report.json is not a valid report: \`${place}\`: `);
});
