/**
 * The set-ups in `fixtures/terraform`, in every form that they can be given in: no form says anything that does not hold, and those that
 * hold everything leave nothing open. `expected.json` has what holds; `npm run terraform:shares` prints the shares.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../../../src/judge.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';

const root = 'fixtures/terraform';

interface Expected {
  /** By the id of the replication rule. */
  readonly verdicts: Readonly<Record<string, string>>;
  /** Rules that find an error, once the set-up stands. */
  readonly errors: readonly string[];
}

const expected = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as Readonly<Record<string, Expected>>;

type Form =
  | 'snapshot'
  | 'state, as Terraform keeps it'
  | 'state, as Terraform shows it'
  | 'first plan, with its source'
  | 'source alone'
  | 'first plan alone';
const forms = JSON.parse(readFileSync(join(root, 'forms.json'), 'utf8')) as Readonly<Record<Form, readonly string[]>>;

interface Found {
  readonly verdicts: Readonly<Record<string, string>>;
  /** Rules by their level. */
  readonly errors: readonly string[];
  readonly problems: readonly string[];
}

function inputsIn(path: string, given: string): readonly InputFile[] {
  if (!statSync(path).isDirectory())
    return [new InputFile({ name: path, given, text: readFileSync(path, 'utf8'), bytes: null })];
  return readdirSync(path).flatMap((name) => inputsIn(join(path, name), given));
}

async function found(name: string, form: Form): Promise<Found> {
  const files = forms[form].flatMap((file) => inputsIn(join(root, name, file), join(root, name, file)));
  const { estate } = joinReadings(await readFiles(files));
  const { replication, findings } = audit(estate, { settings: { now: '2026-11-27T00:00:00Z' } });
  const rulesOf = (test: (level: string) => boolean): readonly string[] =>
    [
      ...new Set(findings.filter(({ kind, level }) => kind === 'problem' && test(level)).map(({ rule }) => rule)),
    ].sort();
  return {
    verdicts: Object.fromEntries(replication.map(({ replicationRule, verdict }) => [replicationRule?.id, verdict])),
    errors: rulesOf((level) => level === 'error'),
    problems: rulesOf(() => true),
  };
}

/** What a state does not say: whose a bucket is, where only the provider of another account shows it. */
const hidesAccounts = new Set(Object.keys(expected).filter((name) => name.includes('accounts')));

/** Rules about what an estate shows, or a plan, and the other does not. */
const ofOneForm = new Set(['configuration/replication-before-versioning', 'coverage/failures-invisible']);

const names = Object.keys(expected);

test('there are enough, about half of them healthy, and each has an expectation', () => {
  expect(names.length).toBeGreaterThanOrEqual(25);
  expect(readdirSync(root).filter((name) => statSync(join(root, name)).isDirectory())).toEqual(names);
  const healthy = names.filter(
    (name) => !Object.values(expected[name]?.verdicts ?? {}).some((verdict) => /fails|partly/u.test(verdict)),
  );
  expect(healthy.length / names.length).toBeGreaterThan(0.4);
  expect(healthy.length / names.length).toBeLessThan(0.6);
});

describe.each(names)('%s', (name) => {
  const { verdicts, errors } = expected[name] ?? { verdicts: {}, errors: [] };
  let snapshot: Found;
  beforeAll(async () => {
    snapshot = await found(name, 'snapshot');
  });

  test('as a snapshot', () => {
    expect({ verdicts: snapshot.verdicts, errors: snapshot.errors }).toEqual({ verdicts, errors });
  });

  test.each<Form>(['state, as Terraform keeps it', 'first plan, with its source'])(
    'as a %s: the same',
    async (form) => {
      const { verdicts: own, problems } = await found(name, form);
      expect(own).toEqual(verdicts);
      const comparable = (rules: readonly string[]): readonly string[] => rules.filter((rule) => !ofOneForm.has(rule));
      expect(comparable(problems)).toEqual(comparable(snapshot.problems));
    },
  );

  test.each<Form>(['state, as Terraform shows it', 'source alone', 'first plan alone'])(
    'as a %s: nothing that does not hold',
    async (form) => {
      const own = await found(name, form);
      // A plan alone may not even say which rules there are.
      if (form !== 'first plan alone') expect(Object.keys(own.verdicts).sort()).toEqual(Object.keys(verdicts));
      for (const [rule, verdict] of Object.entries(own.verdicts))
        expect([rule, verdict]).toEqual([rule, verdict === 'unknown' ? verdict : verdicts[rule]]);
      for (const rule of own.errors) expect(errors).toContain(rule);
      if (form === 'state, as Terraform shows it' && !hidesAccounts.has(name)) expect(own.verdicts).toEqual(verdicts);
    },
  );
});

test('the source alone decides at least nine in ten', async () => {
  let [decided, all] = [0, 0];
  for (const name of names) {
    for (const [rule, verdict] of Object.entries((await found(name, 'source alone')).verdicts)) {
      // What AWS does not document is open in every form.
      if (expected[name]?.verdicts[rule] === 'unknown') continue;
      all += 1;
      if (verdict !== 'unknown') decided += 1;
    }
  }
  expect(decided / all).toBeGreaterThanOrEqual(0.9);
});
