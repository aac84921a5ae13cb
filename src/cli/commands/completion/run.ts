/** `replint completion`. */
import { reporterNames } from '../../../reporters/index.js';
import { ruleFacts } from '../../../rule-facts.js';
import type { Command } from '../../parser/define-command.js';
import { bashScript } from './bash.js';
import { fishScript } from './fish.js';
import type { CompletedCommand, CompletedOption } from './model.js';
import { zshScript } from './zsh.js';

const scripts: Readonly<Record<string, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** The exit code. */
export async function printCompletion(shell: string, commands: readonly Command[]): Promise<0> {
  process.stdout.write(scripts[shell]?.(commands.map(completed)) ?? '');
  return Promise.resolve(0);
}

const ruleIds: readonly string[] = [
  ...new Set(ruleFacts.map(({ id }) => id.split('/')[0] ?? id)),
  ...ruleFacts.map(({ id }) => id),
];

/** What a command knows of itself, as far as a shell can use it. */
function completed({ name, summary, options, positionals }: Command): CompletedCommand {
  const [first] = Object.entries(positionals);
  const words = first?.[1].choices?.map(String) ?? (name === 'rules' ? ruleIds : []);
  return {
    name,
    summary,
    words,
    takesFiles: first !== undefined && words.length === 0,
    options: Object.entries(options).map(([option, { type, alias, describe, choices }]): CompletedOption => ({
      name: option,
      letter: typeof alias === 'string' ? alias : null,
      summary: describe ?? '',
      takesValue: type !== 'boolean',
      values: choices?.map(String) ?? valuesOf(name, option),
    })),
  };
}

function valuesOf(command: string, option: string): readonly string[] {
  if (option === 'format') return reporterNames;
  return (option === 'rule' && command !== 'explain') || option === 'skip-rule' ? ruleIds : [];
}
