/** The last lines, which are what a terminal shows when the command is done: numbers, the worst, what to type next. */
import type { Finding, Level, ReplicationEntry, Report, Verdict } from '../../report/model.js';
import { terminalName, terminalText } from '../escape/terminal.js';
import type { ReporterOptions } from '../reporter.js';
import { counted } from '../../basics/counted.js';
import { displayWidth } from '../text/display-width.js';
import { shellWord } from '../../basics/shell-word.js';
import { withShortArns } from '../../report/short-arn.js';
import { wrap } from '../text/wrap.js';
import type { PairView, ReportView } from '../view/by-source-bucket.js';
import { bySeverity, isOpen } from '../view/finding-order.js';
import { outcomeText } from '../view/outcome.js';
import { hanging } from './hanging.js';
import { paintVerdict, type Canvas } from './paint.js';

/** With the numbers and the next command they fit on a terminal of 24 lines. */
const mostWorst = 6;

const worstFirst: readonly Verdict[] = ['fails', 'partly', 'unknown', 'skipped', 'replicates', 'disabled'];

export function closingLines(
  report: Report,
  view: ReportView,
  canvas: Canvas,
  options: ReporterOptions,
): readonly string[] {
  const worst = view.sourceBuckets.flatMap(({ pairs }) => pairs).filter(isWorst);
  return [
    ...numberLines(report, canvas, options.failOn),
    ...worstLines(worst, canvas),
    ...nextLines(worst, canvas, options),
  ];
}

function isWorst({ entry: { verdict }, findings }: PairView): boolean {
  if (verdict === 'fails' || verdict === 'partly' || verdict === 'unknown') return true;
  return findings.some((finding) => isOpen(finding) && finding.level === 'error');
}

function numberLines({ summary }: Report, { colors, width }: Canvas, failOn: Level | 'never'): readonly string[] {
  const verdicts = worstFirst
    .filter((verdict) => summary.verdicts[verdict] > 0)
    .map((verdict) => `${summary.verdicts[verdict]} ${verdict}`)
    .join(', ');
  const { error, warning, note } = summary.findings;
  const incomplete = summary.incomplete ? ' Incomplete: what is marked as unknown says what would settle it.' : '';
  const parts = [
    `${counted(summary.replicationRules, 'replication rule')} of ${counted(summary.sourceBuckets, 'source bucket')}: ${verdicts === '' ? 'none' : verdicts}.`,
    `${counted(error, 'error')}, ${counted(warning, 'warning')}, ${counted(note, 'note')}${summary.suppressed === 0 ? '' : `, ${summary.suppressed} suppressed`}.${incomplete}`,
  ];
  if (failOn !== 'error')
    parts.push(failOn === 'never' ? 'No finding fails this run.' : `Findings from level ${failOn} fail this run.`);
  return parts.flatMap((part) => wrap(part, width)).map((line) => colors.bold(line));
}

/** A line each: verdict, bucket, and what is wrong in the fewest words. */
function worstLines(worst: readonly PairView[], canvas: Canvas): readonly string[] {
  if (worst.length === 0) return [];
  const { colors, width } = canvas;
  const shown = worst.slice(0, mostWorst);
  const verdictWidth = Math.max(...shown.map(({ entry }) => entry.verdict.length)) + 2;
  const nameWidth = Math.min(
    40,
    Math.max(...shown.map(({ entry }) => displayWidth(terminalName(entry.source.bucket)))),
  );
  const lines = shown.flatMap((pair) => {
    const siblings = worst.filter(({ entry }) => entry.source.bucket === pair.entry.source.bucket);
    const { verdict, source } = pair.entry;
    const name = terminalText(source.bucket, nameWidth);
    const mark = `${paintVerdict(verdict, colors)}${' '.repeat(verdictWidth - verdict.length)}${name}${' '.repeat(Math.max(0, nameWidth - displayWidth(name)) + 2)}`;
    const markWidth = verdictWidth + nameWidth + 2;
    // A column stays free for the sign that something is left out.
    const [first = '', ...rest] = wrap(problemText(pair, siblings, canvas), Math.max(20, width - markWidth - 2));
    return [`${mark}${first}${rest.length === 0 ? '' : ' …'}`];
  });
  const left = worst.length - shown.length;
  return ['', ...lines, ...(left === 0 ? [] : [colors.dim(`… and ${left} more above`)])];
}

/**
 * The rule's title is shorter than the finding's headline, and the bucket stands beside it. A fault of the whole configuration stands
 * at one of its rules and fails the others too. A note is no reason.
 */
function problemText({ entry, findings }: PairView, siblings: readonly PairView[], { titles }: Canvas): string {
  const isReason = (finding: Finding): boolean => isOpen(finding) && entry.because.includes(finding.fingerprint);
  // What is wrong in some cases of the code alone does not say why the verdict is open.
  const sure = findings.filter(
    ({ kind, when }) => entry.verdict !== 'unknown' || kind === 'unknown' || when === undefined,
  );
  const [finding] = [
    ...bySeverity(sure.filter(isReason)),
    ...bySeverity(sure.filter((other) => isOpen(other) && (other.level !== 'note' || other.kind === 'unknown'))),
    ...bySeverity(siblings.flatMap((sibling) => sibling.findings.filter(isOfConfiguration))),
  ];
  if (finding === undefined) return terminalText(outcomeText(entry, { annotations: false }), 200);
  const title = finding.kind === 'unknown' ? finding.headline : titles.get(finding.rule);
  return terminalText(withShortArns(title ?? finding.rule), 200);
}

function isOfConfiguration(finding: Finding): boolean {
  return isOpen(finding) && finding.level === 'error' && finding.rule.startsWith('configuration/');
}

/** The next command, as it can be pasted; none where nothing is wrong, or where the input cannot be read again. */
function nextLines(worst: readonly PairView[], { colors, width }: Canvas, options: ReporterOptions): readonly string[] {
  const { command = 'replint', inputs, repeated = [] } = options;
  const [first] = worst;
  if (
    first === undefined ||
    inputs === undefined ||
    inputs.includes('-') ||
    repeated === null ||
    !isPlainName(first.entry)
  )
    return [];
  const line = [command, 'explain', `s3://${first.entry.source.bucket}`, ...inputs.map(shellWord), ...repeated].join(
    ' ',
  );
  return [
    '',
    ...hanging(colors.bold('Next: '), terminalText(line, 1000), Math.max(width, displayWidth(line) + 6), {
      markWidth: 6,
    }),
  ];
}

/** Buckets have such names; what else stands there was made by hand, and is not for a command line. */
function isPlainName({ source }: ReplicationEntry): boolean {
  return /^[\w.-]+$/u.test(source.bucket);
}
