/** For people at a terminal: what does not replicate, why, and what to do, source bucket by source bucket. */
import Table from 'cli-table3';
import pc from 'picocolors';
import type { Finding, Level, Report, Verdict } from '../engine/report.js';
import { terminalBlock, messageLimit, terminalName, terminalText } from './escape/terminal.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { counted } from './text/counted.js';
import { helpParts } from './text/help-parts.js';
import { wrap } from './text/wrap.js';
import { bySourceBucket, type PairView, type SourceBucketView } from './view/by-source-bucket.js';
import { fileName } from './view/file-name.js';
import { bySeverity, isOpen } from './view/finding-order.js';

type Colors = ReturnType<typeof pc.createColors>;
type Paint = (text: string) => string;

const narrowest = 40;

const table: Reporter = (report, options) => {
  const colors = pc.createColors(options.color);
  const width = Math.max(narrowest, options.width);
  const view = bySourceBucket(report);
  const notes = new NoteCollector();
  const lines: string[] = [...overview(report, colors, width), ''];
  for (const bucket of view.sourceBuckets) lines.push(...bucketLines(bucket, colors, width, options, notes));
  const elsewhere = bySeverity(view.elsewhere.filter(isOpen));
  const loud = elsewhere.filter(({ level }) => level !== 'note');
  for (const finding of elsewhere) if (finding.level === 'note') notes.add(finding);
  if (loud.length > 0) {
    lines.push(colors.bold('Roles, keys and policies'), '');
    for (const finding of loud) lines.push(...findingLines(finding, colors, width, options, ''), '');
  }
  lines.push(...notes.lines(colors, width));
  for (const notice of report.notices ?? [])
    lines.push(...wrap(`Notice: ${terminalText(notice, messageLimit)}`, width));
  lines.push(...summaryLines(report, colors, width, options));
  return `${lines.join('\n')}\n`;
};

export default table;

const verdictPaint: Readonly<Record<Verdict, (colors: Colors) => Paint>> = {
  replicates: (colors) => colors.green,
  partly: (colors) => colors.red,
  fails: (colors) => colors.red,
  skipped: (colors) => colors.yellow,
  disabled: (colors) => colors.dim,
  unknown: (colors) => colors.yellow,
};

const levelPaint: Readonly<Record<Level, (colors: Colors) => Paint>> = {
  error: (colors) => colors.red,
  warning: (colors) => colors.yellow,
  note: (colors) => colors.dim,
};

/** One row a replication rule: verdict, from where to where, what does not arrive. */
function overview(report: Report, colors: Colors, width: number): readonly string[] {
  if (report.replication.length === 0) return ['No bucket here has a replication configuration.'];
  const verdictWidth = 12;
  const rest = Math.max(20, width - verdictWidth - 4);
  const pathWidth = Math.floor(rest * 0.55);
  const impactWidth = rest - pathWidth;
  const rows = new Table({
    head: ['verdict', 'replication', 'what does not arrive'],
    colWidths: [verdictWidth, pathWidth, impactWidth],
    style: { head: [], border: [], compact: true, 'padding-left': 1, 'padding-right': 1 },
  });
  for (const { pairs } of bySourceBucket(report).sourceBuckets) {
    for (const { entry } of pairs) {
      const rule =
        entry.replicationRule === null
          ? ''
          : `rule ${terminalName(entry.replicationRule.id ?? `number ${entry.replicationRule.index + 1}`)}`;
      const path = `${terminalName(entry.source.bucket)} → ${terminalName(entry.destination?.bucket ?? 'not known')}`;
      const text = rule === '' ? path : `${path} (${rule})`;
      const impact = entry.impact.map((line) => terminalText(line, 400)).join(' ');
      rows.push([
        verdictPaint[entry.verdict](colors)(entry.verdict),
        wrap(text, pathWidth - 2).join('\n'),
        wrap(impact === '' ? '–' : impact, impactWidth - 2).join('\n'),
      ]);
    }
  }
  return rows.toString().split('\n');
}

function bucketLines(
  { pairs, findings }: SourceBucketView,
  colors: Colors,
  width: number,
  options: ReporterOptions,
  notes: NoteCollector,
): readonly string[] {
  const lines: string[] = [];
  for (const pair of pairs) lines.push(...pairLines(pair, colors, width, options, notes));
  for (const finding of bySeverity(findings.filter(isOpen))) {
    if (finding.level === 'note') notes.add(finding);
    else lines.push(...findingLines(finding, colors, width, options, ''), '');
  }
  return lines;
}

