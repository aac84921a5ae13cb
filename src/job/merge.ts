/**
 * Last step: joins the snapshots of all batches and judges the whole, since replication crosses accounts; writes the reports; says what
 * changed since the last run.
 */
import { jsonText } from '../reporters/escape/json.js';
import { gzipSync } from 'node:zlib';
import { diffEstates } from '../diff/diff-estates.js';
import { diffReports } from '../diff/diff-reports.js';
import type { Diff } from '../diff/model.js';
import { renderMarkdown } from '../diff/render-markdown.js';
import { emptyConfig, type Config } from '../config/model.js';
import type { Report } from '../report/model.js';
import { mergeSnapshots } from '../sources/snapshot/merge-snapshots.js';
import { readSnapshots } from '../sources/snapshot/read-snapshot.js';
import type { RawSnapshot } from '../sources/snapshot/snapshot-shape.js';
import { ExpectedError } from '../basics/expected-error.js';
import { decodeInput } from '../sources/files/read-input.js';
import { markdownText } from '../reporters/escape/markdown.js';
import { messageLimit } from '../reporters/escape/terminal.js';
import { loadReporter } from '../reporters/index.js';
import { ruleFacts } from '../rule-facts.js';
import { run as audit, type RunOptions, type RunResult } from '../run.js';
import { repair, type Repaired } from '../repair.js';
import { fixJson } from '../fix/emit/json.js';
import { fixMarkdown } from '../fix/emit/markdown.js';
import { readSnapshotText, type SnapshotInput } from '../sources/snapshot/read-snapshot-text.js';
import type { RunEvent } from './events.js';
import { itemsAt } from './items.js';
import { carriedOver, readLastKnown, writeLastKnown, type LastKnown } from './last-known.js';
import { firstNotice, noticeOf, type Notice } from './notice.js';
import { readParts } from './parts.js';
import { configFile, latestReports, noticeOfRun, reportsOfRun } from './places.js';
import { unreadAccounts, type Unread } from './unread.js';
import type { Setting } from './setting.js';

export interface MergeOutcome {
  /** What people are to be told; null = nothing changed. */
  readonly notice: Notice | null;
  readonly summary: Report['summary'] | null;
}

/**
 * May be tried again: a run that has already been compared is not compared with itself, its notice is given back.
 * @throws ExpectedError where no account was read, or the configuration is faulty
 */
export async function merge({ run, started }: RunEvent, { store, now }: Setting): Promise<MergeOutcome> {
  const before = await readLastKnown(store);
  if (before?.run === run) return outcomeAt(await store.get(noticeOfRun(run)));
  const { whole, unread } = await joined(store, run);
  const config = await configIn(store);
  const today = new Date(now()).toISOString().slice(0, 10);
  const judge = (snapshot: RawSnapshot): RunResult => judged(snapshot, config, today);

  const { report, estate } = judge(whole);
  const prefix = reportsOfRun(run, started);
  const place = `s3://${store.bucket}/${prefix}`;
  const known = carriedOver(whole, before?.snapshot ?? null, unread);
  const current = known === whole ? { report, estate } : judge(known);
  const diff = before === null ? null : diffOf(before, { run, ...current });
  const notice =
    before === null || diff === null
      ? firstNotice(report, unread, place)
      : noticeOf({ diff, unread, unreadBefore: before.unread, place });

  const files = await filesOf(report, whole, diff);
  for (const folder of [prefix, latestReports]) {
    await Promise.all(files.map(({ name, body, type }) => store.put(`${folder}${name}`, body, type)));
  }
  const outcome: MergeOutcome = { notice, summary: report.summary };
  // The notice first: once the run is the last known one, it is not worked out again.
  await store.put(noticeOfRun(run), JSON.stringify(outcome), 'application/json');
  await writeLastKnown(store, { run, unread, report: current.report, snapshot: known });
  // Last of all: what the run is for stands already, should an estate take longer than the function may.
  for (const { name, body, type } of fixFiles(repaired(whole, config, today)))
    for (const folder of [prefix, latestReports]) await store.put(`${folder}${name}`, body, type);
  return outcome;
}

function outcomeAt(bytes: Uint8Array | null): MergeOutcome {
  return bytes === null
    ? { notice: null, summary: null }
    : // Written above.
      (JSON.parse(new TextDecoder().decode(bytes)) as MergeOutcome);
}

