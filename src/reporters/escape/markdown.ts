import { bounded } from '../text/bounded.js';
import { visible } from './visible.js';
import { defuseCommands } from './workflow-command.js';

const special = /[\\`*_{}[\]()#+\-.!|<>&~@:]/gu;

/** Text inside a line of GitHub's Markdown: nothing in it is markup, a mention, or HTML. */
export const markdownText = (text: string, limit: number): string =>
  defuseCommands(visible(bounded(text, limit))).replace(special, (character) => `&#${character.charCodeAt(0)};`);

/** A block of code that text cannot leave: the fence is longer than any in it. */
export const markdownBlock = (text: string): string => {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}json\n${text
    .split('\n')
    .map((line) => visible(line))
    .join('\n')}\n${fence}`;
};
