/** Many patches applied: those of one round together, but never two of them to one document at once. */
import type { Patch } from '../../report/patch.js';
import type { RawSnapshot } from '../../sources/snapshot/snapshot-shape.js';
import { applied } from './apply.js';
import type { State, Touched } from './model.js';

/** A patch as it was applied. */
export interface Step {
  readonly patch: Patch;
  /** Rounds follow each other: what the first mends can uncover what the second has to. */
  readonly round: number;
}

export interface Outcome {
  readonly facts: RawSnapshot;
  readonly touched: ReadonlyMap<Step, readonly Touched[]>;
  /** Patches whose document is not known or has changed its form. */
  readonly impossible: readonly Step[];
  /** Patches whose document would be longer than AWS takes. */
  readonly tooLong: readonly Step[];
}

/** @param understand from facts to the estate */
export function allApplied(
  start: RawSnapshot,
  steps: readonly Step[],
  understand: (facts: RawSnapshot) => State,
): Outcome {
  const touched = new Map<Step, readonly Touched[]>();
  const impossible: Step[] = [];
  const tooLong: Step[] = [];
  let state: State | null = null;
  let facts = start;
  for (const wave of wavesOf(steps)) {
    state = understand(facts);
    for (const step of wave) {
      const result = applied({ ...state, facts }, step.patch);
      if (result === null) impossible.push(step);
      else if (result === 'too-long') tooLong.push(step);
      else {
        facts = result.facts;
        touched.set(step, result.touched);
      }
    }
  }
  return { facts, touched, impossible, tooLong };
}

/** In order, cut where a document would be changed a second time: its place is looked up anew then. */
function wavesOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const waves: { readonly round: number; readonly keys: Set<string>; readonly steps: Step[] }[] = [];
  for (const step of steps) {
    const keys = keysOf(step.patch);
    // Behind the last wave that has one of its documents, or is of another round.
    let at = waves.length;
    for (; at > 0; at -= 1) {
      const before = waves[at - 1];
      if (before === undefined || before.round !== step.round || keys.some((key) => before.keys.has(key))) break;
    }
    const wave = waves[at];
    if (wave === undefined) waves.push({ round: step.round, keys: new Set(keys), steps: [step] });
    else {
      for (const key of keys) wave.keys.add(key);
      wave.steps.push(step);
    }
  }
  return waves.map(({ steps: ofWave }) => ofWave);
}

function keysOf({ target: { kind, resource, name }, account }: Patch): readonly string[] {
  switch (kind) {
    case 'service-control-policy':
    case 'resource-control-policy':
      return ['organization'];
    case 'permissions-boundary':
      return [resource, `managed ${account}`];
    case 'role-policy':
      return [resource, `managed ${account}`].slice(0, name === null ? 1 : 2);
    default:
      return [resource];
  }
}
