import type { Reporter } from './reporter.js';

/** The report itself: stable order of keys, two blanks, a line feed at the end. */
const json: Reporter = (report) => `${JSON.stringify(report, null, 2)}\n`;

export default json;
