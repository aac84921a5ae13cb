/** AWS Security Finding Format: a JSON array of findings, for `BatchImportFindings` of AWS Security Hub. */
import { jsonText } from '../escape/json.js';
import type { Reporter } from '../reporter.js';
import { asffFindings } from './findings.js';

const asff: Reporter = (report, options) => jsonText(asffFindings(report, options));

export default asff;
