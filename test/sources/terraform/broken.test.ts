/** Plans and states with values of any other shape in any place: read as far as they can be, without a crash. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { audit } from '../../../src/judge.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { InvalidInput } from '../../../src/sources/faults/invalid-input.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { planAdapter } from '../../../src/sources/terraform/plan/adapter.js';
import { readPlans, readStates } from './plan-of.js';

type Json = Readonly<Record<string, unknown>>;

/** Numbers that are the same in each run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const others: readonly unknown[] = [
  null,
  true,
  7,
  '',
  'text',
  [],
  [null],
  {},
  { a: 1 },
  [[]],
  '{',
  'arn:',
  'module.',
  'a[',
  '[]',
];

/** A copy in which some members and elements are something else. */
function mutated(value: unknown, next: () => number, rate: number): unknown {
  if (next() < rate) return others[Math.floor(next() * others.length)];
  if (Array.isArray(value)) return value.map((element) => mutated(element, next, rate));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mutated(member, next, rate)]));
}

const heads = new Set(['format_version', 'version', 'lineage', 'serial']);

/** What makes it a plan or state stays. */
function mutatedFile(file: Json, next: () => number): Json {
  const rate = 0.002 + next() * 0.03;
  return Object.fromEntries(
    Object.entries(file).map(([name, value]) => [name, heads.has(name) ? value : mutated(value, next, rate)]),
  );
}

const files = [
  ['kms-two-regions/plan.json', readPlans],
  ['kms-two-regions/renames-role.plan.json', readPlans],
  ['destinations-by-module/plan.json', readPlans],
  ['two-accounts/terraform.tfstate', readStates],
  ['destinations-by-module/state.json', readStates],
] as const;

test('values and marks that are nested without end', async () => {
  const deep = `${'['.repeat(6_000)}${']'.repeat(6_000)}`;
  for (const marks of ['false', deep]) {
    const change = `{"actions": ["create"], "after": {"bucket": "b", "replication_configuration": ${deep}}, "after_unknown": {"replication_configuration": ${marks}}}`;
    const plan = `{"format_version": "1.2", "resource_changes": [{"address": "aws_s3_bucket.b", "change": ${change}}]}`;
    const [claim] = planAdapter.recognise([InputFile.ofText('plan.json', plan)]);
    if (claim === undefined) throw new Error('Not recognised.');
    const { facts } = await planAdapter.read(claim, {});
    expect(facts?.accounts.flatMap(({ buckets = [] }) => buckets)).toHaveLength(1);
  }
});

describe.each(files)('%s', (name, read) => {
  test('broken in many ways', async () => {
    const file = JSON.parse(readFileSync(`fixtures/terraform/${name}`, 'utf8')) as Json;
    const random = numbers(11);
    const next = (): number => random.next().value as number;
    let judged = 0;
    for (let round = 0; round < 60; round += 1) {
      const broken = mutatedFile(file, next);
      try {
        const reading = await read(broken);
        const { estate } = joinReadings([reading]);
        audit(estate, { settings: { now: '2026-11-27T00:00:00Z' } });
        const pointers = [...Array(8).keys()].map((index) => `/accounts/0/buckets/${index}/GetBucketReplication/x`);
        reading.locator.placesOf(pointers);
        judged += 1;
      } catch (error) {
        const isExpected = error instanceof InvalidInput || (error as Error).message.startsWith('Not recognised');
        if (!isExpected) throw new Error(`Round ${round}: ${JSON.stringify(broken).slice(0, 300)}`, { cause: error });
      }
    }
    expect(judged).toBeGreaterThan(20);
  });
});
