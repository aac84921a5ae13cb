import { readFile, stat } from 'node:fs/promises';
import { dirname, join, parse, relative, resolve } from 'node:path';
import { lilconfig } from 'lilconfig';
import { ExpectedError } from '../basics/expected-error.js';
import { fileFault } from '../basics/file-fault.js';
import { emptyConfig, type Config } from './model.js';

const searchPlaces = ['replint.config.yaml', 'replint.config.yml', 'replint.config.json'];
const mostBytes = 4 * 1024 * 1024;

/** Where to look for the configuration, and what it may name. */
export interface ConfigSearch {
  /** Path as given; null = the nearest file, upward from the working directory, no further than the repository's root. */
  readonly file: string | null;
  /** Absolute path. */
  readonly workingDirectory: string;
  readonly ruleIds: readonly string[];
}

/** The nearest folder upward that holds `.git`, be it a folder, or the file of a worktree or submodule; the file system's root without. */
async function furthest(folder: string): Promise<string> {
  const isThere = await stat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
  return isThere || folder === parse(folder).root ? folder : furthest(dirname(folder));
}

/**
 * The nearest configuration file, as a person in the working directory would name it; null where there is none.
 * @param workingDirectory absolute path
 */
export async function findConfigFile(workingDirectory: string): Promise<string | null> {
  const keepText = (_path: string, text: string) => text;
  const loaders = { '.yaml': keepText, '.yml': keepText, '.json': keepText };
  const search = lilconfig('replint', {
    searchPlaces,
    loaders,
    stopDir: await furthest(workingDirectory),
    ignoreEmptySearchPlaces: false,
  });
  const found = await search.search(workingDirectory);
  return found === null ? null : relative(workingDirectory, found.filepath);
}

/** @param name as people are told */
async function textOf(name: string, file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > mostBytes)
      throw new ExpectedError(
        `The configuration ${name} is larger than ${mostBytes} bytes.`,
        'Name another file: `replint init` writes one with every setting.',
      );
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    throw new ExpectedError(
      `Cannot read the configuration ${name}: ${fileFault(error)}.`,
      'Name a file in YAML or JSON, or name none: the nearest replint.config.{yaml,yml,json} is taken.',
      { cause: error },
    );
  }
}

/**
 * The configuration that holds for a run.
 * @throws ExpectedError where a file that was named, or found, cannot be read; ConfigurationError where it is faulty
 */
export async function findConfig({ file, workingDirectory, ruleIds }: ConfigSearch): Promise<Config> {
  const path = file ?? (await findConfigFile(workingDirectory));
  if (path === null) return emptyConfig;
  const text = await textOf(path, resolve(workingDirectory, path));
  // Checking takes the YAML parser and the schema library: loaded only where there is something to check.
  const { readConfig } = await import('./read-config.js');
  return readConfig(path, text, ruleIds);
}
