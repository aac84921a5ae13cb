/** What the engine and the rules take from inside of this room, beside what `replint/policy` publishes. */
export { arnFields } from './arn.js';
export { lowerAscii } from './ascii-case.js';
export { parseDate } from './conditions/dates.js';
export { relevantStatements } from './decide/effect.js';
export { always, never, undecided } from './extent.js';
export { principalText } from './match/principal-text.js';