async function joined(
  store: Setting['store'],
  run: string,
): Promise<{ readonly whole: RawSnapshot; readonly unread: readonly Unread[] }> {
  const accounts = (await itemsAt(store, run, 0)).map(({ account }) => account);
  const parts = await readParts(store, run);
  const { snapshots } = readSnapshots(parts.map(({ name, text }) => ({ name, text, kind: 'snapshot' })));
  const unread = unreadAccounts(accounts, snapshots);
  if (unread.length === accounts.length) {
    const reasons = unread.slice(0, 10).map(({ account, reason }) => `  ${account}: ${reason}`);
    throw new ExpectedError(
      [`None of ${accounts.length} accounts could be read.`, ...reasons].join('\n'),
      'Roll out the member role (replint-member-role.yaml), and give it the Arn of the collector’s role and the external ID of this stack.',
    );
  }
  return { whole: mergeSnapshots(snapshots), unread };
}

async function configIn(store: Setting['store']): Promise<Config> {
  const bytes = await store.get(configFile);
  if (bytes === null) return emptyConfig;
  const { readConfig } = await import('../config/read-config.js');
  const ids = ruleFacts.map(({ id }) => id);
  return readConfig(`s3://${store.bucket}/${configFile}`, decodeInput(configFile, bytes), ids);
}

function judged(snapshot: RawSnapshot, config: Config, today: string): RunResult {
  return audit({ inputs: [inputOf(snapshot)], ...judgementOf(config, today) });
}

/** What would mend the findings. It is kept, and never applied. */
function repaired(snapshot: RawSnapshot, config: Config, today: string): Repaired {
  const inputs = [readSnapshotText(inputOf(snapshot))];
  return repair({ inputs, ...judgementOf(config, today), level: 'warning', harden: false });
}

function inputOf(snapshot: RawSnapshot): SnapshotInput {
  return { name: 'snapshot.json', kind: 'snapshot', text: snapshotText(snapshot) };
}

function judgementOf(config: Config, today: string): Omit<RunOptions, 'inputs'> {
  return {
    config,
    buckets: [],
    failOn: 'never',
    allowIncomplete: false,
    requireOrganization: config.requireOrganization ?? false,
    baseline: null,
    today,
  };
}

/** Lines and columns of findings are those of this text. */
function snapshotText(snapshot: RawSnapshot): string {
  return `${JSON.stringify(snapshot, null, 1)}\n`;
}

function diffOf(before: LastKnown, after: { run: string } & Pick<RunResult, 'report' | 'estate'>): Diff {
  const input = { name: 'before', kind: 'snapshot' as const, text: JSON.stringify(before.snapshot) };
  const changes = diffEstates(readSnapshots([input]).estate, after.estate);
  return diffReports(
    { name: `run ${before.run}`, report: before.report },
    { name: `run ${after.run}`, report: after.report },
    changes,
  );
}

interface File {
  readonly name: string;
  readonly body: string | Uint8Array;
  readonly type: string;
}

function fixFiles({ report }: Repaired): readonly File[] {
  return [
    { name: 'fix.json', body: fixJson(report), type: 'application/json' },
    { name: 'fix.md', body: fixMarkdown(report), type: 'text/markdown; charset=utf-8' },
  ];
}

async function filesOf(report: Report, whole: RawSnapshot, diff: Diff | null): Promise<readonly File[]> {
  const rendered = async (name: 'json' | 'sarif' | 'markdown'): Promise<string> =>
    (await loadReporter(name))(report, {
      rules: ruleFacts,
      color: false,
      width: 120,
      workingDirectory: process.cwd(),
      failOn: 'error',
    });
  const markdown = (change: Diff): string => renderMarkdown(change, (text) => markdownText(text, messageLimit));
  return [
    { name: 'report.json', body: await rendered('json'), type: 'application/json' },
    { name: 'report.sarif', body: await rendered('sarif'), type: 'application/sarif+json' },
    { name: 'report.md', body: await rendered('markdown'), type: 'text/markdown; charset=utf-8' },
    { name: 'snapshot.json.gz', body: gzipSync(snapshotText(whole)), type: 'application/gzip' },
    { name: 'drift.json', body: jsonText(diff), type: 'application/json' },
    {
      name: 'drift.md',
      body: diff === null ? 'The first report: there is nothing to compare it with.\n' : markdown(diff),
      type: 'text/markdown; charset=utf-8',
    },
  ];
}
