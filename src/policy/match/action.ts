/** Whether an Action or NotAction element covers an action. Source: IAM User Guide, "IAM JSON policy elements: Action". */
import type { PatternElement } from '../model.js';
import { type Glob, matchesGlob, parseGlob } from '../strings/index.js';

const actionGlobs = new WeakMap<PatternElement, readonly Glob[]>();

/** Actions are compared without regard to case. `*:*` is left open: no AWS page says whether it reaches everything. */
export function matchesAction(element: PatternElement, action: string): boolean | null {
  let globs = actionGlobs.get(element);
  if (globs === undefined) {
    globs = element.patterns.map((pattern) => parseGlob(pattern, { ignoreCase: true }));
    actionGlobs.set(element, globs);
  }
  const isMatch = globs.some((glob, index) => element.patterns[index] !== '*:*' && matchesGlob(glob, action));
  if (!isMatch && element.patterns.includes('*:*')) return null;
  return isMatch !== element.not;
}
