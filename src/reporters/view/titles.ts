/** Titles of rules, by id. */
import type { RuleFacts } from '../reporter.js';

export type Titles = ReadonlyMap<string, string>;

export function titlesOf(rules: readonly RuleFacts[]): Titles {
  return new Map(rules.map(({ id, title }) => [id, title]));
}
