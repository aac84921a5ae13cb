#!/usr/bin/env node
/**
 * How often an audit is right: correct estates of many shapes must yield no error and no warning; estates with one mistake must yield the
 * rule of that mistake, and no rule that is not about it. Asserts nothing. Built from `scripts/fixtures/estate.mjs` and `accuracy/`, which
 * know nothing of the rules' code.
 *
 *   node bench/accuracy.mjs [--count 600] [--seed 1] [--show NUMBER]   NUMBER: prints that estate instead
 */
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { auditSnapshots } from '../dist/index.js';
import { buildEstate, rareSwitches, switches as usual } from '../scripts/fixtures/estate.mjs';
import { defects } from './accuracy/defects.mjs';
import { randomOf } from './accuracy/random.mjs';
import { styles } from './accuracy/styles.mjs';

const switches = [...usual, ...rareSwitches];

/** What cannot be together, in AWS or in the generator. */
function question(choices, fixed) {
  const c = { ...choices, ...fixed };
  if (!c.crossAccount) c.ownerOverride = false;
  if (c.schemaV1 && 'schemaV1' in fixed === false && (c.tag || c.twoWay || c.deleteMarkers)) c.schemaV1 = false;
  if (c.schemaV1) Object.assign(c, { tag: false, twoWay: false, deleteMarkers: false });
  // Of a V1 rule to another account AWS contradicts itself about delete markers.
  if (c.schemaV1 && c.crossAccount) c.schemaV1 = false;
  if (c.tag) c.deleteMarkers = false;
  if (c.twoWay) c.sameRegion = false;
  if (c.multiRegionKey) c.sameRegion = false;
  return c;
}

function shapeOf(random, fixed = {}) {
  return question(
    {
      ...Object.fromEntries(
        switches.map((name) => [name, random.chance(['tag', 'schemaV1'].includes(name) ? 0.15 : 0.4)]),
      ),
      prefix: random.pick(['', '', 'logs/', 'a b/c+d/', 'année/']),
      rolePath: random.pick(['', '', 'service-role/']),
    },
    fixed,
  );
}

/** Even numbers: correct estates; odd ones: estates with one mistake, in turn. */
export function buildOne(number, seed) {
  const random = randomOf(seed * 1_000_003 + number);
  const names = Object.keys(defects);
  const isGood = number % 2 === 0;
  const name = isGood ? null : names[((number - 1) / 2) % names.length];
  const [fixed, change, must, may = []] = name === null ? [{}, () => {}, [], []] : defects[name];
  const choices = shapeOf(random, fixed);
  const { snapshot, setting } = buildEstate(choices);
  change(snapshot, setting);
  const worn = [];
  // A role that is not there has no policies to write in another way.
  for (const [style, wear] of name === 'role-gone' ? [] : styles) {
    if (!random.chance(0.25)) continue;
    // The exemption of all roles would repair a perimeter; the deny of reads would spoil a lesser one.
    if (!isGood && style === 'perimeter-that-exempts-the-role') continue;
    wear(snapshot);
    worn.push(style);
  }
  const on = switches.filter((each) => choices[each] === true);
  return { snapshot, name, must, may: new Set([...must, ...may]), text: [...on, ...worn].join(' ') };
}

function measure(count, seed) {
  const stated = { good: 0, goodQuiet: 0, defects: 0, found: 0, right: 0, wrong: 0 };
  const lines = [];
  for (let number = 0; number < count * 2; number += 1) {
    const { snapshot, name, must, may, text } = buildOne(number, seed);
    const { findings, replication } = auditSnapshots([JSON.stringify(snapshot)]);
    const loud = findings.filter(({ level, kind }) => level !== 'note' && kind === 'problem');
    const rules = [...new Set(loud.map(({ rule }) => rule))];
    const alarms = rules.filter((rule) => !may.has(rule));
    if (name === null) {
      stated.good += 1;
      const open = replication.filter(({ verdict }) => verdict !== 'replicates').map(({ verdict }) => verdict);
      if (rules.length === 0 && open.length === 0) stated.goodQuiet += 1;
      else lines.push(`${number} good: ${[...rules, ...open].join(', ')} (${text})`);
    } else {
      stated.defects += 1;
      const all = new Set(findings.map(({ rule }) => rule));
      if (must.some((rule) => all.has(rule))) stated.found += 1;
      else lines.push(`${number} ${name}: missed, found ${rules.join(', ') || 'nothing'} (${text})`);
      if (alarms.length > 0) lines.push(`${number} ${name}: false alarm ${alarms.join(', ')} (${text})`);
      stated.right += rules.length - alarms.length;
    }
    stated.wrong += alarms.length;
  }
  return { stated, lines };
}

function main() {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '600' },
      seed: { type: 'string', default: '1' },
      show: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  if (values.show !== undefined) {
    process.stdout.write(`${JSON.stringify(buildOne(Number(values.show), seed).snapshot, null, 2)}\n`);
    return;
  }
  const { stated, lines } = measure(Number(values.count), seed);
  const say = (name, value, unit) => console.log(JSON.stringify({ name, value, unit }));
  for (const line of lines) console.error(line);
  say('accuracy-good-estates', stated.good, 'count');
  say('accuracy-good-quiet', stated.goodQuiet, 'count');
  say('accuracy-defect-estates', stated.defects, 'count');
  say('accuracy-defect-kinds', Object.keys(defects).length, 'count');
  say('accuracy-precision', stated.right / (stated.right + stated.wrong), 'ratio');
  say('accuracy-recall', stated.found / stated.defects, 'ratio');
}

// `bench/run.mjs` looks into every file of this folder.
if (process.argv[1] === fileURLToPath(import.meta.url)) main();
