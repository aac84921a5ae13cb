import { groupBy } from '../basics/group-by.js';
import type { Location, Report, ReplicationEntry } from './model.js';

/** Name under which a committed inventory is found in the working directory. */
export const inventoryFile = 'replication-inventory.yaml';

const head = `# Written by \`replint inventory\`: one entry a source bucket. Findings of live audits point to these lines.
# It changes only when the replication of a bucket is set up differently; commit it.
format: replint-inventory/1
sourceBuckets:
`;

/** What a reader cannot see, what acts on the screen, and YAML's own line breaks. */
const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffe\uffff]/gu;

/** `\u202e`, or `\U000e0001` beyond the basic plane: YAML knows no pairs. */
function escaped(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const digits = codePoint.toString(16);
  return codePoint > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}

/**
 * Always in double quotes: a JSON string is a YAML string, whatever stands in it. Nothing in it is hidden, and `##[` starts no command
 * in a workflow's log.
 */
function quoted(text: string): string {
  return JSON.stringify(text).replace(hidden, escaped).replaceAll('##[', '\\u0023#[');
}

function fieldOf(name: string, value: string | null): string {
  return `${name}: ${value === null ? 'null' : quoted(value)}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function targetLines(entry: ReplicationEntry): readonly string[] {
  const rule = entry.replicationRule;
  if (rule === null) return ['      - replicationRule: null # the replication configuration could not be read'];
  return [
    `      - ${fieldOf('replicationRule', rule.id)}`,
    `        ${fieldOf('status', rule.status)}`,
    `        ${fieldOf('destination', entry.destination?.bucket ?? null)}`,
    `        ${fieldOf('account', entry.destination?.account ?? null)}`,
    `        ${fieldOf('region', entry.destination?.region ?? null)}`,
    `        ${fieldOf('role', entry.role)}`,
  ];
}

function bySource({ replication }: Report): readonly (readonly [string, readonly ReplicationEntry[]])[] {
  return [...groupBy(replication, ({ source }) => source.bucket)].sort(([left], [right]) => compare(left, right));
}

/** The inventory of a report's source buckets, in YAML: no verdicts, no dates, so that it changes only with the set-up. */
export function renderInventory(report: Report): string {
  const groups = bySource(report);
  if (groups.length === 0) return head.replace('sourceBuckets:\n', 'sourceBuckets: []\n');
  const lines = groups.flatMap(([bucket, entries]) => [
    `  - ${fieldOf('bucket', bucket)}`,
    `    ${fieldOf('account', entries[0]?.source.account ?? null)}`,
    `    ${fieldOf('region', entries[0]?.source.region ?? null)}`,
    '    replicates:',
    ...entries.flatMap(targetLines),
  ]);
  return `${head}${lines.join('\n')}\n`;
}

/** Where the entry of each source bucket stands in an inventory. */
export type InventoryLines = ReadonlyMap<
  string,
  { readonly index: number; readonly line: number; readonly column: number }
>;

const entryStart = '- bucket:';

/** The name, as `replint inventory` quotes it; without quotes where a person took them away. */
function bucketNamed(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Reads where the entries stand: a line's scan is enough, since `replint inventory` writes one entry's name a line. */
export function readInventoryLines(text: string): InventoryLines {
  const lines = new Map<string, { index: number; line: number; column: number }>();
  let index = 0;
  for (const [number, line] of text.split(/\r?\n/).entries()) {
    const content = line.trim();
    if (!content.startsWith(entryStart)) continue;
    const bucket = bucketNamed(content.slice(entryStart.length).trim());
    if (!lines.has(bucket)) lines.set(bucket, { index, line: number + 1, column: line.indexOf('bucket:') + 1 });
    index += 1;
  }
  return lines;
}

/** What live findings can point to. */
export interface LiveAnchors {
  readonly inventory: { readonly file: string; readonly lines: InventoryLines } | null;
  readonly configFile: string | null;
}

/** Source buckets of which the inventory knows nothing: it is older than they are. */
function staleNotice({ replication }: Report, { file, lines }: NonNullable<LiveAnchors['inventory']>): string | null {
  const missing = [...new Set(replication.map(({ source }) => source.bucket))].filter((bucket) => !lines.has(bucket));
  if (missing.length === 0) return null;
  const which = missing.length === 1 ? 'source bucket' : `${missing.length} source buckets, such as`;
  return `${file} has no entry for ${which} ${JSON.stringify(missing[0])}: write it again with \`replint inventory\`.`;
}

/**
 * Gives findings without a place in a file one: the line of their source bucket in the inventory, else the configuration file.
 * With neither they keep none. An inventory that is out of date is told as a notice.
 */
export function locateLive(report: Report, { inventory, configFile }: LiveAnchors): Report {
  const anchorOf = (bucket: string | null): Location | null => {
    const entry = bucket === null ? undefined : inventory?.lines.get(bucket);
    if (inventory !== null && entry !== undefined) {
      return { file: inventory.file, pointer: `/sourceBuckets/${entry.index}`, line: entry.line, column: entry.column };
    }
    const file = inventory?.file ?? configFile;
    return file === null ? null : { file, pointer: '', line: 1, column: 1 };
  };
  const findings = report.findings.map((finding) =>
    finding.location === null ? { ...finding, location: anchorOf(finding.sourceBucket) } : finding,
  );
  const notice = inventory === null ? null : staleNotice(report, inventory);
  return { ...report, findings, ...(notice === null ? {} : { notices: [...(report.notices ?? []), notice] }) };
}
