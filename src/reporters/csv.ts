/** A row for each replication rule with its verdict, then one for each finding. RFC 4180. */
import type { Finding, ReplicationEntry, Report } from '../report/model.js';
import type { Control } from '../report/controls/index.js';
import { controlsOfEntry } from './compliance/checks.js';
import { csvField } from './escape/csv.js';
import type { Reporter } from './reporter.js';
import { controlsByRule } from './view/by-control.js';
import { type Patches, patchesById, patchesOf } from './view/patches.js';
import { gapFindings, readingText } from './view/reading.js';

type Cell = string | number | null;

/** What rows look up. */
interface Known {
  readonly controls: ReturnType<typeof controlsByRule>;
  readonly patches: Patches;
}

interface Column {
  readonly name: string;
  readonly ofFinding: (finding: Finding, known: Known) => Cell;
  readonly ofRule?: (entry: ReplicationEntry) => Cell;
  readonly ofReading?: (report: Report) => Cell;
}

const columns: readonly Column[] = [
  { name: 'level', ofFinding: ({ level }) => level },
  { name: 'kind', ofFinding: ({ kind }) => kind, ofRule: () => 'verdict', ofReading: () => 'read' },
  { name: 'rule', ofFinding: ({ rule }) => rule },
  { name: 'account', ofFinding: ({ account }) => account, ofRule: ({ source }) => source.account },
  { name: 'region', ofFinding: ({ region }) => region, ofRule: ({ source }) => source.region },
  { name: 'source bucket', ofFinding: ({ sourceBucket }) => sourceBucket, ofRule: ({ source }) => source.bucket },
  { name: 'replication rule', ofFinding: ({ replicationRule }) => replicationRule, ofRule: ruleName },
  { name: 'resource', ofFinding: ({ resource }) => resource, ofRule: ({ role }) => role },
  { name: 'cause', ofFinding: ({ permission }) => permission?.cause ?? null },
  { name: 'failure reasons', ofFinding: ({ failureReasons }) => failureReasons.join(' ') },
  { name: 'headline', ofFinding: ({ headline }) => headline },
  {
    name: 'message',
    ofFinding: ({ message }) => message,
    ofRule: ({ impact }) => impact.join(' '),
    ofReading: (report) => readingText(report),
  },
  { name: 'help', ofFinding: ({ help }) => help },
  { name: 'file', ofFinding: ({ location }) => location?.file ?? null },
  { name: 'line', ofFinding: ({ location }) => location?.line ?? null },
  { name: 'fingerprint', ofFinding: ({ fingerprint }) => fingerprint },
  { name: 'group', ofFinding: ({ group }) => group },
  { name: 'suppressed', ofFinding: ({ suppressed }) => suppressed?.reason ?? null },
  { name: 'destination bucket', ofFinding: () => null, ofRule: ({ destination }) => destination?.bucket ?? null },
  { name: 'destination account', ofFinding: () => null, ofRule: ({ destination }) => destination?.account ?? null },
  { name: 'destination region', ofFinding: () => null, ofRule: ({ destination }) => destination?.region ?? null },
  { name: 'verdict', ofFinding: () => null, ofRule: ({ verdict }) => verdict },
  {
    name: 'controls',
    ofFinding: ({ rule }, { controls }) => idsOf(controls.get(rule) ?? []),
    ofRule: (entry) => idsOf(controlsOfEntry(entry)),
  },
  { name: 'who has to act', ofFinding: ownersOf },
  { name: 'column', ofFinding: ({ location }) => location?.column ?? null },
];

function idsOf(controls: readonly Control[]): string {
  return controls.map(({ id }) => id).join('; ');
}

/** `source 111122223333`: whose part it is, and the account. */
function ownersOf(finding: Finding, { patches }: Known): string {
  const owners = patchesOf(finding, patches).map(({ owner, account }) => `${owner} ${account ?? ''}`);
  return [...new Set(owners.map((owner) => owner.trim()))].join('; ');
}

function ruleName({ replicationRule }: ReplicationEntry): string | null {
  return replicationRule === null ? null : (replicationRule.id ?? `number ${replicationRule.index + 1}`);
}

/** What was not read comes first; what was read is the last row, of the kind `read`. */
const csv: Reporter = (report, { rules }) => {
  const known = {
    controls: controlsByRule(rules),
    patches: patchesById(report),
  };
  const findingRow = (finding: Finding): readonly Cell[] => columns.map(({ ofFinding }) => ofFinding(finding, known));
  const gaps = gapFindings(report);
  const others = report.findings.filter((finding) => !gaps.includes(finding));
  const table: readonly (readonly Cell[])[] = [
    columns.map(({ name }) => name),
    ...gaps.map(findingRow),
    ...report.replication.map((entry) => columns.map(({ ofRule }) => ofRule?.(entry) ?? null)),
    ...others.map(findingRow),
    columns.map(({ ofReading }) => ofReading?.(report) ?? null),
  ];
  return table.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
};

export default csv;
