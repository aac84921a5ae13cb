/** Reads inputs: files, gzip or not, and standard input. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { ExpectedError } from '../expected-error.js';

export interface InputText {
  /** As given: a path, or `-`. */
  readonly name: string;
  readonly text: string;
}

/** An input that cannot be read at all. */
export class UnreadableInput extends ExpectedError {
  override readonly name = 'UnreadableInput';
}

/** Larger snapshots are split by account or bucket instead. */
const maxBytes = 1_000_000_000;

/** @throws UnreadableInput */
export async function readInputs(
  names: readonly string[],
  stdin: () => Promise<Uint8Array>,
): Promise<readonly InputText[]> {
  const seen = new Set<string>();
  const inputs: InputText[] = [];
  for (const name of names) {
    if (seen.has(name)) throw new UnreadableInput(`${shown(name)} is given twice.`, 'Give each input once.');
    seen.add(name);
    inputs.push({ name, text: decode(name, name === '-' ? await stdin() : await bytesOf(name)) });
  }
  return inputs;
}

const shown = (name: string): string => (name === '-' ? 'Standard input' : name);

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'reading it is not permitted',
    };
    throw new UnreadableInput(
      `Cannot read ${path}: ${reasons[code] ?? code}.`,
      'Name a snapshot file, as `replint collect -o FILE` writes it, or `-` for standard input.',
      { cause: error },
    );
  }
}

function decode(name: string, bytes: Uint8Array): string {
  const plain = isGzip(bytes) ? unzip(name, bytes) : bytes;
  if (plain.length > maxBytes)
    throw new UnreadableInput(`${shown(name)} is larger than ${maxBytes / 1e6} MB.`, 'Split it by account.');
  if (plain[0] === 0xff && plain[1] === 0xfe) return new TextDecoder('utf-16le').decode(plain);
  if (plain[0] === 0xfe && plain[1] === 0xff) return new TextDecoder('utf-16be').decode(plain);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch (error) {
    throw new UnreadableInput(
      `${shown(name)} is no text in UTF-8.`,
      'Name a snapshot file; gzip is recognised by its content.',
      { cause: error },
    );
  }
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function unzip(name: string, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    throw new UnreadableInput(
      `${shown(name)} begins like gzip and cannot be unpacked.`,
      'Pack it again, or give the plain file.',
      { cause: error },
    );
  }
}
