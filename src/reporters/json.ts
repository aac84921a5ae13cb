import { jsonText } from './escape/json.js';
import type { Reporter } from './reporter.js';

/** The report itself: stable order of keys, two blanks, a line feed at the end. */
const json: Reporter = (report) => jsonText(report);

export default json;
