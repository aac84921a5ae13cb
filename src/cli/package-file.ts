import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ExpectedError } from '../basics/expected-error.js';

/** Beside the bundle's folder, or beside the sources'. */
const roots = ['../', '../../'];

/**
 * The path of a file that ships with the package.
 * @param path relative to the package, `docs/rules/README.md`
 * @throws ExpectedError where the installation lacks it
 */
export function packageFile(path: string): string {
  const found = roots
    .map((root) => fileURLToPath(new URL(`${root}${path}`, import.meta.url)))
    .find((each) => existsSync(each));
  if (found === undefined)
    throw new ExpectedError(`${path} is missing from this installation.`, 'Install replint again.');
  return found;
}
