/**
 * The door: an audited estate in, a proved fix out. Pure; whoever calls says how facts are judged. What is proved: with all patches
 * applied the estate is audited again; each patch is needed; no document allows anything beyond the need; nothing that was well breaks.
 */
import { version } from '../basics/version.generated.js';
import { neededIn } from '../engine/audit.js';
import type { EngineSettings } from '../engine/model.js';
import { levelRank, type Finding, type Level, type Report } from '../report/model.js';
import type { RawSnapshot } from '../sources/snapshot/snapshot-shape.js';
import { afterwardsOf } from './afterwards/afterwards.js';
import type { DocumentCommands } from './commands/aws.js';
import { allApplied, type Step } from './change/apply-all.js';
import type { State } from './change/model.js';
import { commandsById, guarded } from './commands/guarded.js';
import type { FixedPair, FixPatch, FixReport, HardenProof } from './model.js';
import { isOfCode, withNames } from './named.js';
import { withWaiting } from './order.js';
import { patchesOf } from './patches.js';
import { byId, isNarrowing, planOf, type Aim, type Judge, type Judged, type Plan } from './plan.js';
import { comparedWithNeed } from './prove/inclusion.js';
import { judgements } from './prove/judgements.js';
import { narrowerSteps } from './prove/narrower.js';
import { minimalSteps } from './prove/minimal.js';
import { pointersOf } from './source/places.js';
import { unspellableNotices } from './unspellable.js';
import { remainingOf } from './remaining.js';

export interface FixOptions {
  readonly judge: Judge;
  /** From facts to the estate, without an audit. */
  readonly understand: (facts: RawSnapshot) => State;
  /** Findings from this level on are fixed. */
  readonly level: Level;
  readonly harden: boolean;
  readonly settings: Partial<EngineSettings>;
  /** Whether what stands at a pointer of the facts is not there yet: no command changes it. */
  readonly isOnlyInCode?: (pointer: string) => boolean;
  /** What the reader must know of the input. */
  readonly notices?: readonly string[];
}

export interface Fixed {
  readonly report: FixReport;
  /** How the document of each patch, of both sets, is read and written. */
  readonly commands: ReadonlyMap<string, DocumentCommands>;
  /** The facts with all patches of the first set applied. */
  readonly facts: RawSnapshot;
  /** Those with the second set applied, too, where it was asked for. */
  readonly hardened: RawSnapshot | null;
  /** Files of the input that a patch edits, as they are, by name. */
  readonly files?: ReadonlyMap<string, string>;
  /** For who edits files: the first set with stand-ins, and both estates. */
  readonly work: { readonly patches: readonly FixPatch[]; readonly before: State; readonly after: State };
}

interface Stage {
  readonly plan: Plan;
  readonly patches: readonly FixPatch[];
  readonly commands: ReadonlyMap<string, DocumentCommands>;
  readonly leftOut: number;
  /** Ids of patches that were not compared exactly with what was there. */
  readonly open: readonly string[];
  readonly end: Judged;
}

/** @param start the facts as they are, audited */
export function fixOf(start: Judged, options: FixOptions): Fixed {
  const aim: Aim = { level: options.level, harden: false };
  const first = stageOf(start, options, aim);
  const second = options.harden ? stageOf(first.end, options, { level: 'note', harden: true }) : null;
  const compared = comparedWithNeed(first.patches, () => neededIn(first.end.estate, options.settings));
  const remaining = remainingOf(first.end.report, first.plan, { level: options.level, harden: options.harden });
  const pairs = pairsOf(start.report, first.end.report);
  const newFindings = newIn(first.end.report, start.report);
  const { input } = start.report;
  const report: FixReport = {
    format: 'replint-fix/1',
    tool: { name: 'replint', version },
    input: { kind: input.kind, files: input.files ?? [], collectedAt: input.collectedAt },
    verified:
      pairs.every(({ after }) => after === 'replicates') &&
      newFindings.length === 0 &&
      compared.beyondNeed.length === 0 &&
      !remaining.some(({ level, reason }) => level === 'error' && reason !== 'narrowing'),
    proof: {
      newFindings,
      ...compared,
      leftOut: first.leftOut,
      ...(second === null ? {} : { harden: hardenProofOf(first, second) }),
    },
    pairs,
    patches: first.patches,
    ...(second === null ? {} : { harden: second.patches }),
    remaining,
    afterwards: afterwardsOf(first.end, first.patches, pairs),
    notices: [
      ...(options.notices ?? []),
      ...(first.patches.length > 0 ? unspellableNotices(start.estate) : []),
      ...noticesOf(start.report, second),
    ],
  };
  const deployed = [...report.patches, ...(report.harden ?? [])].filter((patch) => !isOfCode(patch));
  const commands = new Map([...first.commands, ...(second?.commands ?? [])]);
  return {
    report: withNames(report),
    commands: new Map(deployed.flatMap(({ id }) => [[id, commands.get(id)] as const]).filter(hasCommands)),
    facts: first.end.facts,
    hardened: second?.end.facts ?? null,
    work: { patches: first.patches, before: start, after: first.end },
  };
}

