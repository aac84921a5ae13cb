/**
 * A report as a list of checks, for formats that compliance tools read: one for each replication rule, with its verdict, and one for each
 * finding. Ids stay from run to run, so that what was imported before is updated. What is not proved never counts as passed.
 */
import { createHash } from 'node:crypto';
import { secondsOf } from '../../basics/instant.js';
import { controlsOf, type Control } from '../../report/controls/index.js';
import type { Finding, Level, ReplicationEntry, Report, SuppressedBy, Verdict } from '../../report/model.js';
import type { ReporterOptions } from '../reporter.js';
import { helpParts } from '../text/help-parts.js';
import { controlsByRule } from '../view/by-control.js';
import { handedOnPlace } from '../view/handed-on-place.js';
import { outcomeText } from '../view/outcome.js';
import { gapFindings } from '../view/reading.js';
import { rulePage, toolPage } from '../view/rule-page.js';
import { knownAccount, knownRegion, resourceOf, resourcesOfEntry, type CheckedResource } from './resources.js';

/**
 * - `noted`           worth knowing, and no failure
 * - `unknown`         evidence is missing
 * - `not-applicable`  nothing is replicated, on purpose or because another rule does it
 */
export type CheckStatus = 'passed' | 'failed' | 'noted' | 'unknown' | 'not-applicable';

export interface Check {
  /** The same from run to run. */
  readonly id: string;
  /** `replication`, or the id of a rule. */
  readonly generator: string;
  readonly title: string;
  readonly description: string;
  /** What to do, without statements to paste; null = nothing. */
  readonly advice: string | null;
  /** Page of the rule. */
  readonly page: string;
  readonly status: CheckStatus;
  /** Of what failed; null for what did not. */
  readonly level: Level | null;
  /** The report's own word: a verdict or a level. */
  readonly word: string;
  readonly controls: readonly Control[];
  /** At least one. */
  readonly resources: readonly CheckedResource[];
  readonly account: string | null;
  readonly region: string | null;
  readonly sourceBucket: string | null;
  readonly replicationRule: string | null;
  readonly suppressed: SuppressedBy | null;
  /** `main.tf:3:1`; null = in no file, or nobody asks. */
  readonly place: string | null;
}

