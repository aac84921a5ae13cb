/** The audit's verdicts on all keys, against deciding hundreds of keys one by one with an evaluator of its own. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fuzz } from '../../fuzz/settings.js';
import { auditOf } from '../../audit-of.js';
import { arrives, ruleFor, type Setting } from './slow.js';
import { snapshotOf, setting } from './settings-of.js';

const alphabet = ['a', 'b', '/', '*', '?'];
const odd = [
  '\n',
  'a\nb',
  'é',
  'aé',
  '👍',
  '${',
  '${aws:userid}',
  'a*b',
  'a?b',
  '??',
  'ab/ba/ab',
  '/'.repeat(9),
  'a'.repeat(1024),
  `b${'é'.repeat(511)}`,
];
const keys = [
  ...alphabet,
  ...alphabet.flatMap((x) => alphabet.map((y) => x + y)),
  ...alphabet.flatMap((x) => alphabet.flatMap((y) => ['a', 'b', '/'].map((z) => x + y + z))),
  ...odd,
];

/** As the evaluator takes it: either of the two reads will do, whatever is denied of the other. */
const settled = new Map([['request:A-12b', 'yes']]);

/** Whether a boundary limits what a policy allows for everyone is not documented. */
function isEveryoneBounded({ boundary, sourcePolicy, destinationPolicy, kms }: Setting): boolean {
  const policies = [sourcePolicy, destinationPolicy, kms?.sourceKeyPolicy ?? [], kms?.replicaKeyPolicy ?? []];
  return boundary !== null && policies.flat().some(({ Effect, Principal }) => Effect === 'Allow' && Principal === '*');
}

test('verdicts on all keys agree with deciding keys one by one', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(setting, (small) => {
      const report = auditOf(snapshotOf(small), { settings: { settled } });
      expect(report.findings.map(({ rule }) => rule)).not.toContain('rule-crashed');
      for (const [index, entry] of report.replication.entries()) {
        const own = keys.filter((key) => ruleFor(small, key) === index);
        const arriving = own.filter((key) => arrives(small, key));
        const { verdict, counterexample } = entry;
        seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
        const say = (what: string): string =>
          `rule ${index} is ${verdict} (${counterexample ?? 'no counterexample'}), but ${what}`;
        const lost = own.find((key) => !arriving.includes(key));
        if (verdict === 'replicates' && lost !== undefined)
          throw new Error(say(`${JSON.stringify(lost)} does not arrive`));
        if (verdict === 'fails' && arriving.length > 0) throw new Error(say(`${JSON.stringify(arriving[0])} arrives`));
        if (verdict === 'skipped' && own.length > 0) throw new Error(say(`it selects ${JSON.stringify(own[0])}`));
        if (verdict === 'unknown' && isEveryoneBounded(small)) continue;
        if (verdict === 'unknown') throw new Error(say('nothing is unknown here'));
        if (verdict !== 'partly') continue;
        const example = (counterexample ?? '').slice('src/'.length);
        expect(ruleFor(small, example)).toBe(index);
        expect(new TextEncoder().encode(example).length).toBeGreaterThanOrEqual(1);
        expect(new TextEncoder().encode(example).length).toBeLessThanOrEqual(1024);
        if (arrives(small, example)) throw new Error(say('the counterexample arrives'));
      }
      // What is named as missing is missing: an object that a finding gives as its example does not arrive.
      for (const { permission, level, kind } of report.findings) {
        if (level !== 'error' || kind !== 'problem' || typeof permission?.counterexample !== 'string') continue;
        const key = permission.counterexample.slice('src/'.length);
        if (arrives(small, key))
          throw new Error(`${permission.action} ${permission.cause}: ${JSON.stringify(key)} arrives`);
      }
    }),
    fuzz(200),
  );
  // The worlds are neither all good nor all bad.
  for (const verdict of ['replicates', 'partly', 'fails']) expect(seen.get(verdict) ?? 0).toBeGreaterThan(10);
});
