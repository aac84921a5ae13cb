/** Code of the fixtures, evaluated alone: each value that Terraform's own plan of it knows too is the same one. */
import { expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../../../src/basics/canonical-json.js';
import { hasStandIn } from '../../../../src/basics/stand-in.js';
import { InputFile } from '../../../../src/sources/input-file.js';
import { isSetOfBlocks } from '../../../../src/sources/terraform/attributes.js';
import { Unknown } from '../../../../src/sources/terraform/model.js';
import { openEstate } from '../../../../src/sources/terraform/source/open-source.js';

type Json = Readonly<Record<string, unknown>>;
interface Planned {
  readonly resource_changes: readonly { readonly address: string; readonly change: { readonly after: Json | null } }[];
}

const root = 'fixtures/terraform';
const names = readdirSync(root).filter((name) => existsSync(join(root, name, 'source')));

function filesOf(folder: string): readonly InputFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((name) => new InputFile({ name, given: folder, text: readFileSync(name, 'utf8'), bytes: null }));
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** A policy by what it says; the provider makes truth values and numbers of texts. */
function plain(value: unknown): unknown {
  return typeof value === 'object' ? value : parsed(String(value));
}

function parsed(text: string): unknown {
  try {
    return text.startsWith('{') ? (JSON.parse(text) as unknown) : text;
  } catch {
    return text;
  }
}

/** Pairs of values that both sides know. */
function* known(ours: unknown, theirs: unknown, path: string): Generator<readonly [string, unknown, unknown]> {
  if (isNothing(ours) || isNothing(theirs) || ours instanceof Unknown) return;
  if (typeof ours === 'string' && hasStandIn(ours)) return;
  if (isJson(ours) && isJson(theirs)) {
    for (const [name, value] of Object.entries(ours))
      if (Object.hasOwn(theirs, name) && !isSetOfBlocks(name)) yield* known(value, theirs[name], `${path}.${name}`);
  } else if (isJson(ours) && Array.isArray(theirs)) {
    // In JSON syntax a single block needs no list.
    yield* known([ours], theirs, path);
  } else if (Array.isArray(ours) && Array.isArray(theirs)) {
    if (ours.length === theirs.length && [...ours, ...theirs].every(isJson))
      for (const [index, value] of ours.entries()) yield* known(value, theirs[index], `${path}[${index}]`);
  } else yield [path, plain(ours), plain(theirs)];
}

test('every value that both know', async () => {
  let count = 0;
  const differing: unknown[] = [];
  for (const name of names) {
    const plan = JSON.parse(readFileSync(join(root, name, 'plan.json'), 'utf8')) as Planned;
    const after = new Map(plan.resource_changes.map(({ address, change }) => [address, change.after]));
    const { estate } = await openEstate(filesOf(join(root, name, 'source')), {}, null);
    for (const { address, values } of estate.instances)
      for (const [path, ours, theirs] of known(values, after.get(address), `${name}: ${address}`)) {
        count += 1;
        if (canonicalJson(ours) !== canonicalJson(theirs)) differing.push([path, ours, theirs]);
      }
  }
  expect(differing).toEqual([]);
  expect(count).toBeGreaterThan(500);
});
