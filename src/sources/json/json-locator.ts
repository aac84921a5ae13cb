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
    excerptOf: (pointer) => jsonTexts(text, [pointer]).get(pointer) ?? null,
  };
}

/** The texts of values. */
export function jsonTexts(text: string, pointers: Iterable<string>): ReadonlyMap<string, string> {
  return new Map([...findSpans(text, pointers)].map(([pointer, { start, end }]) => [pointer, text.slice(start, end)]));
}
