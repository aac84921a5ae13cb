/** A fix whose patches know their places in the input, and the edits that make them there. */
import type { Reading } from '../../sources/adapter.js';
import type { Fixed } from '../fix.js';
import type { FixPatch } from '../model.js';
import { sourcesOf } from './edits.js';

/**
 * Several inputs are one estate whose places are no longer those of each: of them there are no edits.
 * @param reading the one that is edited; null = none
 */
export function withEdits<F extends Fixed>(fixed: F, reading: Reading | null): F {
  if (reading === null || reading.kind === 'live') return fixed;
  const found = sourcesOf({ reading, ...fixed.work });
  // What is right in one case can name what another does not have.
  const isOneCase = fixed.report.cases === undefined;
  const patches = fixed.report.patches.map((patch): FixPatch => {
    const { place, edits: all = [], byHand } = found.get(patch.id) ?? {};
    const edits = isOneCase ? all : [];
    return {
      ...patch,
      ...(place === null || place === undefined ? {} : { place: { ...place } }),
      ...(edits.length === 0 ? {} : { edits }),
      ...(edits.length > 0 || byHand === undefined ? {} : { byHand }),
    };
  });
  const edited = new Set(patches.flatMap(({ edits = [] }) => edits.map(({ file }) => file)));
  const files = new Map(
    (reading.files ?? []).flatMap(({ name, text }) => (text !== null && edited.has(name) ? [[name, text]] : [])),
  );
  return { ...fixed, files, report: { ...fixed.report, patches } };
}
