/** What `fix` does, for the command, the Action and the library: inputs → audit → patches → audit of the patched estate. */
import { ExpectedError } from './basics/expected-error.js';
import { defaultSettings } from './engine/audit.js';
import type { EngineSettings } from './engine/model.js';
import { fixOf, type Fixed } from './fix/fix.js';
import type { Judge } from './fix/plan.js';
import { withNames } from './report/named.js';
import type { Report, Level } from './report/model.js';
import { run, type RunOptions } from './run.js';
import type { Reading } from './sources/adapter.js';
import { joinReadings } from './sources/join-readings.js';
import { mergeSnapshots } from './sources/snapshot/merge-snapshots.js';
import type { RawSnapshot } from './sources/snapshot/snapshot-shape.js';

export interface RepairOptions extends Omit<RunOptions, 'inputs'> {
  readonly inputs: readonly Reading[];
  /** Findings from this level on are mended. */
  readonly level: Level;
  readonly harden: boolean;
}

export interface Repaired extends Fixed {
  /** Of the inputs as they are. */
  readonly audited: Report;
  readonly exitCode: 0 | 1 | 3;
}

/**
 * The smallest set of changes that makes every pair replicate, proved by an audit of the estate with all of them.
 * @throws InvalidInput with every fault of every input
 * @throws ExpectedError where a bucket is asked for that the inputs do not hold
 */
export function repair(options: RepairOptions): Repaired {
  const { inputs } = options;
  if (inputs.some(({ isChange }) => isChange === true))
    throw new ExpectedError(
      'Fixes for a change that is laid over another input are not worked out.',
      'Leave `onto` out and give the inputs side by side, or audit the change alone.',
    );
  const facts = oneOf(joinReadings(inputs).facts);
  // The report on the inputs themselves has their places and names.
  const audited = run({ ...options, keepsStandIns: true }).report;
  const judge: Judge = (changed) => {
    const { estate, report } = run({ ...options, keepsStandIns: true, inputs: [readingOf(changed, inputs)] });
    return { facts: changed, estate, report };
  };
  const isOneCase = inputs.every(({ cases = [] }) => cases.length < 2);
  // Conditions that nobody gave a value: the facts are those of the first case, and the fix is for them.
  const start = isOneCase ? { ...judge(facts), report: audited } : judge(facts);
  const fixed = fixOf(start, {
    judge,
    understand: (changed) => ({ facts: changed, estate: joinReadings([readingOf(changed, inputs)]).estate }),
    level: options.level,
    harden: options.harden,
    settings: settingsOf(options),
    notices: isOneCase ? [] : [caseNotice(inputs)],
  });
  return { ...fixed, audited: withNames(audited), exitCode: exitCodeOf(fixed) };
}

function caseNotice(inputs: readonly Reading[]): string {
  const first = inputs.flatMap(({ cases = [] }) => cases.slice(0, 1)).map(({ when }) => when);
  return `Some conditions of the code have no value. The fix is for one case, ${first.join(', ')}: give the others as parameters, and look at each.`;
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
