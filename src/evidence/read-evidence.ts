/** Reads evidence files, found by their content, as streams: memory does not grow with them. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { ExpectedError } from '../basics/expected-error.js';
import { fileFault } from '../basics/file-fault.js';
import { shortList } from '../basics/short-list.js';
import type { S3Evidence } from '../report/evidence.js';
import { mayConcern } from './cloudtrail.js';
import {
  addInventoryRow,
  addReportRow,
  columnsByContent,
  columnsOf,
  type InventoryColumns,
  isReportRow,
} from './csv-files.js';
import {
  evidenceHelp as help,
  firstCharacter,
  gzipMagic,
  headOf,
  lastName,
  sizeOf,
  startsWith,
  textOf,
  unpackedHead,
} from './file-heads.js';
import { addParquet } from './parquet.js';
import { addRecord, type Understood } from './records.js';
import { JsonSplitter } from './split-json.js';
import { CsvSplitter } from './split-lines.js';
import { Tallies } from './tallies.js';

export interface EvidenceProgress {
  readonly file: string;
  /** Bytes of all files, as they are packed. */
  readonly bytes: number;
  readonly ofBytes: number;
}

export interface EvidenceOptions {
  /** Only what is said about objects of this key; null = all. */
  readonly key?: string | null;
  /** Paths that a folder held: what is no evidence among them is passed over. */
  readonly found?: ReadonlySet<string>;
  readonly onProgress?: (progress: EvidenceProgress) => void;
}

/** @throws ExpectedError for a file that cannot be read, or that is none of these */
export async function readEvidence(
  paths: readonly string[],
  { key = null, found = new Set(), onProgress = () => {} }: EvidenceOptions = {},
): Promise<S3Evidence> {
  const reader = new EvidenceReader(new Tallies(key), found, onProgress);
  return reader.readAll(paths);
}

class EvidenceReader {
  readonly #tallies: Tallies;
  readonly #onProgress: (progress: EvidenceProgress) => void;
  readonly #found: ReadonlySet<string>;
  readonly #notices: string[] = [];
  /** Of files that a folder held: how many say nothing, and which are no evidence. */
  #silent = 0;
  readonly #foreign: string[] = [];
  /** Columns of inventories, by how a manifest names its files. */
  readonly #schemas = new Map<string, InventoryColumns>();
  #inventory: InventoryColumns | null = null;
  #bytes = 0;
  #ofBytes = 0;

  constructor(tallies: Tallies, found: ReadonlySet<string>, onProgress: (progress: EvidenceProgress) => void) {
    this.#tallies = tallies;
    this.#found = found;
    this.#onProgress = onProgress;
  }

  async readAll(paths: readonly string[]): Promise<S3Evidence> {
    for (const path of paths) this.#ofBytes += await sizeOf(path);
    // Manifests say how the others are to be read.
    const given = new Set(paths.map(lastName));
    for (const path of paths) if (isSmallJson(await headOf(path))) await this.#readManifest(path, given);
    for (const path of paths) await this.#readOne(path);
    return this.#tallies.summedUp([...this.#notices, ...this.#noticesOfFolders()]);
  }

  async #readOne(path: string): Promise<void> {
    try {
      await this.#readFile(path, await headOf(path));
    } catch (error) {
      if (!(error instanceof NoEvidence) || !this.#found.has(path)) throw error;
      this.#foreign.push(path);
    }
  }

  /** Nothing is said of a single file among thousands. */
  #saysNothing(path: string, notice: string): void {
    if (this.#found.has(path)) this.#silent += 1;
    else this.#notices.push(notice);
  }

  #noticesOfFolders(): readonly string[] {
    const count = this.#foreign.length;
    return [
      ...(this.#silent === 0 ? [] : [`${this.#silent} of the files in folders say nothing about replication.`]),
      ...(count === 0
        ? []
        : [`${count} of the files in folders are no evidence, and were passed over: ${shortList(this.#foreign, 3)}.`]),
    ];
  }

