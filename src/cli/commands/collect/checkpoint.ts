/** What a collection has read so far, kept beside its output: a run that is killed loses less than a minute. */
import { access, rm } from 'node:fs/promises';
import { destinationOf } from '../../../output/destination.js';
import { terminalBlock } from '../../../reporters/escape/terminal.js';
import { writeSnapshot } from '../../writing/write-snapshot.js';

export interface Checkpoint {
  readonly save: (snapshot: object) => Promise<void>;
  /** Once the output is written. */
  readonly remove: () => Promise<void>;
}

/**
 * `FILE.part` beside the output; null where the output is a stream.
 * @param resumed - the file that is continued: it may be the checkpoint itself
 * @param resumeCommand - what to type to continue a file
 */
export async function checkpointOf(
  output: string,
  resumed: string | undefined,
  resumeCommand: (path: string) => string,
): Promise<Checkpoint | null> {
  if (output === '-' || (await destinationOf(output)).kind === 'stream') return null;
  const path = `${output}.part`;
  if (path !== resumed && (await fileExists(path))) process.stderr.write(leftBehind(path, resumeCommand(path)));
  let hasFailed = false;
  return {
    save: async (snapshot) => {
      try {
        // Packed or not is told by the bytes, whatever the name.
        await writeSnapshot(path, snapshot);
      } catch (error) {
        // The run goes on: its output may still be written.
        if (!hasFailed && error instanceof Error)
          process.stderr.write(`${terminalBlock(`No checkpoint is written: ${error.message}`)}\n`);
        hasFailed = true;
      }
    },
    remove: () => rm(path, { force: true }),
  };
}

function leftBehind(path: string, again: string): string {
  return `${terminalBlock(`${path} holds what an earlier run had read when it was stopped. To continue it instead: ${again}`)}\n`;
}

function fileExists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