/** What replication is for, whatever rule finds fault with it: into another Region, and within one or where a Region is not known. */
const ofCrossRegion = controlsOf([
  'S3.7',
  'PCI DSS v4.0.1/10.3.3',
  'ISO/IEC 27001:2022 A.8.13',
  'ISO/IEC 27001:2022 A.8.14',
]);
const ofSameRegion = controlsOf(['NIST.800-53.r5 CP-9', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13']);

/** Requirements that a replication rule serves, whatever was found about it. */
export function controlsOfEntry({ source, destination }: ReplicationEntry): readonly Control[] {
  const [from, to] = [knownRegion(source.region), knownRegion(destination?.region)];
  return from !== null && to !== null && from !== to ? ofCrossRegion : ofSameRegion;
}

const statusOfVerdict: Readonly<Record<Verdict, CheckStatus>> = {
  replicates: 'passed',
  partly: 'failed',
  fails: 'failed',
  unknown: 'unknown',
  skipped: 'not-applicable',
  disabled: 'not-applicable',
};

/** What was not read first, then replication rules, then what was found. */
export function checksOf(
  report: Report,
  { rules, workingDirectory }: Pick<ReporterOptions, 'rules'> & Partial<Pick<ReporterOptions, 'workingDirectory'>>,
): readonly Check[] {
  const controls = controlsByRule(rules);
  const gaps = gapFindings(report);
  const first = new Set(gaps);
  const others = report.findings.filter((finding) => !first.has(finding));
  const placeOf = ({ location }: Finding): string | null =>
    location === null || workingDirectory === undefined ? null : handedOnPlace(location, workingDirectory);
  const ofFinding = (finding: Finding): Check =>
    checkOfFinding(finding, controls.get(finding.rule) ?? [], placeOf(finding));
  return withOwnIds([...gaps.map(ofFinding), ...report.replication.map(checkOfEntry), ...others.map(ofFinding)]);
}

/** An id of something that is there twice gets a number. */
function withOwnIds(checks: readonly Check[]): readonly Check[] {
  const seen = new Map<string, number>();
  return checks.map((check) => {
    const count = (seen.get(check.id) ?? 0) + 1;
    seen.set(check.id, count);
    return count === 1 ? check : { ...check, id: `${check.id}-${count}` };
  });
}

function checkOfEntry(entry: ReplicationEntry): Check {
  const { source, destination, replicationRule, verdict } = entry;
  const name = replicationRule?.id ?? (replicationRule === null ? '' : `number ${replicationRule.index + 1}`);
  const to = destination?.bucket ?? 'a destination that is not known';
  const status = statusOfVerdict[verdict];
  return {
    id: `replint/replication/${digestOf([source.account, source.bucket, name, destination?.bucket ?? null])}`,
    generator: 'replication',
    title: `S3 replication from ${source.bucket} to ${to}: ${titleEnd[status](verdict)}`,
    description: descriptionOf(entry, name),
    advice: null,
    page: `${toolPage}/blob/main/docs/verdicts.md`,
    status,
    level: status === 'failed' ? 'error' : null,
    word: verdict,
    controls: controlsOfEntry(entry),
    resources: resourcesOfEntry(entry),
    account: knownAccount(source.account),
    region: knownRegion(source.region),
    sourceBucket: source.bucket,
    replicationRule: replicationRule?.id ?? null,
    suppressed: null,
    place: null,
  };
}

const titleEnd: Readonly<Record<CheckStatus, (verdict: Verdict) => string>> = {
  passed: () => 'every object that the rule selects arrives',
  failed: (verdict) => (verdict === 'partly' ? 'some objects do not arrive' : 'no object arrives'),
  noted: (verdict) => verdict,
  unknown: () => 'whether objects arrive is not known',
  'not-applicable': (verdict) => (verdict === 'disabled' ? 'the rule is disabled' : 'objects are passed over'),
};

function descriptionOf(entry: ReplicationEntry, name: string): string {
  const outcome = outcomeText(entry, { annotations: false });
  const { impact, assumptions, verdict } = entry;
  return [
    `Replication rule ${JSON.stringify(name)}: verdict ${verdict}.`,
    ...(outcome === '' ? [] : [`${outcome}.`]),
    ...impact,
    ...(assumptions.length === 0 ? [] : [`Assumed: ${assumptions.join(', ')}.`]),
  ].join(' ');
}

function checkOfFinding(finding: Finding, controls: readonly Control[], place: string | null): Check {
  const { rule, level, kind, headline, message, help, resource, account, region, fingerprint } = finding;
  const isProblem = kind === 'problem';
  return {
    id: `replint/finding/${fingerprint}`,
    generator: rule,
    title: headline,
    description: message,
    advice: adviceOf(help),
    page: rulePage(rule),
    status: isProblem ? (level === 'note' ? 'noted' : 'failed') : 'unknown',
    level: isProblem ? level : null,
    word: isProblem ? level : 'unknown',
    controls,
    resources: [resourceOf(resource, { account, region })],
    account: knownAccount(account),
    region: knownRegion(region),
    sourceBucket: finding.sourceBucket,
    replicationRule: finding.replicationRule,
    suppressed: finding.suppressed,
    place,
  };
}

/** Statements to paste are too long for these formats, and cut ones would be wrong. */
function adviceOf(help: string): string | null {
  const parts = helpParts(help);
  const texts = parts.flatMap(({ kind, text }) => (kind === 'code' ? [] : [text.trim()]));
  const more = parts.length > texts.length ? ['The statement to paste is in the report.'] : [];
  const text = [...texts, ...more].join(' ').trim();
  return text === '' ? null : text;
}

function digestOf(parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/**
 * When it was seen, in milliseconds since 1970: when it was collected, or else the time of the report.
 * @param now RFC 3339
 */
export function seenAt({ input }: Report, now: string | undefined): number {
  const seconds = [input.collectedAt, now ?? null].map((text) => (text === null ? null : secondsOf(text)));
  return Math.round((seconds.find((each) => each !== null && each >= 0) ?? 0) * 1000);
}
