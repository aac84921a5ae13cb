import { visibleLines } from './visible.js';
import { defuseCommands } from './workflow-command.js';

/** Forbidden in XML 1.0 even as a reference, beyond what `visibleLines` shows anyway. */
const nonCharacters = /[\uFFFE\uFFFF]/g;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text between tags. Characters that XML 1.0 forbids stand there as `\u001b`. */
export function xmlText(text: string): string {
  return defuseCommands(visibleLines(text))
    .replace(nonCharacters, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** The value of an attribute, without the quotes. Line feeds are kept as references: a reader would turn them into spaces. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('\n', '&#10;');
}
