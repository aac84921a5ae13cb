import { maxBytes, tooLarge } from '../sources/files/decode.js';

/**
 * All of standard input.
 * @throws UnreadableInput as soon as it holds more than any input may
 */
export async function standardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    length += bytes.length;
    if (length > maxBytes) throw tooLarge('-');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
