/** Whether an Action or NotAction element covers an action. Source: IAM User Guide, "IAM JSON policy elements: Action". */
import type { PatternElement } from '../model.js';
import { always, never } from '../extent.js';
import { matched } from '../stand-ins/match.js';
import { type Glob, matchesGlob, parseGlob } from '../strings/index.js';

const answers = new WeakMap<PatternElement, Map<string, boolean | null>>();
/** Elements of the same text, of which an estate has many, share their answers. */
const shared = new Map<string, Map<string, boolean | null>>();
/** Different texts, before all are forgotten. */
const mostShared = 1000;
const actionGlobs = new WeakMap<PatternElement, readonly Glob[]>();

/** Actions are compared without regard to case. `*:*` is left open: no AWS page says whether it reaches everything. */
export function matchesAction(element: PatternElement, action: string): boolean | null {
  let known = answers.get(element);
  if (known === undefined) answers.set(element, (known = answersOf(element)));
  let answer = known.get(action);
  if (answer === undefined) known.set(action, (answer = findAnswer(element, action)));
  return answer;
}

function answersOf({ patterns, not }: PatternElement): Map<string, boolean | null> {
  const text = JSON.stringify([not, ...patterns]);
  let known = shared.get(text);
  if (known === undefined) {
    if (shared.size >= mostShared) shared.clear();
    shared.set(text, (known = new Map()));
  }
  return known;
}

function findAnswer(element: PatternElement, action: string): boolean | null {
  let globs = actionGlobs.get(element);
  if (globs === undefined) {
    globs = element.patterns.map((pattern) => parseGlob(pattern, { ignoreCase: true }));
    actionGlobs.set(element, globs);
  }
  let isOpen = false;
  for (const [index, glob] of globs.entries()) {
    const match = element.patterns[index] === '*:*' ? null : matchesOne(glob, action);
    if (match === true) return !element.not;
    isOpen ||= match === null;
  }
  return isOpen ? null : element.not;
}

/** Null: the pattern holds a value that is not known. */
function matchesOne(glob: Glob, action: string): boolean | null {
  if (!glob.holdsStandIn) return matchesGlob(glob, action);
  const extent = matched(glob, action);
  return extent === always ? true : extent === never ? false : null;
}
