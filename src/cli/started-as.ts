/** How the command was started, so that the next one can be pasted. */
import { basename, delimiter, dirname, relative, resolve } from 'node:path';

import { shellWord } from '../basics/shell-word.js';

export interface Start {
  /** The script's path, as Node.js was given it. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
}

/** `npx replint`, `replint`, `node dist/replint.js`. */
export function startedAs({ script, environment, workingDirectory }: Start): string {
  const runner = runnerOf(environment);
  if (runner !== null) return `${runner} replint`;
  const name = basename(script).replace(/\.cmd$/u, '');
  const onPath = (environment['PATH'] ?? '').split(delimiter).map((folder) => resolve(folder));
  if (name === 'replint' && onPath.includes(dirname(script))) return 'replint';
  const near = relative(workingDirectory, script);
  const shown = shellWord(near.startsWith('..') ? script : name === 'replint' ? `./${near}` : near);
  return name === 'replint' ? shown : `node ${shown}`;
}

/** Package managers say in the environment that they run a command. */
function runnerOf(environment: Start['environment']): string | null {
  const agent = environment['npm_config_user_agent'] ?? '';
  if (agent.startsWith('pnpm')) return 'pnpm exec';
  if (agent.startsWith('yarn')) return 'yarn';
  if (agent.startsWith('bun')) return 'bunx';
  return agent === '' ? null : 'npx';
}

/** As this process was started. */
export function thisCommand(): string {
  return startedAs({ script: process.argv[1] ?? 'replint', environment: process.env, workingDirectory: process.cwd() });
}
