/**
 * Sizes: a file says one thing, a function fits on a screen. Tables of data may be longer.
 */
import { describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mostLines = 300;
const mostOfFunction = 60;
const mostParameters = 4;
const mostFiles = 16;

/** Tables: one entry after the other, nothing to take apart. */
const tables = new Set([
  'src/policy/service-data/services.generated.ts',
  'src/replication/requests/kms.ts',
  'src/sources/snapshot/snapshot-shape.ts',
]);

function filesIn(folder: string): readonly string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`)
    .sort();
}

const sources = [...filesIn('src'), ...filesIn('rules')];
const textOf = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

interface Node {
  readonly type?: string;
  readonly span?: { readonly start: number; readonly end: number };
  readonly [member: string]: unknown;
}

interface Sized {
  readonly name: string;
  readonly lines: number;
  readonly parameters: number;
}

/** What a library calls gets the parameters that the library gives. */
const nameless = '(no name)';

function nameOf({ identifier, key }: Node): string {
  for (const named of [identifier, key] as readonly (Node | undefined)[])
    if (typeof named?.['value'] === 'string') return named['value'];
  return nameless;
}

/** Functions, methods and arrows with a body. */
function functionsIn(text: string): readonly Sized[] {
  // The parser counts bytes from the first token of all that it has read: with one in front, that is known.
  const bytes = Buffer.from(`;${text}`);
  const module = parseSync(`;${text}`, { syntax: 'typescript', target: 'es2022' }) as unknown as Node;
  const base = module.span?.start ?? 0;
  const found: Sized[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const node = value as Node;
    const own = (node['function'] as Node | undefined) ?? node;
    const parameters = own['params'] as readonly unknown[] | undefined;
    const body = own['body'] as Node | null | undefined;
    const span = node.span ?? own.span;
    if (parameters !== undefined && body?.span !== undefined && span !== undefined) {
      const lines = bytes
        .subarray(span.start - base, span.end - base)
        .toString('utf8')
        .split('\n').length;
      found.push({ name: nameOf(node), lines, parameters: parameters.length });
      visit(body);
      return;
    }
    for (const member of Object.values(node)) visit(member);
  };
  visit(module);
  return found;
}

test('files', () => {
  const long = sources.filter((path) => !tables.has(path) && textOf(path).split('\n').length - 1 > mostLines);
  expect(long).toEqual([]);
  for (const path of tables) expect(sources).toContain(path);
});

test('folders', () => {
  const count = new Map<string, number>();
  for (const path of sources) count.set(dirname(path), (count.get(dirname(path)) ?? 0) + 1);
  expect([...count].filter(([, files]) => files > mostFiles).map(([path]) => path)).toEqual([]);
});

describe('functions', () => {
  const all = sources.flatMap((path) => functionsIn(textOf(path)).map((each) => ({ path, ...each })));

  test('are found', () => {
    expect(all.length).toBeGreaterThan(2_000);
  });

  test('length', () => {
    const long = all.filter(({ lines }) => lines > mostOfFunction).map(({ path, name }) => `${path} ${name}`);
    expect(long).toEqual([]);
  });

  test('parameters', () => {
    const many = all.filter(({ name, parameters }) => name !== nameless && parameters > mostParameters);
    expect(many.map(({ path, name }) => `${path} ${name}`)).toEqual([]);
  });
});
