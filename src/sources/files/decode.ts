/** From bytes to text: unpacked where they are gzip, whatever the name. */
import { gunzipSync } from 'node:zlib';
import { ExpectedError } from '../../basics/expected-error.js';
import { codeOf } from '../../basics/file-fault.js';

/** An input that cannot be read at all. */
export class UnreadableInput extends ExpectedError {
  override readonly name = 'UnreadableInput';
}

/** A JavaScript string ends at 2²⁹ characters, in all versions of Node that are supported. */
export const maxBytes = 500_000_000;

export function shown(name: string): string {
  return name === '-' ? 'Standard input' : name;
}

export interface Decoded {
  /** Null where the bytes are not text in UTF-8 or UTF-16. */
  readonly text: string | null;
  /** Unpacked. */
  readonly bytes: Uint8Array;
}

/**
 * @param bytes plain or gzip, UTF-8 or UTF-16
 * @param limit of what is unpacked, in bytes
 * @throws UnreadableInput where they cannot be unpacked, or hold more than the limit
 */
export function decode(name: string, bytes: Uint8Array, limit: number = maxBytes): Decoded {
  const plain = isGzip(bytes) ? unzip(name, bytes, limit) : bytes;
  if (plain.length > limit) throw tooLarge(name);
  try {
    return { bytes: plain, text: new TextDecoder(encodingOf(plain), { fatal: true }).decode(plain) };
  } catch {
    return { bytes: plain, text: null };
  }
}

/**
 * The text of an input.
 * @throws UnreadableInput also where it is not a text
 */
export function decodeInput(name: string, bytes: Uint8Array): string {
  const { text } = decode(name, bytes);
  if (text !== null) return text;
  throw new UnreadableInput(
    `${shown(name)} is not a text in UTF-8 or UTF-16.`,
    'Name a snapshot file; gzip is recognised by its content.',
  );
}

function startsWith(bytes: Uint8Array, ...start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** By the byte order mark, which PowerShell writes when it redirects what the AWS CLI prints. UTF-8 where there is none. */
function encodingOf(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  return startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : 'utf-8';
}

export function isGzip(bytes: Uint8Array): boolean {
  return startsWith(bytes, 0x1f, 0x8b);
}

/** By what it begins with: nothing that is read from a folder looks like this, and archives can be large. */
export function isBinary(head: Uint8Array): boolean {
  if (isGzip(head) || encodingOf(head) !== 'utf-8') return false;
  return head.includes(0);
}

export function tooLarge(name: string, cause?: unknown): UnreadableInput {
  return new UnreadableInput(
    `${shown(name)} holds more than ${maxBytes / 1e6} MB.`,
    'Split it by account: several snapshots are read as one estate.',
    { cause },
  );
}

function unzip(name: string, bytes: Uint8Array, limit: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(name, error);
    throw new UnreadableInput(
      `${shown(name)} begins like gzip and cannot be unpacked.`,
      'Pack it again, or give the plain file.',
      { cause: error },
    );
  }
}
