/**
 * Rows of completion reports of Batch Replication and of inventories.
 * Source: Amazon S3 User Guide, "Examples: S3 Batch Operations completion reports" (its schema and its rows differ in the order of two
 * fields), "Amazon S3 Inventory" (columns are named in the manifest's `fileSchema`; keys are URL-encoded).
 */
import { failureReasons } from '../replication/failure-reasons.js';
import type { Statement, Tallies } from './tallies.js';
import { decodedKey } from './values.js';

const known = new Set(failureReasons.map(({ code }) => code));

/** A code of S3's own, wherever it stands in the text. */
export function reasonIn(...texts: readonly string[]): string | null {
  for (const text of texts)
    for (const [word] of text.slice(0, 2000).matchAll(/[A-Za-z]{6,80}/gu)) if (known.has(word)) return word;
  return null;
}

const tasks = /^(?:succeeded|failed)$/iu;

/** `Bucket, Key, VersionId, TaskStatus, ErrorCode, HTTPStatusCode, ResultMessage`: the status of the task is in the fourth field. */
export function isReportRow(fields: readonly string[]): boolean {
  return fields.length >= 6 && fields.length <= 8 && tasks.test(fields[3] ?? '');
}

export function addReportRow(fields: readonly string[], tallies: Tallies): void {
  const [bucket = '', key = '', , status = '', one = '', other = '', message = ''] = fields;
  const code = /^\d*$/u.test(one) ? other : one;
  const isFailed = status.toLowerCase() === 'failed';
  tallies.add({
    ...nothing,
    bucket,
    key: decodedKey(key),
    outcome: isFailed ? 'failed' : 'completed',
    reason: isFailed ? (reasonIn(code, message) ?? (code === '' ? null : code)) : null,
  });
}

const nothing: Omit<Statement, 'bucket' | 'key' | 'outcome'> = {
  destination: null,
  replicationRule: null,
  role: null,
  time: null,
  reason: null,
  denial: null,
};

/** Where the columns stand, 0-based. */
export interface InventoryColumns {
  readonly bucket: number;
  readonly key: number;
  readonly status: number;
  /** Whether the version is a delete marker; -1 = not said. */
  readonly marker: number;
}

/** Of a manifest's `fileSchema`, or the first row where that names the columns. */
export function columnsOf(names: readonly string[]): InventoryColumns | null {
  const plain = names.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[^a-z]/gu, ''),
  );
  const status = plain.indexOf('replicationstatus');
  const bucket = plain.indexOf('bucket');
  const key = plain.indexOf('key');
  return status === -1 || bucket === -1 || key === -1
    ? null
    : { bucket, key, status, marker: plain.indexOf('isdeletemarker') };
}

const statuses = /^(?:COMPLETED?|FAILED|PENDING|REPLICA)$/u;

/** Without a manifest: bucket and key come first, and the status tells itself; null where this row has none. */
export function columnsByContent(fields: readonly string[]): InventoryColumns | null {
  const status = fields.findIndex((field) => statuses.test(field));
  // Of an inventory of all versions: bucket, key, version, whether it is the latest, whether it is a delete marker.
  const isOfVersions = [fields[3], fields[4]].every((field) => field === 'true' || field === 'false');
  return status < 2 ? null : { bucket: 0, key: 1, status, marker: isOfVersions ? 4 : -1 };
}

export function addInventoryRow(bucket: string, key: string, status: string, tallies: Tallies): void {
  if (status !== 'FAILED' && status !== 'COMPLETED' && status !== 'COMPLETE') return;
  tallies.add({
    ...nothing,
    bucket,
    key,
    outcome: status === 'FAILED' ? 'failed' : 'completed',
    reason: status === 'FAILED' ? 'status FAILED' : null,
  });
}
