/** `replint completion`. */
import { reporterNames } from '../../../reporters/index.js';
import { ruleFacts } from '../../../rule-facts.js';
import { commands } from '../../commands.js';
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
export async function printCompletion(shell: string): Promise<0> {
  process.stdout.write(scripts[shell]?.(completedCommands()) ?? '');
  return Promise.resolve(0);
}

const ruleIds: readonly string[] = [
  ...new Set(ruleFacts.map(({ id }) => id.split('/')[0] ?? id)),
  ...ruleFacts.map(({ id }) => id),
];

/** What the commands know of themselves, as far as a shell can use it. */
function completedCommands(): readonly CompletedCommand[] {
  return commands.map(({ name, summary, options, positionals }) => {
    const [first] = Object.entries(positionals);
    const choices = first?.[1].choices?.map(String) ?? (name === 'rules' ? ruleIds : []);
    return {
      name,
      summary,
      words: choices,
      takesFiles: first !== undefined && choices.length === 0,
      options: Object.entries(options).map(([option, { type, alias, describe, choices: values }]): CompletedOption => {
        const named = values?.map(String) ?? valuesOf(name, option);
        return {
          name: option,
          letter: typeof alias === 'string' ? alias : null,
          summary: describe ?? '',
          takesValue: type !== 'boolean',
          values: named,
        };
      }),
    };
  });
}

function valuesOf(command: string, option: string): readonly string[] {
  if (option === 'format') return reporterNames;
  return (option === 'rule' && command !== 'explain') || option === 'skip-rule' ? ruleIds : [];
}
