/** What the engine and the rules take from inside of this room, beside what `replint/policy` publishes. */
export { arnFields } from './arn.js';
export { lowerAscii } from './ascii-case.js';
export { parseDate } from './conditions/dates.js';
export { answeredBy } from './decide/answered-by.js';
export { relevantStatements } from './decide/relevant.js';
export { always, never, undecided } from './extent.js';
export { principalText } from './match/principal-text.js';
