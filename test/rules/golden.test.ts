/** What is said about each broken estate, word by word. `npm run golden` writes the files anew: read the difference before it is kept. */
import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { rules } from '../../rules/index.generated.js';
import { auditOf } from '../audit-of.js';
import { cases, shapesOf, silentShapesOf, type Asked } from './cases.mjs';
import { goldenIds, goldenPath, goldenText } from './golden.mjs';

function rootFile(path: string): URL {
  return new URL(`../../${path}`, import.meta.url);
}

describe('golden output', () => {
  test.each(goldenIds().map((id) => [id]))('%s', (id) => {
    const path = goldenPath(id);
    const recorded = existsSync(rootFile(path)) ? readFileSync(rootFile(path), 'utf8') : '';
    expect(goldenText(id, auditOf)).toBe(recorded);
  });

  test.each(goldenIds().map((id) => [id]))(
    '%s: the rule speaks about every broken estate, and about no other',
    (id) => {
      const isSaid = (snapshot: unknown, { settings, buckets }: Asked): boolean =>
        auditOf(snapshot, { settings, buckets }).findings.some(({ rule }) => rule === id);
      const shapes = shapesOf(id);
      expect(shapes.filter((shape) => !isSaid(shape.failing, shape)).map(({ name }) => name)).toEqual([]);
      expect(shapes.filter((shape) => isSaid(shape.passing, shape)).map(({ name }) => name)).toEqual([]);
      const silent = silentShapesOf(id).filter((shape) => isSaid(shape.snapshot, shape));
      expect(silent.map(({ name }) => name)).toEqual([]);
    },
  );

  test('covers every rule that an estate can make fire, and records nothing else', () => {
    expect(goldenIds()).toEqual(
      rules.map(({ id }) => id).filter((id) => id !== 'rule-crashed' && id !== 'evidence/contradicted'),
    );
    const recorded = readdirSync(rootFile('test/rules/golden/'), { recursive: true, encoding: 'utf8' });
    expect(recorded.filter((name) => name.endsWith('.txt')).map((name) => name.slice(0, -4))).toHaveLength(
      goldenIds().length,
    );
  });

  test('has three shapes of each rule, or says why not', () => {
    const few = Object.entries(cases).filter(
      ([, { broken, fewer }]) => Object.keys(broken).length < 3 && fewer === undefined,
    );
    expect(few.map(([id]) => id)).toEqual([]);
  });
});
