/**
 * The second set takes away and gives nothing: each document allows nothing that it did not allow before, and every verdict is what it
 * was. What fails either is not in the set. That all of them together keep the verdicts holds for any part of them, too: where less is
 * taken away, nothing more is refused.
 */
import { allowsNothingBeyond, type Inclusion } from '../../policy/index.js';
import { allApplied, type Step } from '../change/apply-all.js';
import type { State } from '../change/model.js';
import type { Judge, Judged } from '../plan.js';
import { policiesOf } from './policies-of.js';
import { judgements } from './judgements.js';

export interface Narrower {
  readonly steps: readonly Step[];
  readonly leftOut: readonly Step[];
  /** Steps whose documents could not be compared exactly. */
  readonly open: ReadonlySet<Step>;
}

export interface Narrowing {
  readonly judge: Judge;
  readonly understand: (facts: State['facts']) => State;
}

/** @param start with the first set applied, audited */
export function narrowerSteps(start: Judged, steps: readonly Step[], { judge, understand }: Narrowing): Narrower {
  const leftOut = new Set<Step>();
  const open = new Set<Step>();
  const without = (): readonly Step[] => steps.filter((step) => !leftOut.has(step));
  const end = understand(allApplied(start.facts, steps, understand).facts);
  for (const step of steps) {
    const { outcome } = compared(step, start, end);
    if (outcome === 'beyond') leftOut.add(step);
    if (outcome === 'unknown') open.add(step);
  }
  const reference = judgements(start.report);
  const keeps = (some: readonly Step[]): boolean =>
    judgements(judge(allApplied(start.facts, some, understand).facts).report) === reference;
  if (!keeps(without())) {
    const kept: Step[] = [];
    for (const step of without()) if (keeps([...kept, step])) kept.push(step);
    for (const step of steps) if (!kept.includes(step)) leftOut.add(step);
  }
  return { steps: without(), leftOut: [...leftOut], open };
}

const included: Inclusion = { outcome: 'included' };

function compared({ patch: { target } }: Step, before: State, after: State): Inclusion {
  const [old, now] = [policiesOf(before, target), policiesOf(after, target)];
  return old === null || now === null ? included : allowsNothingBeyond(now, old);
}
