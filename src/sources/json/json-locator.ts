/** Places in one JSON text: pointers are JSON pointers. */
import type { Locator } from '../../estate/locator.js';
import { findSpans, locate } from './locate.js';

/**
 * @param file as people call it
 * @param text valid JSON
 */
export function jsonLocator(file: string, text: string): Locator {
  return {
    placesOf: (pointers) =>
      new Map(
        [...locate(text, pointers)].map(([pointer, place]) => [pointer, { file, address: pointer, ...place }] as const),
      ),
    excerptOf: (pointer) => nearestText(text, pointer),
  };
}

/** The text of the value, or of the nearest one above where the pointer leads nowhere. */
export function nearestText(text: string, pointer: string): string | null {
  const span = findSpans(text, [pointer]).get(pointer);
  return span === undefined ? null : text.slice(span.start, span.end);
}

/** The texts of values, as far as they are there: the text of another value would be taken for theirs. */
export function jsonTexts(text: string, pointers: Iterable<string>): ReadonlyMap<string, string> {
  return new Map(
    [...findSpans(text, pointers)]
      .filter(([, { isExact }]) => isExact)
      .map(([pointer, { start, end }]) => [pointer, text.slice(start, end)]),
  );
}
