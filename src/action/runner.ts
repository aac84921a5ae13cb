/** What the runner takes from a step: outputs and a summary in files that it names, commands in the log. */
import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import type { Environment } from './inputs.js';

export interface Runner {
  /** May be called again: the last value of an output holds. */
  readonly setOutputs: (outputs: Readonly<Record<string, string>>) => Promise<void>;
  readonly addSummary: (markdown: string) => Promise<void>;
  /** Text in which the runner looks for commands. */
  readonly command: (text: string) => void;
  /** Text in which it does not. */
  readonly log: (text: string) => void;
}

export function runnerOf(environment: Environment, print: (text: string) => void): Runner {
  const append = async (variable: string, text: string): Promise<void> => {
    const file = environment[variable] ?? '';
    if (file !== '') await appendFile(file, text);
  };
  return {
    setOutputs: async (outputs) => {
      // Nobody can guess the delimiter, so that no value can end its own block and set another output.
      const delimiter = `replint-${randomUUID()}`;
      const blocks = Object.entries(outputs).map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
      await append('GITHUB_OUTPUT', blocks.join(''));
    },
    addSummary: (markdown) => append('GITHUB_STEP_SUMMARY', markdown),
    command: print,
    log: (text) => {
      const token = randomUUID();
      print(`::stop-commands::${token}\n${text.replace(/\n*$/u, '\n')}::${token}::\n`);
    },
  };
}
