/** Fixes of broken estates of every kind: proved by an audit that is made anew here, minimal, and nothing else is touched. */
import { describe, expect, test } from '@jest/globals';
import { fixSchema } from '../../src/fix/schema.js';
import type { FixPatch, FixReport } from '../../src/fix/model.js';
import { digestOf } from '../../src/fix/digest.js';
import { auditOf } from '../audit-of.js';
import { broken } from './broken.js';
import { fixed } from './fix-of.js';

const all = new Map(broken.map(([name, snapshot]) => [name, { snapshot, ...fixed(snapshot) }]));

function names(): readonly [string][] {
  return [...all.keys()].map((name) => [name]);
}

function fixOf(name: string) {
  const found = all.get(name);
  if (found === undefined) throw new Error(name);
  return found;
}

/** What no change of a document mends, and why. */
const notRepaired: Readonly<Record<string, string>> = {
  'conformance/configuration-on-the-destination': 'value-needed',
  'conformance/unknown-account': 'evidence-missing',
  'defect/replica-key-signs': 'value-needed',
  'defect/destination-gone': 'value-needed',
  'defect/own-destination': 'value-needed',
};

describe('every broken estate', () => {
  test.each(names())('%s: is fixed, or says why not', (name) => {
    const { report, exitCode } = fixOf(name);
    const reason = notRepaired[name];
    expect(report.verified).toBe(reason === undefined);
    expect(exitCode).toBe(reason === undefined ? 0 : reason === 'evidence-missing' ? 3 : 1);
    if (reason !== undefined) expect(report.remaining.map((each) => each.reason)).toContain(reason);
  });

  test.each(names())('%s: what is said of it holds in a new audit', (name) => {
    const { report, facts, snapshot } = fixOf(name);
    const after = auditOf(facts);
    const verdicts = after.replication.filter(({ verdict }) => verdict !== 'disabled').map(({ verdict }) => verdict);
    expect(report.pairs.map((pair) => pair.after)).toEqual(verdicts);
    if (report.verified) {
      expect(verdicts.filter((verdict) => verdict !== 'replicates')).toEqual([]);
      expect(loud(after)).toEqual([]);
    }
    // Nothing is said of the estate that was not said before.
    expect(report.proof.newFindings).toEqual([]);
    const before = new Set(auditOf(snapshot).findings.map(({ rule, resource }) => `${rule} ${resource}`));
    expect(
      after.findings
        .filter(({ kind, level }) => kind === 'problem' && level !== 'note')
        .filter(({ rule, resource }) => !before.has(`${rule} ${resource}`)),
    ).toEqual([]);
  });

  test.each(names())('%s: nothing beyond the need, nothing that could be left out', (name) => {
    const { report } = fixOf(name);
    expect(report.proof.beyondNeed).toEqual([]);
    expect(report.proof.notCompared).toEqual([]);
  });

  test.each(names())('%s: statements that are not named stay as they are, in their order', (name) => {
    for (const patch of fixOf(name).report.patches) expectUntouched(patch);
  });

  test.each(names())('%s: the fix is of the published shape', (name) => {
    const { report } = fixOf(name);
    expect(fixSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(JSON.parse(JSON.stringify(report)));
    for (const { before, previous, commands } of report.patches) {
      expect(before).toBe(digestOf(previous));
      expect(commands.length).toBeGreaterThan(1);
    }
  });

  test.each(names())('%s: a second fix of what was fixed changes nothing', (name) => {
    const { report, facts } = fixOf(name);
    if (report.verified) expect(fixed(facts).report.patches).toEqual([]);
  });
});

function loud({ findings }: ReturnType<typeof auditOf>): readonly string[] {
  return findings
    .filter(({ level, kind, rule }) => level === 'error' && kind === 'problem' && !rule.startsWith('least-privilege/'))
    .map(({ rule }) => rule);
}

type Statement = Readonly<Record<string, unknown>>;

function statementsOf(document: FixPatch['previous']): readonly Statement[] {
  return texts(document?.['Statement'] ?? []) as readonly Statement[];
}

function texts(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Members of the document but statements; statements but those that are named, or that take more actions or resources. */
function expectUntouched({ previous, document, changes, target }: FixPatch): void {
  if (previous === null || !('Statement' in previous) || document['Statement'] === undefined) return;
  const { Statement: _before, ...membersBefore } = previous;
  const { Statement: _after, ...membersAfter } = document;
  expect(membersAfter).toEqual(membersBefore);
  expect(target.kind).toMatch(/policy$|boundary$/u);
  const named = new Set(changes.flatMap(({ part }) => (part === null ? [] : [part])));
  const after = statementsOf(document);
  for (const [index, statement] of statementsOf(previous).entries()) {
    if (named.has(`Statement[${index}]`)) continue;
    const now = after[index] ?? {};
    for (const [member, value] of Object.entries(statement)) {
      if (member === 'Action' || member === 'Resource')
        expect(texts(now[member]).slice(0, texts(value).length)).toEqual(texts(value));
      else expect(now[member]).toEqual(value);
    }
    expect(Object.keys(now)).toEqual(Object.keys(statement));
  }
}

test('a patch of which one can be left out is not in the fix', () => {
  // Every estate again, each patch left out in turn: the audit of the rest is worse.
  let tried = 0;
  for (const [name, { report }] of all) {
    if (report.patches.length < 2 || !report.verified) continue;
    tried += 1;
    expect([name, isEachNeeded(name, report)]).toEqual([name, true]);
  }
  expect(tried).toBeGreaterThan(2);
});

/** Puts each document back to what it was. */
function isEachNeeded(name: string, { patches }: FixReport): boolean {
  const { facts } = fixOf(name);
  return patches.every(({ document, previous }) => {
    const now = JSON.stringify(document);
    const swap = (value: unknown): unknown => {
      if (JSON.stringify(value) === now) return previous;
      if (typeof value === 'string' && value === now) return JSON.stringify(previous);
      // A policy that was made whole.
      const isNew = (each: unknown): boolean =>
        previous === null && JSON.stringify((each as Readonly<Record<string, unknown>>)['PolicyDocument']) === now;
      if (Array.isArray(value)) return value.filter((each) => !isNew(each)).map(swap);
      if (typeof value !== 'object' || value === null) return value;
      // A role that was made with its trust policy.
      const { Arn, AssumeRolePolicyDocument: trust } = value as Readonly<Record<string, unknown>>;
      if (previous === null && JSON.stringify(trust) === now)
        return { Arn, GetRole: { Error: { Code: 'NoSuchEntity' } } };
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, swap(member)]));
    };
    const without = swap(facts);
    expect(JSON.stringify(without)).not.toBe(JSON.stringify(facts));
    const { replication } = auditOf(without);
    return replication.some(({ verdict }) => verdict !== 'replicates' && verdict !== 'disabled');
  });
}