function hasCommands(
  entry: readonly [string, DocumentCommands | undefined],
): entry is readonly [string, DocumentCommands] {
  return entry[1] !== undefined;
}

function stageOf(start: Judged, { judge, understand, isOnlyInCode = () => false }: FixOptions, aim: Aim): Stage {
  const plan = planOf(start, judge, understand, aim);
  const needed = minimalSteps(start.facts, plan, { judge, understand, aim });
  const narrower = aim.harden ? narrowerSteps(start, needed.steps, { judge, understand }) : null;
  const { steps } = narrower ?? needed;
  const leftOut = [...needed.leftOut, ...(narrower?.leftOut ?? [])];
  const outcome = allApplied(start.facts, steps, understand);
  const end = leftOut.length === 0 ? plan.end : judge(outcome.facts);
  const both = { before: start, after: end, isSecond: aim.harden };
  const patches = patchesOf(steps, outcome.touched, plan.mends, both);
  const waiting = withWaiting(patches, sourceBucketsOf(steps, plan));
  const deployed = waiting.filter((patch) => !pointersOf(end, patch).some(isOnlyInCode));
  const commands = commandsById(deployed, start, end);
  const guardedPatches = waiting.map((patch) => {
    const own = commands.get(patch.id);
    return own === undefined ? patch : { ...patch, commands: guarded(patch, own) };
  });
  const open = patchesOf([...(narrower?.open ?? [])], outcome.touched, plan.mends, both).map(({ id }) => id);
  return { plan, patches: guardedPatches, commands, leftOut: leftOut.length, open, end };
}

function sourceBucketsOf(steps: readonly Step[], { mends }: Plan): (patch: FixPatch) => readonly string[] {
  const buckets = new Map<string, string>();
  for (const step of steps)
    for (const { fingerprint, sourceBucket } of mends.get(step) ?? [])
      if (sourceBucket !== null) buckets.set(fingerprint, sourceBucket);
  return (patch) => patch.mends.flatMap((fingerprint) => buckets.get(fingerprint) ?? []);
}

function hardenProofOf(first: Stage, second: Stage): HardenProof {
  return {
    verdictsKept: judgements(first.end.report) === judgements(second.end.report),
    newFindings: newIn(second.end.report, first.end.report),
    notCompared: second.open,
    leftOut: second.leftOut,
  };
}

/** Enabled rules alone: what is switched off is meant not to replicate. */
function pairsOf(before: Report, after: Report): readonly FixedPair[] {
  const name = ({ source, replicationRule }: Report['replication'][number]): string =>
    JSON.stringify([source.bucket, replicationRule?.index ?? null]);
  const verdicts = new Map(before.replication.map((entry) => [name(entry), entry.verdict]));
  return after.replication
    .filter(({ verdict }) => verdict !== 'disabled')
    .map((entry) => ({
      source: entry.source.bucket,
      destination: entry.destination?.bucket ?? null,
      replicationRule: entry.replicationRule?.id ?? null,
      index: entry.replicationRule?.index ?? 0,
      before: verdicts.get(name(entry)) ?? 'unknown',
      after: entry.verdict,
    }));
}

/** Problems of a kind that the resource did not have: a fingerprint alone may change with the cause. */
function newIn(after: Report, before: Report): readonly string[] {
  const known = new Set(before.findings.flatMap((finding) => [finding.fingerprint, placeOf(finding)]));
  return after.findings
    .filter(
      (finding) =>
        finding.kind === 'problem' &&
        finding.suppressed === null &&
        levelRank(finding.level) <= levelRank('warning') &&
        !known.has(finding.fingerprint) &&
        !known.has(placeOf(finding)),
    )
    .map(({ fingerprint }) => fingerprint);
}

function placeOf({ rule, resource, sourceBucket, replicationRule }: Finding): string {
  return JSON.stringify([rule, resource, sourceBucket, replicationRule]);
}

function noticesOf(report: Report, second: Stage | null): readonly string[] {
  const patches = byId(report);
  const broad = report.findings.filter(
    (finding) => finding.kind === 'problem' && finding.suppressed === null && isNarrowing(finding, patches),
  );
  return second === null && broad.length > 0
    ? [
        `${broad.length} more findings say that something is too broad: \`--harden\` shows what to take away, to be done later.`,
      ]
    : [];
}
