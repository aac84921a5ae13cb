/** Where what stands in the job's bucket. */
import { createHash } from 'node:crypto';

/** Evidence of one run of the state machine. */
export function runPrefix(run: string): string {
  return `runs/${run}/`;
}
/** What is read in a round: in round 0 all accounts, in later ones what earlier rounds led to. The Distributed Map reads it. */
export function itemsOfRound(run: string, round: number): string {
  return `${runPrefix(run)}items/${round}.json`;
}
export function partsOfRun(run: string): string {
  return `${runPrefix(run)}parts/`;
}
export function noticeOfRun(run: string): string {
  return `${runPrefix(run)}notice.json`;
}

/** Findings for AWS Security Hub, in batches that it takes. The Distributed Map reads it. */
export function findingsOfRun(run: string): string {
  return `${runPrefix(run)}security-hub.json`;
}

/** What AWS Config records of an account, where an aggregator was asked. */
export function recordedOf(run: string, account: string): string {
  return `${runPrefix(run)}config/${account}.json.gz`;
}

/** The same for every attempt at the same batch, so that the next attempt goes on where the last one ended. */
export function partOfBatch(run: string, round: number, items: readonly unknown[]): string {
  const name = createHash('sha256').update(JSON.stringify(items)).digest('hex').slice(0, 16);
  return `${partsOfRun(run)}${round}-${name}.json.gz`;
}

/** @param started - RFC 3339 */
export function reportsOfRun(run: string, started: string): string {
  return `reports/${started.slice(0, 10).replaceAll('-', '/')}/${run}/`;
}

export const latestReports = 'latest/';

/** What is known last of every account: what the next run is compared with. */
export const lastKnown = 'state/last-known.json.gz';

/** Numbers of the runs that there were. */
export const historyFile = 'state/history.json';

/** Written by people, read by the job. */
export const configFile = 'config/replint.config.yaml';
