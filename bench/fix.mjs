#!/usr/bin/env node
/**
 * How many broken estates a fix mends, and whether it is proved: what people met (`fixtures/conformance`), and estates with one mistake from
 * the generator of `bench:accuracy`. Each fix is judged anew here: the estate with its changes is audited, and every document is compared
 * with what was there. Asserts nothing; names each estate that stays broken, with the reason.
 *
 *   node bench/fix.mjs [--count 300] [--seed 1]
 */
import { readFileSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { auditSnapshots, fixSnapshots } from '../dist/index.js';
import { buildOne } from './accuracy.mjs';

const conformance = new URL('../fixtures/conformance/', import.meta.url);

function* estates(count, seed) {
  for (const name of readdirSync(conformance))
    yield { name, snapshot: JSON.parse(readFileSync(new URL(`${name}/broken.json`, conformance), 'utf8')) };
  for (let number = 0; number < count; number += 1) {
    const { name, snapshot } = buildOne(number * 2 + 1, seed);
    yield { name: `${name} #${number * 2 + 1}`, snapshot };
  }
}

function isBroken({ replication, findings }) {
  return (
    replication.some(({ verdict }) => verdict !== 'replicates' && verdict !== 'disabled') ||
    findings.some(
      ({ kind, level, rule }) => kind === 'problem' && level === 'error' && !rule.startsWith('least-privilege/'),
    )
  );
}

function listOf(document) {
  return [document?.Statement ?? []].flat();
}

/** Statements that the patch does not name and that are no longer what they were, but for more actions or resources. */
function unrelated({ previous, document, changes }) {
  if (previous?.Statement === undefined || document.Statement === undefined) return 0;
  const named = new Set(changes.map(({ part }) => part));
  const after = listOf(document);
  return listOf(previous).filter((statement, index) => {
    if (named.has(`Statement[${index}]`)) return false;
    const { Action, Resource, ...rest } = after[index] ?? {};
    const { Action: action, Resource: resource, ...others } = statement;
    const keeps = (before, now) => [before].flat().every((text) => [now].flat().includes(text));
    return JSON.stringify(rest) !== JSON.stringify(others) || !keeps(action, Action) || !keeps(resource, Resource);
  }).length;
}

function measure(count, seed) {
  const sum = { broken: 0, proved: 0, patches: 0, beyond: 0, notCompared: 0, unrelated: 0, worse: 0 };
  const lines = [];
  const times = [];
  for (const { name, snapshot } of estates(count, seed)) {
    if (!isBroken(auditSnapshots([snapshot]))) continue;
    sum.broken += 1;
    const start = performance.now();
    const { fix, snapshot: repaired } = fixSnapshots([snapshot]);
    times.push(performance.now() - start);
    const isRepaired = fix.verified && !isBroken(auditSnapshots([repaired]));
    if (isRepaired) sum.proved += 1;
    else {
      const reasons = fix.remaining.map(({ rule, reason }) => `${rule} ${reason}`);
      lines.push(`${name}: ${[...new Set(reasons)].join(', ') || fix.pairs.map(({ after }) => after).join(' ')}`);
    }
    sum.patches += fix.patches.length;
    sum.beyond += fix.proof.beyondNeed.length;
    sum.notCompared += fix.proof.notCompared.length;
    sum.worse += fix.proof.newFindings.length;
    for (const patch of fix.patches) sum.unrelated += unrelated(patch);
  }
  return { sum, lines, median: times.sort((a, b) => a - b)[Math.floor(times.length / 2)] };
}

function main() {
  const { values } = parseArgs({
    options: { count: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' } },
  });
  const { sum, lines, median } = measure(Number(values.count), Number(values.seed));
  for (const line of lines) console.error(line);
  const say = (name, value, unit) => console.log(JSON.stringify({ name, value, unit }));
  say('fix-broken-estates', sum.broken, 'count');
  say('fix-proved', sum.proved / sum.broken, 'ratio');
  say('fix-patches', sum.patches, 'count');
  say('fix-patches-beyond-need', sum.beyond, 'count');
  say('fix-patches-not-compared', sum.notCompared, 'count');
  say('fix-unrelated-statements-touched', sum.unrelated, 'count');
  say('fix-new-findings', sum.worse, 'count');
  say('fix-median', median, 'ms');
}

// `bench/run.mjs` looks into every file of this folder.
if (process.argv[1] === fileURLToPath(import.meta.url)) main();
