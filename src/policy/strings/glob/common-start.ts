/**
 * What all members of a set begin with, and what may follow it. Resources of one bucket share their first forty characters: without
 * them a walk is a few steps long.
 */
import { afterPrefix, concatGlobs, literalGlob, parseGlob } from './glob.js';
import { fixedStart } from './glob-texts.js';
import { byteLength, complement, intersection, nothing, ofGlob, ofGlobs, union, type StringSet } from '../set.js';

const maxAlternatives = 64;

/** A text that every member of the set begins with; whole characters only. */
export function commonStart(set: StringSet): string {
  switch (set.op) {
    case 'texts':
      return set.texts.size > maxAlternatives ? '' : sharedStart(set.texts);
    case 'glob':
      return set.glob.ignoreCase ? '' : fixedStart(set.glob);
    case 'or':
      return set.sets.length > maxAlternatives ? '' : sharedStart(set.sets.map(commonStart));
    case 'and':
      return set.sets
        .map(commonStart)
        .reduce((longest, start) => (start.length > longest.length ? start : longest), '');
    default:
      return '';
  }
}

function sharedStart(texts: Iterable<string>): string {
  let shared: string | null = null;
  for (const text of texts) {
    if (shared === null) shared = text;
    let length = Math.min(shared.length, text.length);
    while (!text.startsWith(shared.slice(0, length))) length -= 1;
    shared = shared.slice(0, length);
  }
  return (shared ?? '').replace(/[\ud800-\udbff]$/u, '');
}

/** The left quotient: `start` followed by a text is in `set` exactly when the text is in what this gives. */
export function afterStart(set: StringSet, start: string): StringSet {
  switch (set.op) {
    case 'all':
    case 'none':
      return set;
    case 'texts': {
      const rests = [...set.texts].filter((text) => text.startsWith(start)).map((text) => text.slice(start.length));
      return rests.length === 0 ? nothing : { op: 'texts', texts: new Set(rests) };
    }
    case 'glob':
      return ofGlobs(afterPrefix(set.glob, start));
    case 'length': {
      const bytes = byteLength(start);
      if (set.max < bytes) return nothing;
      return { op: 'length', min: Math.max(0, set.min - bytes), max: set.max - bytes };
    }
    case 'not':
      return complement(afterStart(set.set, start));
    case 'or':
      return union(...set.sets.map((each) => afterStart(each, start)));
    case 'and':
      return intersection(...set.sets.map((each) => afterStart(each, start)));
  }
}

/** The reverse: `start` followed by each member. */
export function behindStart(set: StringSet, start: string): StringSet {
  return intersection(ofGlob(concatGlobs(literalGlob(start), parseGlob('*'))), moved(set, start));
}

/** Holds of texts that begin with the start. */
function moved(set: StringSet, start: string): StringSet {
  switch (set.op) {
    case 'all':
    case 'none':
      return set;
    case 'texts':
      return { op: 'texts', texts: new Set(Array.from(set.texts, (text) => start + text)) };
    case 'glob':
      return ofGlob(concatGlobs(literalGlob(start), set.glob));
    case 'length':
      return { op: 'length', min: set.min + byteLength(start), max: set.max + byteLength(start) };
    case 'not':
      return complement(moved(set.set, start));
    case 'or':
      return union(...set.sets.map((each) => moved(each, start)));
    case 'and':
      return intersection(...set.sets.map((each) => moved(each, start)));
  }
}
