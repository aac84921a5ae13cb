/**
 * The job as one function: inputs → estate → report → configuration → baseline → outputs. Returns data and prints nothing; the
 * command, the GitHub Action and others call it alike.
 */
import { applyBaseline, baselineOf } from './report/baseline.js';
import { locateLive, type LiveAnchors } from './report/inventory.js';
import type { Config } from './config/model.js';
import { applySuppressions } from './report/suppressions.js';
import { casesOf, type Case, type Cases } from './cases.js';
import { defaultSettings, isDestination, isUnread, joinReports, locateFindings, placer } from './engine/audit.js';
import { rules } from '../rules/index.generated.js';
import { bucketNamed } from './estate/bucket-named.js';
import { audit } from './judge.js';
import { explainReport, type WhichExplanations } from './explain-report.js';
import { withNames } from './report/named.js';
import { exitCodeOf } from './report/exit-code.js';
import type { S3Evidence } from './report/evidence.js';
import type { Finding, Level, Report } from './report/model.js';
import type { Estate } from './estate/model.js';
import { olderPlans } from './sources/older-plans.js';
import type { Reading } from './sources/adapter.js';
import { joinReadings, type Joined } from './sources/join-readings.js';
import { readSnapshotText, type SnapshotInput } from './sources/snapshot/read-snapshot-text.js';
import { ExpectedError } from './basics/expected-error.js';

/** What a run is given: inputs, configuration, and which findings count. */
export interface RunOptions {
  /** Sources, read; or the texts of snapshots. */
  readonly inputs: readonly (Reading | SnapshotInput)[];
  readonly config: Config;
  /** Source buckets to judge; empty = all. */
  readonly buckets: readonly string[];
  readonly failOn: Level | 'never';
  readonly allowIncomplete: boolean;
  readonly requireOrganization: boolean;
  /** Which rules were asked for, as a sentence; null = all. */
  readonly ruleChoice?: string | null;
  /** Whose requests the report walks through: none. */
  readonly explain?: WhichExplanations;
  /** What S3 said itself. */
  readonly evidence?: S3Evidence | null;
  /** An earlier report: what it knows does not count. */
  readonly baseline: Pick<Report, 'input' | 'findings'> | null;
  /** Where findings about live accounts are placed; snapshots have places of their own. */
  readonly liveAnchors?: LiveAnchors;
  /** `YYYY-MM-DD`, for suppressions that expire and for policies that hold from or until a date. */
  readonly today: string;
  /** The report keeps what stands for values that code does not hold, for whoever works on with it; people see addresses. */
  readonly keepsStandIns?: boolean;
}

/** The estate as it was understood, the report on it, and the exit code: 0 clean, 1 findings, 3 incomplete. */
export interface RunResult {
  readonly estate: Estate;
  readonly report: Report;
  readonly exitCode: 0 | 1 | 3;
}

/**
 * Joins the inputs, audits them, and applies the configuration and the baseline. Prints and writes nothing.
 * @throws InvalidInput with every fault of every input
 * @throws ExpectedError where a bucket is asked for that the inputs do not hold
 */
