/** What is read is not written over: a report in the place of the snapshot that it judges would be the end of the evidence. */
import { stat } from 'node:fs/promises';
import { UsageError } from '../basics/usage-error.js';

/**
 * To be asked before the work is done.
 * @throws UsageError where an output leads to the same file as an input, under whatever name
 */
export async function ensureInputsSpared(
  outputs: readonly (string | null | undefined)[],
  inputs: readonly (string | undefined)[],
): Promise<void> {
  const read = new Map<string, string>();
  for (const input of inputs) {
    const identity = await identityOf(input);
    if (input !== undefined && identity !== null) read.set(identity, input);
  }
  for (const output of outputs) {
    const identity = await identityOf(output);
    const input = identity === null ? undefined : read.get(identity);
    if (input !== undefined)
      throw new UsageError(`The output \`${output}\` would replace the input \`${input}\`.`, 'Give another file.');
  }
}

/** Links lead to the same file as the names behind them. Null for what is not there, or not a file. */
async function identityOf(path: string | null | undefined): Promise<string | null> {
  if (path === null || path === undefined || path === '-') return null;
  const there = await stat(path, { bigint: true }).catch(() => null);
  return there?.isFile() === true ? `${there.dev}:${there.ino}` : null;
}