function pairLines(
  { entry, findings }: PairView,
  colors: Colors,
  width: number,
  options: ReporterOptions,
  notes: NoteCollector,
): readonly string[] {
  const open = bySeverity(findings.filter(isOpen));
  const loud = open.filter(({ level }) => level !== 'note');
  const unknown = entry.verdict === 'unknown' ? open.filter(({ kind }) => kind === 'unknown') : [];
  for (const finding of open) if (finding.level === 'note' && !unknown.includes(finding)) notes.add(finding);
  const observed =
    entry.observed?.agrees === false ? [`  Observed: ${terminalText(entry.observed.message, messageLimit)}`] : [];
  if (loud.length === 0 && unknown.length === 0 && observed.length === 0) return [];
  const id =
    entry.replicationRule === null
      ? ''
      : `, replication rule ${terminalName(entry.replicationRule.id ?? `number ${entry.replicationRule.index + 1}`)}`;
  const title = `${terminalName(entry.source.bucket)} → ${terminalName(entry.destination?.bucket ?? 'not known')}${id}`;
  const lines = wrap(title, width - 12).map((line, index) =>
    index === 0 ? `${colors.bold(line)}  ${verdictPaint[entry.verdict](colors)(entry.verdict)}` : colors.bold(line),
  );
  if (entry.counterexample !== null)
    lines.push(
      ...wrap(`For example ${terminalText(entry.counterexample, 300)} does not replicate.`, width - 2).map(
        (line) => `  ${line}`,
      ),
    );
  lines.push(...observed.flatMap((line) => wrap(line, width)), '');
  for (const finding of [...loud, ...unknown]) lines.push(...findingLines(finding, colors, width, options, '  '), '');
  return lines;
}

function findingLines(
  finding: Finding,
  colors: Colors,
  width: number,
  { workingDirectory }: ReporterOptions,
  indent: string,
): readonly string[] {
  const inner = width - indent.length - 2;
  const mark = finding.kind === 'unknown' ? colors.yellow('unknown') : levelPaint[finding.level](colors)(finding.level);
  const lines = [`${indent}${mark}  ${colors.bold(finding.rule)}`];
  lines.push(...wrap(terminalText(finding.message, messageLimit), inner).map((line) => `${indent}  ${line}`));
  for (const part of helpParts(finding.help)) {
    // What is to be pasted stands at the margin of its own, unwrapped.
    if (part.kind === 'code')
      lines.push(
        ...terminalBlock(part.text)
          .split('\n')
          .map((line) => `${indent}    ${line}`),
      );
    else
      lines.push(
        ...part.text
          .split('\n')
          .flatMap((line) => wrap(terminalText(line, messageLimit), inner - 2))
          .map((line, index) => `${indent}  ${index === 0 ? '→ ' : '  '}${line}`),
      );
  }
  const { location, failureReasons } = finding;
  const facts: string[] = [];
  if (failureReasons.length > 0 && finding.kind === 'problem')
    facts.push(`S3 reports: ${failureReasons.slice(0, 3).join(', ')}`);
  if (location !== null)
    facts.push(
      terminalName(
        `${fileName(location.file, workingDirectory)}${location.line === null ? '' : `:${location.line}:${location.column ?? 1}`}`,
      ),
    );
  if (facts.length > 0) lines.push(...wrap(facts.join(' · '), inner).map((line) => `${indent}  ${colors.dim(line)}`));
  return lines;
}

/** Notes are worth a line, not a screen: one a rule, with the buckets it is about. */
class NoteCollector {
  readonly #byRule = new Map<string, Finding[]>();

  add(finding: Finding): void {
    const list = this.#byRule.get(finding.rule);
    if (list === undefined) this.#byRule.set(finding.rule, [finding]);
    else list.push(finding);
  }

  lines(colors: Colors, width: number): readonly string[] {
    if (this.#byRule.size === 0) return [];
    const lines = [colors.bold('Notes')];
    for (const rule of [...this.#byRule.keys()].sort()) {
      const findings = this.#byRule.get(rule) ?? [];
      const [first] = findings;
      const more = findings.length > 1 ? ` (and ${findings.length - 1} more of ${rule})` : '';
      const text = `${rule}: ${terminalText(first?.message ?? '', 500)}${more}`;
      lines.push(...wrap(text, width - 4).map((line, index) => `  ${index === 0 ? '' : '  '}${line}`));
    }
    return [...lines, ''];
  }
}

function summaryLines(
  { summary }: Report,
  colors: Colors,
  width: number,
  { failOn }: ReporterOptions,
): readonly string[] {
  const verdicts = Object.entries(summary.verdicts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ');
  const { error, warning, note } = summary.findings;
  const parts = [
    `${counted(summary.replicationRules, 'replication rule')} of ${counted(summary.sourceBuckets, 'source bucket')}: ${verdicts === '' ? 'none' : verdicts}.`,
    `${counted(error, 'error')}, ${counted(warning, 'warning')}, ${counted(note, 'note')}${summary.suppressed === 0 ? '' : `, ${summary.suppressed} suppressed`}.`,
  ];
  if (summary.incomplete)
    parts.push('Incomplete: some verdicts are unknown; the findings marked unknown say what would settle them.');
  if (failOn !== 'error')
    parts.push(failOn === 'never' ? 'No finding fails this run.' : `Findings from level ${failOn} fail this run.`);
  return parts.flatMap((part) => wrap(part, width)).map((line) => colors.bold(line));
}
