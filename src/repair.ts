/** What `fix` does, for the command, the Action and the library: inputs → audit → patches → audit of the patched estate. */
import { defaultSettings } from './engine/audit.js';
import type { EngineSettings } from './engine/model.js';
import { casesOf } from './cases.js';
import { fixOf, type Fixed } from './fix/fix.js';
import type { FixReport } from './fix/model.js';
import type { State } from './fix/change/model.js';
import type { Judge } from './fix/plan.js';
import { withNames } from './report/named.js';
import type { Report, Level } from './report/model.js';
import { run, type RunOptions } from './run.js';
import type { Reading } from './sources/adapter.js';
import { laidOver } from './laid-over.js';
import { joinReadings } from './sources/join-readings.js';
import { mergeSnapshots } from './sources/snapshot/merge-snapshots.js';
import type { RawSnapshot } from './sources/snapshot/snapshot-shape.js';

export interface RepairOptions extends Omit<RunOptions, 'inputs'> {
  readonly inputs: readonly Reading[];
  /** Findings from this level on are fixed. */
  readonly level: Level;
  readonly harden: boolean;
  /** What `run` says of these inputs with these options and stand-ins kept, where it was asked already. */
  readonly audited?: Report;
}

export interface Repaired extends Fixed {
  /** Of the inputs as they are. */
  readonly audited: Report;
  /** What the fix is of: the inputs, in the case that it is for. */
  readonly readings: readonly Reading[];
  /** The one among them that is edited; null where there are several. */
  readonly edited: Reading | null;
  readonly exitCode: 0 | 1 | 3;
}

/**
 * The smallest set of changes that makes every pair replicate, proved by an audit of the estate with all of them.
 * @throws InvalidInput with every fault of every input
 * @throws ExpectedError where a bucket is asked for that the inputs do not hold
 */
export function repair(options: RepairOptions): Repaired {
  const { inputs } = options;
  // The report on the inputs themselves has their places and names.
  const audited = options.audited ?? run({ ...options, keepsStandIns: true }).report;
  const { all, isCut } = casesOf(inputs);
  const own = all.map(({ when, readings }) => ({
    when,
    ...repairCase(readings, options, all.length === 1 ? audited : null),
  }));
  const [first] = own;
  if (first === undefined) throw new TypeError('inputs without a case');
  // The fix of the case that takes most; what others take beside it is said of each.
  const most = own.reduce(
    (best, each) => (each.report.patches.length > best.report.patches.length ? each : best),
    first,
  );
  const { when: _, ...chosen } = most;
  const fixed = all.length === 1 ? chosen : { ...chosen, report: withCases(most, own, isCut) };
  return {
    ...fixed,
    audited: withNames(audited),
    exitCode: Math.max(...own.map(exitCodeOf)) === 0 ? 0 : worst(own),
  };
}

/** One case is a fix like any other: conditions of the code have the values that it says. */
function repairCase(readings: readonly Reading[], options: RepairOptions, audited: Report | null): OneCase {
  const whole = readings.some(({ isChange }) => isChange === true) ? laidOver(readings) : null;
  const readingsOf = whole?.readingsOf ?? ((facts: RawSnapshot) => [readingOf(facts, readings)]);
  const judge: Judge = (changed) => {
    const { estate, report } = run({ ...options, keepsStandIns: true, inputs: readingsOf(changed) });
    return { facts: changed, estate, report };
  };
  const understand = (changed: RawSnapshot): State => ({
    facts: changed,
    estate: joinReadings(readingsOf(changed)).estate,
  });
  const facts = whole?.facts ?? oneOf(joinReadings(readings).facts);
  const fixed = fixOf(audited === null ? judge(facts) : { ...understand(facts), report: audited }, {
    judge,
    understand,
    ...(whole === null ? {} : { isOnlyInCode: (pointer: string) => whole.ownerOf(pointer)?.isChange === true }),
    level: options.level,
    harden: options.harden,
    settings: settingsOf(options),
    notices: [],
  });
  return {
    ...fixed,
    readings,
    edited: whole === null ? (readings.length === 1 ? (readings[0] ?? null) : null) : whole.change,
  };
}

/** A fix, and what was fixed. */
interface OneCase extends Fixed {
  readonly readings: readonly Reading[];
  readonly edited: Reading | null;
}

function withCases(
  { when, report }: OneCase & { readonly when: string | null },
  all: readonly (OneCase & { readonly when: string | null })[],
  isCut: boolean,
): FixReport {
  const notice = `Some conditions of the code have no value, so that there are ${isCut ? 'more than ' : ''}${all.length} cases. What follows is for one, ${when}; what the others take is said of each.`;
  return {
    ...report,
    verified: !isCut && all.every((each) => each.report.verified),
    cases: all.map((each) => ({
      when: each.when ?? '',
      verified: each.report.verified,
      pairs: each.report.pairs,
      patches: each.report.patches,
      remaining: each.report.remaining,
    })),
    notices: [notice, ...report.notices],
  };
}

function worst(all: readonly Fixed[]): 1 | 3 {
  return all.some((each) => exitCodeOf(each) === 1) ? 1 : 3;
}

function oneOf(facts: readonly RawSnapshot[]): RawSnapshot {
  const [only, ...others] = facts;
  return only !== undefined && others.length === 0 ? only : mergeSnapshots(facts);
}

function settingsOf({ config, requireOrganization, today }: RepairOptions): Partial<EngineSettings> {
  const { trustedAccounts, trustedOrganizations, sourceKeys, settled, mustReplicate } = config;
  return {
    ...defaultSettings,
    trustedAccounts,
    trustedOrganizations,
    requireOrganization,
    sourceKeys,
    settled,
    mustReplicate,
    now: `${today}T00:00:00Z`,
  };
}

/** Facts that no file holds: they have no places. */
function readingOf(facts: RawSnapshot, inputs: readonly Reading[]): Reading {
  const [first] = inputs;
  return {
    name: first?.name ?? 'estate',
    kind: first?.kind ?? 'snapshot',
    facts,
    faults: [],
    locator: { placesOf: () => new Map(), excerptOf: () => null },
    ...(first?.live === undefined ? {} : { live: first.live }),
    ...(first?.supply === undefined ? {} : { supply: first.supply }),
  };
}

/** 0 all replicates, 3 nothing is broken that could be judged, 1 something remains. */
function exitCodeOf({ report: { verified, remaining, pairs } }: Fixed): 0 | 1 | 3 {
  if (verified) return 0;
  const isOpen =
    remaining.every(
      ({ reason, level }) => reason === 'evidence-missing' || reason === 'narrowing' || level !== 'error',
    ) && pairs.every(({ after }) => after === 'replicates' || after === 'unknown');
  return isOpen ? 3 : 1;
}
