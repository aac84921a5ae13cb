/**
 * The scheduled job: how many calls an account takes, and what it takes to judge an organization. `docs/scheduled-job.md` derives its
 * estimates from these.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundled, cache } from './bundled.mjs';
import { largeEstate } from './estate.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Buckets, sources, destinations, keys, roles. */
const accounts = { small: [5, 0, 1, 2, 1], typical: [50, 5, 3, 8, 2], large: [1000, 200, 20, 50, 20] };

const calls = async function* () {
  const path = await bundled("export { collect } from './src/collectors/collect.ts';", 'job-collect');
  const { collect } = await import(pathToFileURL(path).href);
  rmSync(path);
  for (const [name, sizes] of Object.entries(accounts)) {
    const server = fork(join(root, 'bench/collect-server.mjs'), {
      env: { ...process.env, ACCOUNT_SIZES: JSON.stringify(sizes) },
    });
    try {
      const [{ port }] = await once(server, 'message');
      const before = process.cpuUsage();
      const { calls: made } = await collect({
        region: 'us-east-1',
        environment: {
          endpoint: `http://127.0.0.1:${port}`,
          credentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }),
        },
      });
      const { user, system } = process.cpuUsage(before);
      const s3 = Object.entries(made.byOperation)
        .filter(([operation]) => operation.startsWith('s3:'))
        .reduce((sum, [, count]) => sum + count, 0);
      yield {
        name: `job-calls-${name}`,
        value: made.total,
        unit: 'calls',
        s3,
        cpu: Number(((user + system) / 1e6).toPrecision(3)),
        milliseconds: Math.round(made.milliseconds),
      };
    } finally {
      server.disconnect();
    }
  }
};

function partsOf(count) {
  const [buckets, rules, , keys, roles] = accounts.typical;
  const text = JSON.stringify(largeEstate({ buckets, rules, keys, roles }).accounts[0]);
  const account = (index) =>
    JSON.parse(text.replaceAll('111122223333', String(100000000000 + index)).replaceAll('bucket-', `b${index}-`));
  const parts = [];
  for (let from = 0; from < count; from += 10) {
    const some = Array.from({ length: Math.min(10, count - from) }, (_, index) => account(from + index));
    const snapshot = {
      format: 'replint-snapshot/1',
      collectedAt: '2026-11-25T05:00:00Z',
      collection: { listedAccounts: some.map(({ id }) => id), problems: [] },
      accounts: some,
    };
    parts.push(gzipSync(JSON.stringify(snapshot)).toString('base64'));
  }
  return parts;
}

/** Over the typical account, many times, in a process of their own; the second run, which is compared with the first. */
const merging = async function* () {
  for (const count of [100, 1000, 5000]) {
    const path = await bundled("import './bench/job-merge.ts';", `job-merge-${count}`);
    const parts = join(cache, `parts-${process.pid}.gz`);
    writeFileSync(parts, gzipSync(JSON.stringify(partsOf(count)), { level: 1 }));
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--max-old-space-size=9000', path, parts], {
      encoding: 'utf8',
    });
    rmSync(path);
    rmSync(parts);
    if (status !== 0) throw new Error(stderr.slice(-2000));
    const { times, reports, peak } = JSON.parse(stdout);
    const [, { cpu, plan, merge, rules }] = times;
    yield {
      name: `job-merge-${count}`,
      value: Number(merge.toPrecision(3)),
      unit: 's',
      plan: Number(plan.toPrecision(3)),
      cpu: Number(cpu.toPrecision(3)),
      rules,
      reportsMB: Number(reports.toPrecision(3)),
      peakMB: Math.round(peak),
    };
  }
};

export const benchmarks = new Map([
  ['job-calls', calls],
  ['job-merge', merging],
]);
