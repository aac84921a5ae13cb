/**
 * For every rule a correct estate and the ways to break it: `<group>/<name>.case.mjs` beside the tests. Tests run them, the golden
 * outputs record what is said about them, the pages of the rules show the first. Snapshots are plain data.
 */
import { readdirSync } from 'node:fs';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';

const folder = new URL('./', import.meta.url);
const ending = '.case.mjs';

async function readCases() {
  const files = readdirSync(folder, { recursive: true }).map((file) => file.replaceAll('\\', '/'));
  const found = [];
  for (const file of files.filter((name) => name.endsWith(ending)).sort()) {
    const { ruleCase } = await import(new URL(file, folder).href);
    found.push([file.slice(0, -ending.length), ruleCase]);
  }
  return Object.fromEntries(found);
}

/** By the id of the rule. */
export const cases = await readCases();

/** Every broken estate of a rule: name of the shape, the correct estate beside it, settings of the audit. The first one is the page's. */
export function shapesOf(id) {
  const { correct, settings = {}, buckets = [], broken } = cases[id];
  return Object.entries(broken).map(([name, shape]) => {
    const own = typeof shape === 'function' ? { change: shape } : shape;
    return {
      name,
      settings: own.settings ?? settings,
      buckets: own.buckets ?? buckets,
      ...snapshots(own.correct ?? correct, own.change),
    };
  });
}

/** Estates that look much like a broken one, and about which the rule says nothing. */
export function silentShapesOf(id) {
  const { correct, settings = {}, buckets = [], silent = {} } = cases[id];
  return Object.entries(silent).map(([name, shape]) => {
    const own = typeof shape === 'function' ? { change: shape } : shape;
    const { failing } = snapshots(own.correct ?? correct, own.change);
    return { name, settings: own.settings ?? settings, buckets: own.buckets ?? buckets, snapshot: failing };
  });
}

function snapshots(choices, change) {
  const passing = buildEstate(choices);
  const failing = buildEstate(choices);
  change(failing.snapshot, failing.setting);
  return { passing: passing.snapshot, failing: failing.snapshot };
}

/** The first shape of a rule. */
export function snapshotsOf(id) {
  const [first] = shapesOf(id);
  return first;
}
