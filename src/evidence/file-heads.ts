/** First looks at a file: how long it is, and how it begins. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { constants, createGunzip } from 'node:zlib';
import { ExpectedError } from '../basics/expected-error.js';
import { fileFault } from '../basics/file-fault.js';

export const gzipMagic = '\u001f\u008b';

/** What to give. */
export const evidenceHelp =
  'Give failure events, CloudTrail logs, completion reports of Batch Replication, or inventories (CSV, Parquet), plain or gzip; or a folder of them.';

export async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    throw new ExpectedError(`Cannot read ${path}: ${fileFault(error)}.`, evidenceHelp, { cause: error });
  });
  if (!found.isFile()) throw new ExpectedError(`Cannot read ${path}: it is not a file.`, evidenceHelp);
  return found.size;
}

export async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4096), 0, 4096);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

export async function unpackedHead(path: string, head: Uint8Array): Promise<string> {
  if (!startsWith(head, gzipMagic)) return new TextDecoder().decode(head);
  for await (const chunk of createReadStream(path, { end: 65_535 })
    .pipe(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }))
    .on('error', () => {}))
    return new TextDecoder().decode(chunk as Uint8Array);
  return '';
}

export async function textOf(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export function firstCharacter(text: string): string {
  return text
    .replace(/^\ufeff/u, '')
    .trimStart()
    .slice(0, 1);
}

export function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((letter, index) => bytes[index] === letter.charCodeAt(0));
}

export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
