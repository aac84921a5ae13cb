import { expect, test } from '@jest/globals';
import { auditSnapshots, fixSnapshots } from '../../src/library.js';
import { fixture } from '../audit-of.js';

test('fixSnapshots gives the changes, and the estate with them, which replicates', () => {
  const broken = fixture('article-no-kms-decrypt') as object;
  const { fix, snapshot } = fixSnapshots([broken]);
  expect(fix).toMatchObject({ format: 'replint-fix/1', verified: true });
  expect(fix.patches.map(({ operation, target }) => `${operation} ${target.kind}`)).toEqual([
    'add-statement role-policy',
  ]);
  expect(auditSnapshots([broken]).summary.verdicts.replicates).toBe(0);
  expect(auditSnapshots([snapshot]).summary.verdicts.replicates).toBe(1);
});

test('what is too broad is a second set', () => {
  const broad = fixture('article-star-permissions') as object;
  const { fix } = fixSnapshots([broad], { harden: true });
  expect(fix.patches).toEqual([]);
  expect(fix.harden?.map(({ narrows }) => narrows)).toEqual([true]);
});
