/**
 * Last step: joins the snapshots of all batches and judges the whole, since replication crosses accounts; writes the reports; says what
 * changed since the last run.
 */
import { diffEstates } from '../diff/diff-estates.js';
import { diffReports } from '../diff/diff-reports.js';
import type { Diff } from '../diff/model.js';
import { emptyConfig, type Config } from '../config/model.js';
import { historyPoint } from '../reporters/view/history.js';
import type { Report } from '../report/model.js';
import { mergeSnapshots } from '../sources/snapshot/merge-snapshots.js';
import { readSnapshots } from '../sources/snapshot/read-snapshot.js';
import type { RawSnapshot } from '../sources/snapshot/snapshot-shape.js';
import { ExpectedError } from '../basics/expected-error.js';
import { decodeInput } from '../sources/files/read-input.js';
import { ruleFacts } from '../rule-facts.js';
import { run as audit, type RunOptions, type RunResult } from '../run.js';
import { repair, type Repaired } from '../repair.js';
import { readSnapshotText, type SnapshotInput } from '../sources/snapshot/read-snapshot-text.js';
import type { RunEvent } from './events.js';
import { readHistory, withRun, writeHistory } from './reports/history.js';
import { itemsAt } from './items.js';
import { carriedOver, readLastKnown, writeLastKnown, type LastKnown } from './last-known.js';
import { firstNotice, noticeOf, type Notice } from './reports/notice.js';
import { readParts } from './parts.js';
import { configFile, findingsOfRun, latestReports, noticeOfRun, reportsOfRun } from './places.js';
import { filesOf, fixFiles, type File } from './reports/report-files.js';
import { findingBatches, type Reports } from './reports/security-hub.js';
import { unreadAccounts, type Unread } from './unread.js';
import type { Setting } from './setting.js';

export interface MergeOutcome {
  /** What people are to be told; null = nothing changed. */
  readonly notice: Notice | null;
  readonly summary: Report['summary'] | null;
  /** Batches of findings that the state machine imports into AWS Security Hub; 0 = none. */
  readonly findingBatches: number;
}

/**
 * May be tried again: a run that has already been compared is not compared with itself, its notice is given back.
 * @throws ExpectedError where no account was read, or the configuration is faulty
 */
export async function merge({ run, started }: RunEvent, setting: Setting): Promise<MergeOutcome> {
  const { store, now } = setting;
  const before = await readLastKnown(store);
  if (before?.run === run) return outcomeAt(await store.get(noticeOfRun(run)));
  const { whole, unread } = await joined(store, run);
  const config = await configIn(store);
  const today = new Date(now()).toISOString().slice(0, 10);
  const judge = (snapshot: RawSnapshot): RunResult => judged(snapshot, config, today);

  const { report, estate } = judge(whole);
  const place = { latest: latestReports, dated: reportsOfRun(run, started) };
  const known = carriedOver(whole, before?.snapshot ?? null, unread);
  const current = known === whole ? { report, estate } : judge(known);
  const diff = before === null ? null : diffOf(before, { run, ...current });
  const named = `s3://${store.bucket}/${place.dated}`;
  const notice =
    before === null || diff === null
      ? firstNotice(report, unread, named)
      : noticeOf({ diff, unread, unreadBefore: before.unread, place: named });

  const history = withRun(await readHistory(store), { run, ...historyPoint(started, report) });
  await writeFiles(await filesOf({ report, snapshot: snapshotText(whole), diff, history }), place, setting);
  const reports = { fresh: report, current: current.report, before: before?.report ?? null };
  const outcome = { notice, summary: report.summary, findingBatches: await writeBatches(run, reports, setting) };
  // The notice first: once the run is the last known one, it is not worked out again.
  await store.put(noticeOfRun(run), JSON.stringify(outcome), 'application/json');
  await writeHistory(store, history);
  await writeLastKnown(store, { run, unread, report: current.report, snapshot: known });
  // Last of all: what the run is for stands already, should an estate take longer than the function may.
  await writeFiles(fixFiles(repaired(whole, judgementOf(config, today), report)), place, setting);
  return outcome;
}

interface Place {
  readonly latest: string;
  /** Written once. */
  readonly dated: string;
}

/** @throws ExpectedError where a dated report is there already, and says something else */
async function writeFiles(files: readonly File[], { latest, dated }: Place, { store, settings, now }: Setting) {
  const { reportLock } = settings;
  const lock = reportLock === null ? null : { mode: reportLock.mode, until: now() + reportLock.days * day };
  const kept = await Promise.all(files.map(({ name, body, type }) => store.keep(`${dated}${name}`, body, type, lock)));
  const other = files.filter((_, index) => kept[index] === 'other').map(({ name }) => name);
  if (other.length > 0) {
    throw new ExpectedError(
      `s3://${store.bucket}/${dated} holds another ${other.join(', ')} already.`,
      'A report is never overwritten: start a run under another name.',
    );
  }
  await Promise.all(files.map(({ name, body, type }) => store.put(`${latest}${name}`, body, type)));
}

const day = 86_400_000;

/** @returns how many */
async function writeBatches(run: string, reports: Reports, { store, settings, now }: Setting): Promise<number> {
  if (settings.importer === null) return 0;
  const batches = findingBatches(reports, settings.importer, new Date(now()).toISOString());
  await store.put(findingsOfRun(run), JSON.stringify(batches), 'application/json');
  return batches.length;
}

function outcomeAt(bytes: Uint8Array | null): MergeOutcome {
  return bytes === null
    ? { notice: null, summary: null, findingBatches: 0 }
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
function repaired(snapshot: RawSnapshot, judgement: Omit<RunOptions, 'inputs'>, audited: Report): Repaired {
  const inputs = [readSnapshotText(inputOf(snapshot))];
  // A snapshot holds no stand-ins.
  return repair({ inputs, ...judgement, level: 'warning', harden: false, audited });
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
