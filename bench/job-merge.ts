/**
 * Plan and merge of the scheduled job over the parts of many accounts: a process of its own, that `bench/job.mjs` bundles and starts.
 *
 *   node job-merge.mjs PARTS     a gzipped JSON list of gzipped snapshots in Base64, ten accounts each
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Item } from '../src/job/events.js';
import { merge } from '../src/job/merge.js';
import { itemsOfRound, latestReports, partsOfRun } from '../src/job/places.js';
import { plan } from '../src/job/plan.js';
import type { Setting } from '../src/job/setting.js';
import { readSettings } from '../src/job/settings.js';
import { memoryStore } from '../test/job/memory-store.js';

export interface Times {
  /** Seconds, of CPU and by the clock. */
  readonly cpu: number;
  readonly plan: number;
  readonly merge: number;
  readonly rules: number;
}

export interface Measured {
  /** The first run, and a second one that is compared with it. */
  readonly times: readonly Times[];
  /** Megabytes. */
  readonly reports: number;
  readonly peak: number;
}

const started = '2026-11-25T05:00:00Z';

async function measure(parts: readonly string[]): Promise<Measured> {
  const store = memoryStore();
  const { objects } = store;
  const settings = readSettings({ REPLINT_BUCKET: store.bucket });
  const setting: Setting = { store, settings, now: () => Date.parse(started) };
  const items = parts.flatMap(accountsOf).map((account): Item => ({ account, destinations: [], keys: [], roles: [] }));
  const times: Times[] = [];
  for (const run of ['first', 'second']) {
    objects.set(itemsOfRound(run, 0), new TextEncoder().encode(JSON.stringify([items])));
    for (const [index, part] of parts.entries()) objects.set(`${partsOfRun(run)}${index}`, Buffer.from(part, 'base64'));
    const before = process.cpuUsage();
    const start = performance.now();
    await plan({ run, round: 0 }, setting);
    const planned = performance.now();
    const { summary } = await merge({ run, started }, setting);
    const merged = performance.now();
    const { user, system } = process.cpuUsage(before);
    times.push({
      cpu: (user + system) / 1e6,
      plan: (planned - start) / 1000,
      merge: (merged - planned) / 1000,
      rules: summary?.replicationRules ?? 0,
    });
    for (const key of objects.keys()) if (key.startsWith(partsOfRun(run))) objects.delete(key);
  }
  const latest = [...objects].filter(([key]) => key.startsWith(latestReports));
  const bytes = latest.reduce((sum, [, body]) => sum + body.length, 0);
  return { times, reports: bytes / 1e6, peak: process.resourceUsage().maxRSS / 1024 };
}

function accountsOf(part: string): readonly string[] {
  const text = gunzipSync(Buffer.from(part, 'base64')).toString();
  // Written by `bench/job.mjs`.
  const { accounts } = JSON.parse(text) as { readonly accounts: readonly { readonly id: string }[] };
  return accounts.map(({ id }) => id);
}

const parts = JSON.parse(gunzipSync(readFileSync(process.argv[2] ?? '')).toString()) as readonly string[];
console.log(JSON.stringify(await measure(parts)));
