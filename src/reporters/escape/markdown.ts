import { bounded } from '../text/bounded.js';
import { visible } from './visible.js';
import { defuseCommands } from './workflow-command.js';

/** What is markup wherever it stands; at the beginning of a line; or as a part of an address, which GitHub makes a link of. */
const special = /[\\`*_[\]|<>&~$@#]|(?<=^\s*)[-+=:]|(?<=^\s*\d+)[.)]|:(?=\/\/)|(?<=\b(?:mailto|xmpp)):|(?<=\bwww)\./giu;

/**
 * GitHub looks for mentions and references in the finished page, where a character reference is the character again. A space of no
 * width after the sign keeps it from finding any, and a comment from calling people or marking issues.
 */
const beforeName = /(?<=&#(?:64|35);)(?=[\p{L}\p{N}_])/gu;

/** Text inside a line of GitHub's Markdown: nothing in it is markup, a mention, a reference, an address, or HTML. */
export function markdownText(text: string, limit: number): string {
  return defuseCommands(visible(bounded(text, limit)))
    .replace(special, (character) => `&#${character.charCodeAt(0)};`)
    .replace(beforeName, '&#8203;');
}

/** A block of code that text cannot leave: the fence is longer than any in it. */
export function markdownBlock(text: string, language: 'json' | 'diff' | 'sh' = 'json'): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text
    .split('\n')
    .map((line) => defuseCommands(visible(line)))
    .join('\n')}\n${fence}`;
}
