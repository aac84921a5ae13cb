/** What the library takes for a snapshot: its text, its bytes, or the parsed JSON; and what it says about anything else. */
import { ExpectedError } from './basics/expected-error.js';
import { decodeInput } from './sources/files/read-input.js';
import type { SnapshotInput } from './sources/snapshot/read-snapshot-text.js';

/**
 * A snapshot of format `replint-snapshot/1`: the text of its file, the file's bytes (UTF-8 or UTF-16, gzip or not), or the object that
 * `JSON.parse` gave. Lines in findings are those of the text; of an object they are those of its JSON with two blanks.
 */
export type SnapshotSource = string | Uint8Array | object;

/** It got something that cannot be a snapshot, and says what it is. */
export class NotASnapshot extends ExpectedError {
  override readonly name = 'NotASnapshot';
}

const takes = 'It takes the text of a snapshot, its bytes, or the parsed JSON.';

/**
 * Snapshots as the reader takes them, named `snapshot-1`, `snapshot-2` … in messages.
 * @param caller of the library's function, for messages
 * @throws NotASnapshot
 */
export function snapshotInputs(caller: string, sources: readonly SnapshotSource[]): readonly SnapshotInput[] {
  if (!Array.isArray(sources))
    throw new NotASnapshot(`${caller} got ${described(sources)} in place of a list.`, `Put it in a list. ${takes}`);
  return (sources as readonly SnapshotSource[]).map((source, index) => {
    const name = `snapshot-${index + 1}`;
    return { name, kind: 'snapshot', text: textOf(caller, name, source) };
  });
}

function textOf(caller: string, name: string, source: unknown): string {
  if (typeof source === 'string') {
    refusePath(caller, name, source);
    return source;
  }
  if (source instanceof Uint8Array) return decodeInput(name, source);
  if (typeof source !== 'object' || source === null || source instanceof Promise || Array.isArray(source))
    throw new NotASnapshot(`${caller} got ${described(source)} as ${name}.`, takes);
  try {
    return JSON.stringify(source, null, 2);
  } catch (error) {
    throw new NotASnapshot(`${caller} got an object that is not JSON as ${name}.`, takes, { cause: error });
  }
}

/** A short line that is no JSON and looks like a path was meant to be read first. */
function refusePath(caller: string, name: string, text: string): void {
  if (text.length > 1000 || !/^[^\s{["][^\n{}]*$/u.test(text) || !/[./\\]/u.test(text)) return;
  throw new NotASnapshot(
    `${caller} got ${JSON.stringify(text.slice(0, 200))} as ${name}, which looks like the path of a file.`,
    `Read the file first: readFileSync(path). ${takes}`,
  );
}

function described(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Promise) return 'a promise (await it)';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Uint8Array) return 'bytes';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