export function run(options: RunOptions): RunResult {
  const { config, inputs } = options;
  const readings = inputs.map((input) => ('locator' in input ? input : readSnapshotText(input)));
  const cases = casesOf(readings);
  const [first, ...others] = joinedCases(cases);
  const { joined } = first;
  refuseUnknown(
    options.buckets,
    [first, ...others].map((each) => each.joined.estate),
  );
  const settings = {
    ...defaultSettings,
    trustedAccounts: config.trustedAccounts,
    trustedOrganizations: config.trustedOrganizations,
    requireOrganization: options.requireOrganization,
    sourceKeys: config.sourceKeys,
    settled: config.settled,
    mustReplicate: config.mustReplicate,
    now: `${options.today}T00:00:00Z`,
  };
  const judge = ({ estate, locators }: Joined): Report =>
    locateFindings(
      audit(estate, {
        buckets: options.buckets.map((name) => bucketNamed(estate, name)),
        evidence: options.evidence ?? null,
        isPartial: inputs.every(({ kind }) => kind === 'live'),
        settings,
      }),
      locators,
    );
  const judged =
    first.when === null
      ? judge(joined)
      : joinReports(
          [
            { when: first.when, report: judge(joined) },
            ...others.map((each) => ({ when: each.when ?? '', report: judge(each.joined) })),
          ],
          { estate: joined.estate, rules, isCut: cases.isCut, locate: (finding) => locateFinding(finding, joined) },
        );
  const noted = withNotes(judged, readings);
  const placed = options.keepsStandIns === true ? noted : withNames(noted);
  const located = options.liveAnchors === undefined ? placed : locateLive(placed, options.liveAnchors);
  const suppressed = applySuppressions(located, config, {
    today: options.today,
    isWhole: options.buckets.length === 0 && (options.ruleChoice ?? null) === null,
  });
  const judgedReport = options.baseline === null ? suppressed : applyBaseline(suppressed, baselineOf(options.baseline));
  const whole = withLive(withRunFacts(judgedReport, config.file, options.ruleChoice ?? null), readings);
  const report = explainReport(whole, joined, { which: options.explain ?? 'none', settings });
  return { estate: joined.estate, report, exitCode: exitCodeOf(report, options) };
}

function locateFinding(finding: Finding, { locators }: Joined): Finding {
  return { ...finding, location: placer([finding.location], locators)(finding.location) };
}

interface JoinedCase {
  readonly when: string | null;
  readonly joined: Joined;
}

function joinedCases({ all: [first, ...others] }: Cases): readonly [JoinedCase, ...JoinedCase[]] {
  const joinCase = ({ when, readings }: Case): JoinedCase => ({ when, joined: joinReadings(readings) });
  return [joinCase(first), ...others.map(joinCase)];
}

/** A bucket that was asked for counts as known where one case has it. */
function refuseUnknown(names: readonly string[], estates: readonly Estate[]): void {
  const isThere = (name: string): boolean => estates.some((estate) => estate.buckets.has(bucketNamed(estate, name)));
  const isAnswerable = (name: string): boolean =>
    estates.some((estate) => {
      const known = bucketNamed(estate, name);
      const bucket = estate.buckets.get(known);
      const mayBeHidden = estate.gaps.some(({ kind }) => kind !== 'account');
      return bucket === undefined || !isUnread(bucket) || mayBeHidden || isDestination(estate, known);
    });
  refuseMissing(
    'bucket',
    names.filter((name) => !isThere(name)),
  );
  refuseMissing(
    'replication configuration of bucket',
    names.filter((name) => !isAnswerable(name)),
  );
}

/** What the report says about the run itself. */
function withRunFacts(report: Report, configuration: string | null, ruleChoice: string | null): Report {
  const named = configuration === null ? report : { ...report, input: { ...report.input, configuration } };
  return ruleChoice === null ? named : { ...named, notices: [ruleChoice, ...(report.notices ?? [])] };
}

/** How many calls, as whom: of live accounts only. */
function withLive(report: Report, readings: readonly Reading[]): Report {
  const live = readings.flatMap((reading) => reading.live ?? []);
  const { read } = report.input;
  if (live.length === 0 || read === undefined) return report;
  const calls = live.reduce((sum, each) => sum + each.calls, 0);
  const principals = [...new Set(live.flatMap((each) => each.principals))].sort();
  return { ...report, input: { ...report.input, read: { ...read, calls, principals } } };
}

/** What was assumed of an input is said in the report. */
function withNotes(report: Report, readings: readonly Reading[]): Report {
  const notes = [...readings.flatMap(({ notes: ofReading = [] }) => ofReading), ...olderPlans(readings)];
  return notes.length === 0 ? report : { ...report, notices: [...(report.notices ?? []), ...notes] };
}

/** A bucket that was asked for and cannot be judged would otherwise look like one without a fault. */
function refuseMissing(what: string, names: readonly string[]): void {
  if (names.length === 0) return;
  throw new ExpectedError(
    `The inputs hold no ${what} ${names.map((name) => JSON.stringify(name.slice(0, 80))).join(', ')}.`,
    'Give --bucket the name of a source bucket that was collected.',
  );
}
