import { bounded } from '../text/bounded.js';
import { visible, visibleLines } from './visible.js';
import { defuseCommands } from './workflow-command.js';

/** Most characters of a name (bucket, replication rule, file) on a terminal. */
export const nameLimit = 200;
/** Most characters of a message. Real ones have a few hundred. */
export const messageLimit = 2_000;
/** Most characters of a block to paste: as many as the longest policy AWS takes. */
export const blockLimit = 20_480;

/** Text for one line of a terminal: nothing hidden, nothing that acts on the screen, of bounded length. */
export function terminalText(text: string, limit: number): string {
  return defuseCommands(visible(bounded(text, limit)));
}

export function terminalName(text: string): string {
  return terminalText(text, nameLimit);
}

/** The same for a block of lines. */
export function terminalBlock(text: string): string {
  return defuseCommands(visibleLines(bounded(text, blockLimit)));
}
