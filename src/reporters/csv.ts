/** One row a finding, RFC 4180. */
import type { Finding } from '../report/model.js';
import { csvField } from './escape/csv.js';
import { gapFindings, readingText } from './view/reading.js';
import type { Reporter } from './reporter.js';

const columns: readonly (readonly [string, (finding: Finding) => string | number | null])[] = [
  ['level', ({ level }) => level],
  ['kind', ({ kind }) => kind],
  ['rule', ({ rule }) => rule],
  ['account', ({ account }) => account],
  ['region', ({ region }) => region],
  ['source bucket', ({ sourceBucket }) => sourceBucket],
  ['replication rule', ({ replicationRule }) => replicationRule],
  ['resource', ({ resource }) => resource],
  ['cause', ({ permission }) => permission?.cause ?? null],
  ['failure reasons', ({ failureReasons }) => failureReasons.join(' ')],
  ['headline', ({ headline }) => headline],
  ['message', ({ message }) => message],
  ['help', ({ help }) => help],
  ['file', ({ location }) => location?.file ?? null],
  ['line', ({ location }) => location?.line ?? null],
  ['fingerprint', ({ fingerprint }) => fingerprint],
  ['group', ({ group }) => group],
  ['suppressed', ({ suppressed }) => suppressed?.reason ?? null],
];

/** What was not read comes first; what was read is the last row, of the kind `read`. */
const csv: Reporter = (report) => {
  const gaps = gapFindings(report);
  const findings = [...gaps, ...report.findings.filter((finding) => !gaps.includes(finding))];
  const rows = [
    columns.map(([name]) => csvField(name)),
    ...findings.map((finding) => columns.map(([, value]) => csvField(value(finding)))),
    columns.map(([name]) => csvField(name === 'kind' ? 'read' : name === 'message' ? readingText(report) : null)),
  ];
  return rows.map((row) => `${row.join(',')}\r\n`).join('');
};

export default csv;
