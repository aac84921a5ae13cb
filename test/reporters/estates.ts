import { readFileSync, readdirSync } from 'node:fs';

/** Every estate that the project keeps as a snapshot, by its path in `fixtures`. */
export const allEstates: readonly string[] = [
  ...readdirSync(new URL('../../fixtures/estates', import.meta.url)).map((name) => `estates/${name}`),
  'demo/estate.json',
  'every-rule/estate.json',
];

export function estateAt(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'utf8'));
}
