import { helpParts } from '../src/reporters/text/help-parts.js';

/** The JSON that a help gives to paste; undefined where it gives none. @throws SyntaxError where it is no JSON */
export function jsonOf(help: string): unknown {
  const part = helpParts(help).find(({ kind }) => kind === 'code');
  return part === undefined ? undefined : JSON.parse(part.text);
}
