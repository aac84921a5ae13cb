#!/usr/bin/env node
/**
 * Prints one JSON object a line: `{"name", "value", "unit"}`. Asserts nothing. Compare only values of one run.
 *
 *   node bench/run.mjs                 everything
 *   node bench/run.mjs audit-10k …     only these; a name's beginning is enough
 *
 * Other files of this folder that export `benchmarks` (a map of name → async function that yields such objects) take part.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { largeEstate } from './estate.mjs';
import { measure, median, repeat, round } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(root, 'dist/replint.js');
const sizes = {
  small: { buckets: 1000, rules: 200, roles: 50, keys: 20 },
  large: { buckets: 10_000, rules: 2000, roles: 500, keys: 200 },
};
const huge = { buckets: 100_000, rules: 20_000, roles: 5000, keys: 2000 };

/** What no audit can do without: start, parse the same bytes, write as many as the report has. */
const floor = (file, size) => [
  '--input-type=module',
  '-e',
  `import { readFileSync } from 'node:fs'; JSON.parse(readFileSync(${JSON.stringify(file)}, 'utf8')); process.stdout.write(Buffer.alloc(${size}));`,
];

const audits = async function* () {
  const folder = mkdtempSync(join(tmpdir(), 'replint-bench-'));
  try {
    const runs = {};
    for (const [name, size] of Object.entries(sizes)) {
      const file = join(folder, `${name}.json`);
      writeFileSync(file, JSON.stringify(largeEstate(size)));
      const audit = [command, 'audit', file, '--format', 'json'];
      const bytes = Buffer.byteLength(measure(audit, { keepsOutput: true }).stdout);
      // Taken in turns, so that both see the same noise.
      const both = repeat(3, () => ({ audit: measure(audit), floor: measure(floor(file, bytes)) }));
      runs[name] = both.map((each) => each.audit);
      runs[`${name} floor`] = both.map((each) => each.floor);
    }
    const seconds = (name) => median(runs[name].map((run) => run.seconds));
    const cpu = (name) => Math.min(...runs[name].map((run) => run.cpu));
    yield { name: 'audit-10k', value: round(seconds('large')), unit: 's' };
    yield { name: 'audit-10k-peak', value: round(median(runs.large.map((run) => run.peak))), unit: 'MB' };
    yield { name: 'audit-floor-ratio', value: round(seconds('large') / seconds('large floor')), unit: 'ratio' };
    // By CPU time, which a busy machine changes less.
    yield { name: 'audit-floor-ratio-cpu', value: round(cpu('large') / cpu('large floor')), unit: 'ratio' };
    yield { name: 'audit-growth', value: round(seconds('large') / seconds('small')), unit: 'ratio' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Once: it takes its time. */
const hugeAudit = async function* () {
  const folder = mkdtempSync(join(tmpdir(), 'replint-bench-'));
  try {
    const file = join(folder, 'huge.json');
    writeFileSync(file, JSON.stringify(largeEstate(huge)));
    const { seconds, cpu, peak } = measure([command, 'audit', file, '--format', `json=${join(folder, 'report.json')}`]);
    yield { name: 'audit-100k', value: round(seconds), unit: 's' };
    yield { name: 'audit-100k-cpu', value: round(cpu), unit: 's' };
    yield { name: 'audit-100k-peak', value: round(peak), unit: 'MB' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Of the second start and later ones, and of the first, which compiles everything and keeps nothing here. */
const coldStart = async function* () {
  const folder = mkdtempSync(join(tmpdir(), 'replint-bench-'));
  const estate = join(folder, 'small.json');
  writeFileSync(estate, JSON.stringify(largeEstate({ buckets: 10, rules: 2, roles: 2, keys: 2 })));
  const time = (args, environment = {}) => {
    const start = performance.now();
    // Nothing else: Node 20 reads `NODE_EXTRA_CA_CERTS` at every start, which doubles its own time and flatters the ratio.
    const env = { PATH: process.env.PATH, HOME: folder, ...environment };
    spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore', env });
    return performance.now() - start;
  };
  const first = { NODE_DISABLE_COMPILE_CACHE: '1' };
  const commands = {
    'cold-start': [['demo', '--format', 'json']],
    'cold-start-first': [['demo', '--format', 'json'], first],
    'cold-start-audit': [['audit', estate, '--format', 'json']],
    'cold-start-version': [['--version']],
    'cold-start-help': [['--help']],
  };
  try {
    for (const [name, [args, environment]] of Object.entries(commands)) {
      time([command, ...args], environment);
      // Taken in turns, so that both see the same noise.
      const pairs = repeat(15, () => [time([command, ...args], environment), time(['-e', '0'])]);
      const ratio = median(pairs.map(([own]) => own)) / median(pairs.map(([, node]) => node));
      yield { name, value: round(ratio), unit: 'ratio' };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The command with all that it loads when it is needed. */
const bundle = async function* () {
  const chunks = join(dirname(command), 'replint-chunks');
  const files = [command, ...readdirSync(chunks).map((name) => join(chunks, name))];
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  yield { name: 'bundle', value: round(bytes / 1e6), unit: 'MB' };
};

const own = new Map([
  ['audit', audits],
  ['audit-100k', hugeAudit],
  ['cold-start', coldStart],
  ['bundle', bundle],
]);

async function others() {
  const found = new Map();
  for (const file of readdirSync(join(root, 'bench'))
    .filter((name) => name.endsWith('.mjs') && name !== 'run.mjs')
    .sort()) {
    const { benchmarks } = await import(pathToFileURL(join(root, 'bench', file)).href);
    for (const [name, run] of benchmarks ?? []) found.set(name, run);
  }
  return found;
}

if (!existsSync(command)) throw new Error('Build first: npm run build');
const wanted = process.argv.slice(2);
for (const [name, run] of new Map([...own, ...(await others())])) {
  if (wanted.length > 0 && !wanted.some((prefix) => name.startsWith(prefix) || prefix.startsWith(`${name}-`))) continue;
  for await (const line of run()) console.log(JSON.stringify(line));
}
