/** Headlines, reasons and effects of every shape of every rule. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { headline, headlineLimit, said } from '../../src/engine/words/templates.js';
import { rules } from '../../rules/index.generated.js';
import type { Finding } from '../../src/report/model.js';
import { auditOf } from '../audit-of.js';
import { type Asked, cases, shapesOf } from './cases.mjs';

const findings: readonly Finding[] = Object.keys(cases).flatMap((id) =>
  shapesOf(id).flatMap(({ failing, settings, buckets }) =>
    auditOf(failing, { settings, buckets } as Asked).findings.filter(({ rule }) => rule === id),
  ),
);

test('every rule is heard', () => {
  const heard = new Set(findings.map(({ rule }) => rule));
  expect(Object.keys(cases).filter((id) => !heard.has(id))).toEqual([]);
});

test.each([...new Map(findings.map((finding) => [`${finding.rule} ${finding.headline}`, finding]))])(
  '%s',
  (_name, { headline: text, message, why, effect, rule, level }) => {
    expect(text.length).toBeLessThanOrEqual(headlineLimit);
    expect(text).toMatch(/^\S.*[^\s.;,:]$/u);
    expect(text).not.toMatch(/(?<![:\w])arn:|\{\{|\n/u);
    expect(why).toMatch(/^\S[^]*[.!?]$/u);
    if (effect !== null) expect(effect).toMatch(/^[^a-z\s][^]*\.$|^[a-z]+\d*:[^]*\.$/u);
    expect(message).not.toContain('|');
    // What stops objects says what becomes of them.
    if (level === 'error' && !/^(?:least-privilege|policy)\//u.test(rule))
      expect([rule, effect]).not.toEqual([rule, null]);
  },
);

describe('a headline', () => {
  const identity = (text: string): string => text;

  test('is no longer than its limit, whatever the names', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 400 }),
        fc.string({ maxLength: 400 }),
        fc.string({ maxLength: 90 }),
        (a, b, text) => {
          const template = `${text.replaceAll('{{', '')} {{a}} and {{b}}`;
          expect(headline(template, { a, b }, identity).length).toBeLessThanOrEqual(headlineLimit);
        },
      ),
    );
  });

  test('keeps both ends of a name, and the words of prose', () => {
    const name = `orders-${'x'.repeat(200)}-replica`;
    expect(headline('Bucket {{a}} does not exist', { a: name }, identity)).toMatch(
      /^Bucket orders-x+…x+-replica does not exist$/u,
    );
    expect(headline('{{a}}', { a: 'word '.repeat(60) }, identity)).toMatch(/ word…$/u);
  });

  test('asks for its data', () => {
    expect(() => headline('{{a}} {{c}}', { a: 'x' }, identity)).toThrow('no data for {{c}}');
  });
});

test.each<readonly [string, string, string, string | null]>([
  ['{{a}} is off|, so |nothing arrives.', 'x is off, so nothing arrives.', 'x is off.', 'Nothing arrives.'],
  ['{{a}} is off.| |{{b}}', 'x is off. It fails.', 'x is off.', 'It fails.'],
  ['{{a}} is off|: |s3:Get fails.', 'x is off: s3:Get fails.', 'x is off.', 's3:Get fails.'],
  ['{{a}} is off.', 'x is off.', 'x is off.', null],
])('%s', (template, message, why, effect) => {
  expect(said(template, { a: 'x', b: 'It fails.' })).toEqual({ message, why, effect });
});

test('data with bars is data', () => {
  expect(said('{{a}}|, so |{{b}}.', { a: 'x|y|z', b: '|' })).toEqual({
    message: 'x|y|z, so |.',
    why: 'x|y|z.',
    effect: '|.',
  });
});

test('headlines have the placeholders of their rule only', () => {
  for (const { id, meta } of rules)
    for (const [name, text] of Object.entries(meta.headlines ?? {})) {
      expect([id, Object.keys(meta.messages)]).toEqual([id, expect.arrayContaining([name])]);
      expect(text).not.toMatch(/\.$/u);
    }
});
