import { writeWhole } from '../../output/write-file.js';

/**
 * To a file, whole, or to standard output where none is named or it is `-`.
 * @throws OutputError
 */
export async function writeText(output: string | undefined, text: string): Promise<void> {
  if (output === undefined || output === '-') process.stdout.write(text);
  else await writeWhole(output, text);
}
