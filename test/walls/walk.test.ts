/** An audit goes through the rooms of the engine once: what is called, in order, enters none of them twice. */
import { describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { engineRooms } from './engine-rooms.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Node {
  readonly type?: string;
  readonly [member: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function nodesOf(value: unknown): readonly Node[] {
  if (!isNode(value)) return [];
  return [value, ...(Array.isArray(value) ? value : Object.values(value)).flatMap(nodesOf)];
}

/** Imported names of a file, with the rooms that they come from. */
function roomsOfNames(module: Node): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const each of nodesOf(module['body']).filter(({ type }) => type === 'ImportDeclaration')) {
    const path = String((each['source'] as Node)['value']);
    const room = engineRooms.find((known) => path.includes(`/${known.path.split('/').at(-1)}/`));
    if (room === undefined) continue;
    for (const { local } of each['specifiers'] as readonly { readonly local: Node }[])
      names.set(String(local['value']), room.path);
  }
  return names;
}

/** What a function calls or constructs of other rooms, in the order of its text. */
function walkOf(path: string, name: string): readonly string[] {
  const module = parseSync(readFileSync(`${root}${path}`, 'utf8'), {
    syntax: 'typescript',
    target: 'es2022',
  }) as unknown as Node;
  const names = roomsOfNames(module);
  const declared = nodesOf(module['body']).find(
    (node) => node.type === 'FunctionDeclaration' && (node['identifier'] as Node)['value'] === name,
  );
  if (declared === undefined) throw new Error(`${path} has no function ${name}.`);
  return nodesOf(declared['body'])
    .filter(({ type }) => type === 'CallExpression' || type === 'NewExpression')
    .map(({ callee }) => callee as Node)
    .flatMap(({ type, value }) => (type === 'Identifier' ? (names.get(String(value)) ?? []) : []))
    .filter((room, index, all) => room !== all[index - 1]);
}

describe('the walk', () => {
  test('of an audit', () => {
    expect(walkOf('src/engine/audit.ts', 'audit')).toEqual(
      ['documents', 'verdict', 'uses', 'jobs', 'findings', 'entries', 'remedy'].map((room) => `src/engine/${room}`),
    );
  });

  test.each([
    ['src/engine/verdict/judge.ts', 'judgePairs'],
    ['src/engine/verdict/judge.ts', 'judgeOne'],
    ['src/engine/findings/all-findings.ts', 'allFindings'],
    ['src/engine/entries/report-of.ts', 'reportOf'],
    ['src/engine/explain/explain.ts', 'explain'],
  ])('of %s, %s: no way back', (path, name) => {
    const walk = walkOf(path, name);
    expect(walk).toEqual([...new Set(walk)]);
  });
});