describe('an Effect in another spelling', () => {
  const spelt: readonly (readonly [string, boolean])[] = [
    ['allow', true],
    ['ALLOW', true],
    [' Allow', true],
    ['Alow', false],
    ['Permit', false],
    ['', false],
  ];
  test.each(spelt)('%j: corrected %j', (effect, isCorrected) => {
    const { snapshot } = fixOf('defect/effect-in-lower-case');
    const text = JSON.stringify(snapshot).replaceAll('"allow"', JSON.stringify(effect));
    expect(text).toContain(`"Effect":${JSON.stringify(effect)}`);
    expect(fixed(JSON.parse(text)).report.verified).toBe(isCorrected);
  });
});

test('what a trust policy leaves open is for its owner to decide, and is not taken away from it', () => {
  const { report } = fixOf('defect/trust-open');
  expect(report.patches.map(({ target, decision, operation }) => [target.kind, decision, operation])).toEqual([
    ['trust-policy', true, 'add-statement'],
  ]);
});

test('a role that does not exist is made before what it is allowed', () => {
  const { patches } = fixOf('defect/role-gone').report;
  expect(patches.map(({ target, previous, step }) => [target.kind, previous, step])).toEqual([
    ['trust-policy', null, 1],
    ['role-policy', null, 2],
  ]);
  expect(patches[0]?.commands.join('\n')).toMatch(/NoSuchEntity.*\n.*create-role .*--path/u);
});
