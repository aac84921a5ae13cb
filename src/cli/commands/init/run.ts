/** `replint init`: a configuration in which everything is explained and nothing is set. */
import { existsSync } from 'node:fs';
import { ExpectedError } from '../../../basics/expected-error.js';
import { writeText } from '../../writing/write-text.js';
import { configurationTemplate } from './template.js';

/** The exit code. */
export async function writeConfiguration(file: string, isForced: boolean): Promise<0> {
  if (file.endsWith('.json'))
    throw new ExpectedError(
      `${file}: a JSON file cannot hold the explanations.`,
      'Name a file that ends in .yaml: `replint init`.',
    );
  if (file !== '-' && !isForced && existsSync(file))
    throw new ExpectedError(
      `${file} already exists.`,
      'Look at it, or replace it with `replint init --force`. `replint init -` shows what would be written.',
    );
  await writeText(file, configurationTemplate);
  if (file !== '-')
    process.stdout.write(`Wrote ${file}. Every setting is commented out: remove the # from what you need.\n`);
  return 0;
}