  async #readManifest(path: string, given: ReadonlySet<string>): Promise<void> {
    if ((await sizeOf(path)) > 50_000_000) return;
    const text = await textOf(path);
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value !== 'object' || value === null) return;
      const { fileSchema, files } = value as { fileSchema?: unknown; files?: unknown };
      if (typeof fileSchema !== 'string' || !Array.isArray(files)) return;
      const keys = (files as readonly { key?: unknown }[])
        .map(({ key }) => key)
        .filter((key) => typeof key === 'string');
      const missing = keys.filter((key) => !given.has(lastName(key)));
      if (missing.length > 0) this.#notices.push(notGiven(path, missing));
      const columns = columnsOf(fileSchema.split(','));
      if (columns === null) return;
      this.#inventory = columns;
      for (const key of keys) this.#schemas.set(lastName(key), columns);
    } catch {
      // What is broken is spoken of when it is read.
    }
  }

  async #readFile(path: string, head: Uint8Array): Promise<void> {
    if (startsWith(head, 'PAR1')) {
      const hasStatus = await this.#packed(path, () => addParquet(path, this.#tallies));
      if (!hasStatus) this.#notices.push(`${path} is an inventory without replication states: it says nothing.`);
      return;
    }
    if (startsWith(head, 'ORC')) {
      this.#notices.push(`${path} is in ORC, which is not read: have the inventory written as CSV or Parquet.`);
      return;
    }
    const first = firstCharacter(await unpackedHead(path, head));
    if (first === '') this.#saysNothing(path, `${path} is empty: it says nothing.`);
    else if (first === '{' || first === '[') await this.#readJson(path);
    else await this.#readCsv(path);
  }

  async #packed<T>(path: string, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      throw new ExpectedError(
        `${path} looks like Parquet and cannot be read: ${(error as Error).message.slice(0, 200)}.`,
        help,
        {
          cause: error,
        },
      );
    }
  }

  async #readJson(path: string): Promise<void> {
    const seen: Record<Understood, number> = { counted: 0, other: 0, foreign: 0 };
    let isBroken = 0;
    let isManifest = false;
    const splitter = new JsonSplitter((text) => {
      const isTrail = text.includes('"eventSource"') && text.includes('"eventVersion"');
      if (isTrail && !mayConcern.test(text) && !text.includes('eplication')) {
        seen.other += 1;
        return;
      }
      try {
        const record: unknown = JSON.parse(text);
        if (seen.counted + seen.other + seen.foreign === 0) isManifest = isManifestOf(record);
        seen[addRecord(record, this.#tallies)] += 1;
      } catch {
        isBroken += 1;
      }
    });
    await this.#stream(path, splitter);
    if (isManifest) return;
    const passedOver = isBroken + splitter.skipped + (seen.counted + seen.other === 0 ? 0 : seen.foreign);
    if (seen.counted + seen.other === 0) throw foreign(path, seen.foreign + isBroken + splitter.skipped > 0);
    if (passedOver > 0) this.#notices.push(`${passedOver} records of ${path} cannot be read, and are not counted.`);
    if (seen.counted === 0) this.#saysNothing(path, `${path} holds events, and none about replication.`);
  }

  async #readCsv(path: string): Promise<void> {
    let columns = this.#schemas.get(lastName(path)) ?? null;
    let rows = 0;
    let counted = 0;
    let waiting = 0;
    const splitter = new CsvSplitter((fields) => {
      rows += 1;
      if (isReportRow(fields)) {
        addReportRow(fields, this.#tallies);
        counted += 1;
        return;
      }
      if (rows === 1) columns ??= columnsOf(fields);
      columns ??= this.#inventory ?? columnsByContent(fields);
      if (columns === null) waiting += 1;
      // That a deletion is replicated says nothing about objects.
      else if (fields[columns.marker] !== 'true')
        addInventoryRow(
          fields[columns.bucket] ?? '',
          decoded(fields[columns.key] ?? ''),
          fields[columns.status] ?? '',
          this.#tallies,
        );
      if (columns !== null) counted += 1;
    });
    await this.#stream(path, splitter);
    if (counted === 0) throw foreign(path, rows > 0);
    const passedOver = splitter.skipped + (columns === null ? waiting : 0);
    if (passedOver > 0) this.#notices.push(`${passedOver} rows of ${path} cannot be read, and are not counted.`);
  }

  async #stream(path: string, splitter: { write(chunk: Uint8Array): void; end(): void }): Promise<void> {
    const isPacked = startsWith(await headOf(path), gzipMagic);
    const file = createReadStream(path, { highWaterMark: 1 << 18 });
    const stated = async function* (this: void, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
      for await (const chunk of chunks) {
        count(chunk.length);
        yield chunk;
      }
    };
    const count = (bytes: number): void => {
      this.#bytes += bytes;
      this.#onProgress({ file: path, bytes: this.#bytes, ofBytes: this.#ofBytes });
    };
    const take = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
      for await (const chunk of chunks) splitter.write(chunk);
    };
    try {
      if (isPacked) await pipeline(file, stated, createGunzip(), take);
      else await pipeline(file, stated, take);
    } catch (error) {
      // What was read until then is counted: a log that is still being written ends in the middle.
      this.#notices.push(`${path} cannot be read to its end: ${fileFault(error)}.`);
    }
    splitter.end();
  }
}

/** The file is none of the forms that are read. */
class NoEvidence extends ExpectedError {}

function foreign(path: string, hasContent: boolean): NoEvidence {
  return new NoEvidence(`${path} ${hasContent ? 'holds nothing that S3 said about replication' : 'is empty'}.`, help);
}

function isManifestOf(record: unknown): boolean {
  return typeof record === 'object' && record !== null && ('fileSchema' in record || 'ReportSchema' in record);
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}

function isSmallJson(head: Uint8Array): boolean {
  return head[0] === 0x7b && Buffer.from(head).toString('latin1').includes('"fileSchema"');
}

function notGiven(manifest: string, missing: readonly string[]): string {
  const files = missing.length === 1 ? 'a file that is not given' : `${missing.length} files that are not given`;
  return `${manifest} lists ${files}, and says nothing itself: give the files of the inventory, too (${shortList(missing.map(lastName), 3)}).`;
}
