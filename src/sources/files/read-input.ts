/** Reads inputs: files, gzip or not, and standard input. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { ExpectedError } from '../../basics/expected-error.js';
import { codeOf, fileFault } from '../../basics/file-fault.js';

export interface InputText {
  /** As given: a path, or `-`. */
  readonly name: string;
  readonly text: string;
}

/** An input that cannot be read at all. */
export class UnreadableInput extends ExpectedError {
  override readonly name = 'UnreadableInput';
}

/** A JavaScript string ends at 2²⁹ characters, in all versions of Node that are supported. */
const maxBytes = 500_000_000;

const snapshotAdvice = 'Name a snapshot file, as `replint collect -o FILE` writes it, or `-` for standard input.';

/**
 * @param advice - what to do about a file that cannot be read
 * @throws UnreadableInput
 */
export async function readInputs(
  names: readonly string[],
  stdin: () => Promise<Uint8Array>,
  advice: string = snapshotAdvice,
): Promise<readonly InputText[]> {
  const seen = new Set<string>();
  const inputs: InputText[] = [];
  for (const name of names) {
    if (seen.has(name)) throw new UnreadableInput(`${shown(name)} is given twice.`, 'Give each input once.');
    seen.add(name);
    inputs.push({ name, text: decodeInput(name, name === '-' ? await stdin() : await bytesOf(name, advice)) });
  }
  return inputs;
}

function shown(name: string): string {
  return name === '-' ? 'Standard input' : name;
}

async function bytesOf(path: string, advice: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const isTooLarge = codeOf(error) === 'ERR_FS_FILE_TOO_LARGE';
    const fault = isTooLarge ? `it is larger than ${maxBytes / 1e6} MB` : fileFault(error);
    throw new UnreadableInput(`Cannot read ${path}: ${fault}.`, advice, { cause: error });
  }
}

/**
 * The text of an input.
 * @param bytes - plain or gzip, UTF-8 or UTF-16
 * @throws UnreadableInput
 */
export function decodeInput(name: string, bytes: Uint8Array): string {
  const plain = isGzip(bytes) ? unzip(name, bytes) : bytes;
  if (plain.length > maxBytes) throw tooLarge(name);
  try {
    return new TextDecoder(encodingOf(plain), { fatal: true }).decode(plain);
  } catch (error) {
    throw new UnreadableInput(
      `${shown(name)} is no text in UTF-8 or UTF-16.`,
      'Name a snapshot file; gzip is recognised by its content.',
      { cause: error },
    );
  }
}

function startsWith(bytes: Uint8Array, ...start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** By the byte order mark, which PowerShell writes when it redirects what the AWS CLI prints. UTF-8 where there is none. */
function encodingOf(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  return startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : 'utf-8';
}

function isGzip(bytes: Uint8Array): boolean {
  return startsWith(bytes, 0x1f, 0x8b);
}

function tooLarge(name: string, cause?: unknown): UnreadableInput {
  return new UnreadableInput(
    `${shown(name)} holds more than ${maxBytes / 1e6} MB.`,
    'Split it by account: several snapshots are read as one estate.',
    { cause },
  );
}

function unzip(name: string, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(name, error);
    throw new UnreadableInput(
      `${shown(name)} begins like gzip and cannot be unpacked.`,
      'Pack it again, or give the plain file.',
      { cause: error },
    );
  }
}
