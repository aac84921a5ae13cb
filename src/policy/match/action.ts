/** Whether an Action or NotAction element covers an action. Source: IAM User Guide, "IAM JSON policy elements: Action". */
import type { PatternElement } from '../model.js';
import { always, never } from '../extent.js';
import { matched } from '../stand-ins/match.js';
import { type Glob, matchesGlob, parseGlob } from '../strings/index.js';

/** What is asked of an element again and again. */
interface Known {
  readonly globs: readonly Glob[];
  /** By action. */
  readonly answers: Map<string, boolean | null>;
}

const ofElement = new WeakMap<PatternElement, Known>();
/** Elements of the same text, of which an estate has many, share what is known. */
const ofText = new Map<string, Known>();
/** Different texts, before all are forgotten. */
const mostTexts = 1000;

/** Actions are compared without regard to case. `*:*` is left open: no AWS page says whether it reaches everything. */
export function matchesAction(element: PatternElement, action: string): boolean | null {
  let known = ofElement.get(element);
  if (known === undefined) ofElement.set(element, (known = knownOf(element)));
  let answer = known.answers.get(action);
  if (answer === undefined) known.answers.set(action, (answer = answerOf(element, known.globs, action)));
  return answer;
}

function knownOf({ patterns, not }: PatternElement): Known {
  const text = JSON.stringify([not, ...patterns]);
  let known = ofText.get(text);
  if (known === undefined) {
    if (ofText.size >= mostTexts) ofText.clear();
    known = { globs: patterns.map((pattern) => parseGlob(pattern, { ignoreCase: true })), answers: new Map() };
    ofText.set(text, known);
  }
  return known;
}

function answerOf({ patterns, not }: PatternElement, globs: readonly Glob[], action: string): boolean | null {
  let isOpen = false;
  for (const [index, glob] of globs.entries()) {
    const match = patterns[index] === '*:*' ? null : matchesOne(glob, action);
    if (match === true) return !not;
    isOpen ||= match === null;
  }
  return isOpen ? null : not;
}

/** Null: the pattern holds a value that is not known. */
function matchesOne(glob: Glob, action: string): boolean | null {
  if (!glob.holdsStandIn) return matchesGlob(glob, action);
  const extent = matched(glob, action);
  return extent === always ? true : extent === never ? false : null;
}
