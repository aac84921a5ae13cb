/**
 * Each patch is needed: without it, something that the fix mends is broken again. Patches that have nothing to do with each other are
 * left out together, so that a large estate is audited no oftener than its most broken replication rule has patches.
 */
import type { Finding, Report } from '../../report/model.js';
import type { RawSnapshot } from '../../sources/snapshot/snapshot-shape.js';
import { allApplied, type Step } from '../change/apply-all.js';
import type { State } from '../change/model.js';
import { aimedAt, type Aim, type Judge, type Plan } from '../plan.js';

export interface Minimal {
  readonly steps: readonly Step[];
  readonly leftOut: readonly Step[];
}

export function minimalSteps(
  start: RawSnapshot,
  { steps, mends, end }: Plan,
  { judge, understand, aim }: { judge: Judge; understand: (facts: RawSnapshot) => State; aim: Aim },
): Minimal {
  const reference = stateOf(end.report, aim);
  const groups = connected(steps, mends);
  const leftOut = new Set<Step>();
  const most = Math.max(0, ...groups.map((group) => group.length));
  // The last first: what a later round added often makes up for what an earlier one did not reach.
  for (let turn = 0; turn < most; turn += 1) {
    const tried = groups.flatMap((group) => group.at(-1 - turn) ?? []);
    const without = new Set([...leftOut, ...tried]);
    const { facts } = allApplied(
      start,
      steps.filter((step) => !without.has(step)),
      understand,
    );
    const broken = brokenIn(judge(facts).report, aim, reference);
    for (const step of tried) {
      const group = groups.find((each) => each.includes(step)) ?? [];
      if (!isBrokenFor(group, broken, mends)) leftOut.add(step);
    }
  }
  return { steps: steps.filter((step) => !leftOut.has(step)), leftOut: [...leftOut] };
}

interface Goal {
  readonly fingerprints: ReadonlySet<string>;
  readonly verdicts: ReadonlyMap<string, string>;
}

function pairName({ source, destination, replicationRule }: Report['replication'][number]): string {
  return JSON.stringify([source.bucket, destination?.bucket ?? null, replicationRule?.index ?? null]);
}

function stateOf(report: Report, aim: Aim): Goal {
  return {
    fingerprints: new Set(aimedAt(report, aim).map(({ fingerprint }) => fingerprint)),
    verdicts: new Map(report.replication.map((entry) => [pairName(entry), judgementOf(entry)])),
  };
}

/** All that is said of a pair, since a patch may serve one aspect of it. */
function judgementOf({ verdict, byObjectClass, aspects }: Report['replication'][number]): string {
  return JSON.stringify([verdict, byObjectClass, aspects]);
}

interface Broken {
  readonly buckets: ReadonlySet<string>;
  readonly resources: ReadonlySet<string>;
}

/** What is worse than with all patches. */
function brokenIn(report: Report, aim: Aim, reference: Goal): Broken {
  const back = aimedAt(report, aim).filter(({ fingerprint }) => !reference.fingerprints.has(fingerprint));
  const worse = report.replication.filter((entry) => reference.verdicts.get(pairName(entry)) !== judgementOf(entry));
  return {
    buckets: new Set([
      ...worse.map(({ source }) => source.bucket),
      ...back.flatMap(({ sourceBucket }) => sourceBucket ?? []),
    ]),
    resources: new Set(back.map(({ resource }) => resource)),
  };
}

function isBrokenFor(group: readonly Step[], broken: Broken, mends: Plan['mends']): boolean {
  return group.some((step) =>
    (mends.get(step) ?? []).some(
      ({ sourceBucket, resource }) =>
        (sourceBucket !== null && broken.buckets.has(sourceBucket)) || broken.resources.has(resource),
    ),
  );
}

/** Steps that serve the same bucket or change the same resource, directly or through others. */
function connected(steps: readonly Step[], mends: ReadonlyMap<Step, readonly Finding[]>): readonly (readonly Step[])[] {
  const groups: { names: Set<string>; steps: Step[] }[] = [];
  for (const step of steps) {
    const names = new Set<string>([step.patch.target.resource]);
    for (const { sourceBucket, resource } of mends.get(step) ?? []) {
      names.add(resource);
      if (sourceBucket !== null) names.add(`bucket ${sourceBucket}`);
    }
    const met = groups.filter((group) => [...names].some((name) => group.names.has(name)));
    const [first, ...others] = met;
    if (first === undefined) {
      groups.push({ names, steps: [step] });
      continue;
    }
    for (const other of others) groups.splice(groups.indexOf(other), 1);
    for (const each of [...others.flatMap((other) => [...other.names]), ...names]) first.names.add(each);
    for (const each of others.flatMap((other) => other.steps)) first.steps.push(each);
    first.steps.push(step);
  }
  // In the order in which they are applied.
  return groups.map((group) => steps.filter((step) => group.steps.includes(step)));
}
