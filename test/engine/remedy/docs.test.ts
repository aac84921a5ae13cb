/** docs/patches.md names every kind, operation, owner and setting there is, and an example that a report has. */
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { reportSchema } from '../../../src/report/report-schema.js';
import { patchOperations, patchOwners, patchTargetKinds, settingNames } from '../../../src/report/patch.js';
import { auditOf } from '../../audit-of.js';
import { estates } from './estates.js';

const page = readFileSync(new URL('../../../docs/patches.md', import.meta.url), 'utf8');

function firstCells(heading: string): readonly string[] {
  const table = page.slice(page.indexOf(`| \`${heading}\``));
  return [...table.slice(0, table.search(/\n\n|$/u)).matchAll(/^\| `([\w-]+)`/gmu)].map(([, name]) => name ?? '');
}

test('the tables are whole', () => {
  expect(firstCells('target.kind')).toEqual([...patchTargetKinds]);
  expect(firstCells('operation').slice(1)).toEqual([...patchOperations]);
  for (const name of [...patchOwners, ...settingNames]) expect(page).toContain(`\`${name}\``);
});

test('the example has the members of a patch', () => {
  const example = JSON.parse(/```json\n([\s\S]*?)```/u.exec(page)?.[1] ?? '') as object;
  const [patch] = auditOf(estates['several actions missing']).patches;
  expect(Object.keys(example)).toEqual(Object.keys(patch ?? {}));
});

test('reports are of the shape that is read back, those of earlier versions too', () => {
  const report = auditOf(estates['several actions missing']);
  expect(reportSchema.safeParse(report).success).toBe(true);
  const { patches: _, ...older } = report;
  expect(reportSchema.safeParse(older).success).toBe(true);
  expect(reportSchema.safeParse({ ...report, patches: [{ id: 'x' }] }).success).toBe(false);
});
