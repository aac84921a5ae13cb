import { findConfig, findConfigFile } from '../config/find-config.js';
import type { Config } from '../config/model.js';
import { ruleFacts } from '../rule-facts.js';

/** The configuration that `--config` names, or the nearest. */
export function configFor(file: string | undefined): Promise<Config> {
  return findConfig({ file: file ?? null, workingDirectory: process.cwd(), ruleIds: ruleFacts.map(({ id }) => id) });
}

/** The configuration file that holds where none is named; null = there is none. */
export function foundConfigFile(): Promise<string | null> {
  return findConfigFile(process.cwd());
}
