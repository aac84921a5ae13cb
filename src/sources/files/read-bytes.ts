/** The bytes of one file. Devices and pipes are refused: nobody knows when they end. */
import { open, stat } from 'node:fs/promises';
import { codeOf, fileFault } from '../../basics/file-fault.js';
import type { Budget } from './budget.js';
import { isBinary, UnreadableInput } from './decode.js';

const headLength = 4096;
const chunkLength = 1 << 20;

/**
 * @param isWanted by its first bytes; null is given back for what is not wanted
 * @throws UnreadableInput with `advice`
 */
export async function readBytes(
  path: string,
  budget: Budget,
  advice: string,
  isWanted: (head: Uint8Array) => boolean = () => true,
): Promise<Uint8Array | null> {
  if (path === '')
    throw new UnreadableInput('A file is named by an empty text.', 'If a variable holds the name, it is empty.');
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new UnreadableInput(`Cannot read ${path}: it is a folder.`, advice);
    if (!found.isFile())
      throw new UnreadableInput(
        `Cannot read ${path}: it is a device, a pipe or a socket.`,
        'Give a file, or `-` for standard input.',
      );
    const file = await open(path, 'r');
    try {
      const chunks: Buffer[] = [];
      for (let length = headLength; ; length = chunkLength) {
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length);
        if (bytesRead === 0) return Buffer.concat(chunks);
        const chunk = buffer.subarray(0, bytesRead);
        if (chunks.length === 0 && !isWanted(chunk)) return null;
        budget.take(bytesRead, path);
        chunks.push(chunk);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof UnreadableInput) throw error;
    throw new UnreadableInput(`Cannot read ${path}: ${faultOf(error)}.`, advice, { cause: error });
  }
}

function faultOf(error: unknown): string {
  return codeOf(error) === 'ELOOP' ? 'its symbolic links lead in a circle' : fileFault(error);
}

/** For files that were found rather than named. */
export function isTextual(head: Uint8Array): boolean {
  const isZip = head[0] === 0x50 && head[1] === 0x4b;
  return !isZip && !isBinary(head);
}
