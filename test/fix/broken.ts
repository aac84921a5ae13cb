/** Broken estates of every kind that is known: those that people told of, and one mistake in a correct estate. */
import { readdirSync, readFileSync } from 'node:fs';
import { defects } from '../../bench/accuracy/defects.mjs';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';

const root = new URL('../../fixtures/conformance/', import.meta.url);

const conformance = readdirSync(root).map((name): readonly [string, unknown] => [
  `conformance/${name}`,
  JSON.parse(readFileSync(new URL(`${name}/broken.json`, root), 'utf8')),
]);

const made = Object.entries(defects).map(([name, [choices, change]]): readonly [string, unknown] => {
  const { snapshot, setting } = buildEstate(choices);
  change(snapshot, setting);
  return [`defect/${name}`, snapshot];
});

export const broken: readonly (readonly [string, unknown])[] = [...conformance, ...made];
