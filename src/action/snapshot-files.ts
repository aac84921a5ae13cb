import { existsSync } from 'node:fs';
import { glob, isDynamicPattern } from 'tinyglobby';
import { ExpectedError } from '../basics/expected-error.js';

/**
 * The files that lines of paths and patterns name: paths as they are given, then what each pattern matches, sorted. `!PATTERN` takes
 * files out again. A path that exists is not a pattern, whatever characters it has.
 * @throws ExpectedError for a pattern that matches nothing, so that a slip in it is no empty audit
 */
export async function snapshotFiles(lines: readonly string[], workingDirectory: string): Promise<readonly string[]> {
  const excluded = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const files = new Set<string>();
  for (const line of lines.filter((one) => !one.startsWith('!'))) {
    if (existsSync(line) || !isDynamicPattern(line)) {
      files.add(line);
      continue;
    }
    // One pattern after the other: each has to match something.
    const matched = await glob(line, { cwd: workingDirectory, ignore: excluded, expandDirectories: false });
    if (matched.length === 0) {
      throw new ExpectedError(
        `No file matches "${line}" in ${workingDirectory}.`,
        'Check out the repository or download the plan before this step, or correct the input that names it.',
      );
    }
    for (const file of matched.sort()) files.add(file);
  }
  if (files.size === 0)
    throw new ExpectedError(
      'The inputs only take files out.',
      'Name the snapshots, plans or code that are to be judged, too.',
    );
  return [...files];
}
