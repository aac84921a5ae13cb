/** `replint policy --commands`: the script that reads a set-up, or what an input lacks. */
import { bucketNames } from '../../../run/bucket-names.js';
import { standardInput } from '../../../run/standard-input.js';
import { missingReads } from '../../../sources/cli-answers/commands/command-lines.js';
import { missingScript, setUpScript } from '../../../sources/cli-answers/commands/script.js';
import { readInputFiles } from '../../../sources/files/read-input.js';
import { joinReadings } from '../../../sources/join-readings.js';
import { readFiles } from '../../../sources/recognise.js';

/**
 * @param inputs - none: everything is to be read
 * @throws ExpectedError
 */
export async function readCommands(inputs: readonly string[], buckets: readonly string[]): Promise<string> {
  const names = bucketNames(buckets);
  if (inputs.length === 0) return setUpScript(names);
  const [only] = names;
  const options = names.length === 1 && only !== undefined ? { bucket: only } : {};
  const readings = await readFiles(await readInputFiles(inputs, standardInput), options);
  const reads = missingReads(joinReadings(readings).estate, names);
  if (reads.length === 0) return '# The inputs lack nothing that an AWS CLI command could read: audit them.\n';
  return missingScript(reads);
}
