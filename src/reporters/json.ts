import { jsonPieces, jsonText } from './escape/json.js';
import type { Report } from '../report/model.js';
import type { Reporter } from './reporter.js';

/** The report itself: stable order of keys, two blanks, a line feed at the end. */
const json: Reporter = (report) => jsonText(report);

/** The same, piece by piece. */
export function piecesOfReport(report: Report): Iterable<string> {
  return { [Symbol.iterator]: () => jsonPieces(report)[Symbol.iterator]() };
}

export default json;
