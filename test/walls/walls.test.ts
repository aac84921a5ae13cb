import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { engineRooms } from './engine-rooms.js';
import { rooms } from './rooms.js';
import { breaches, circles, fileEdges, roomEdges, sourceFiles, unused, unusedDoors } from './walls.js';

const files = sourceFiles();

describe('the walls of the house', () => {
  test('stand: every import is one that the table of rooms allows', () => {
    expect(breaches(files)).toEqual([]);
  });

  test('have no doors that nobody uses', () => {
    expect(unused(files)).toEqual([]);
    expect(unusedDoors(files)).toEqual([]);
  });

  test('no arrow runs back: rooms import each other one way', () => {
    expect(circles(roomEdges(rooms))).toEqual([]);
  });

  test('no arrow of the engine runs up: each of its rooms imports only rooms that the list has before it', () => {
    const paths = engineRooms.map(({ path }) => path);
    for (const [index, { path, imports }] of engineRooms.entries())
      expect({ path, up: imports.filter((each) => paths.indexOf(each) >= index) }).toEqual({ path, up: [] });
  });

  test('every folder of the engine is a room of its own', () => {
    const folders = [...files.keys()].flatMap((path) => /^src\/engine\/[^/]+(?=\/)/u.exec(path) ?? []);
    expect(engineRooms.map(({ path }) => path).toSorted()).toEqual([...new Set(folders)].toSorted());
  });

  test('no files import each other', () => {
    expect(circles(fileEdges(files))).toEqual([]);
  });

  test('pure rooms have neither clock nor environment: the linter refuses the globals there', () => {
    const { overrides } = JSON.parse(readFileSync(new URL('../../.oxlintrc.json', import.meta.url), 'utf8')) as {
      readonly overrides: readonly { readonly files: readonly string[]; readonly rules: Record<string, unknown> }[];
    };
    const restricted = overrides.find(({ rules }) => rules['eslint/no-restricted-globals'] !== undefined);
    const pure = rooms.filter(({ isPure }) => isPure === true).map(({ path }) => `${path}/**`);
    expect(restricted?.files.toSorted()).toEqual(pure.toSorted());
  });
});

/** Imports that stand for the ways in which a wall can be broken: file, line of code, what is said about it. */
const planted: readonly (readonly [file: string, code: string, why: string])[] = [
  [
    'src/policy/conditions/dates.ts',
    "import { known } from '../../estate/fact.js';",
    'src/policy may not import src/estate',
  ],
  ['src/policy/index.ts', "export * from '../estate/arn.js';", 'src/policy may not import src/estate'],
  [
    'src/policy/deep/er/still.ts',
    "import { audit } from '../../../engine/audit.js';",
    'src/policy may not import src/engine',
  ],
  ['src/policy/io.ts', "import { readFileSync } from 'node:fs';", 'src/policy may not import this package'],
  ['src/policy/sdk.ts', "import type { Policy } from '@aws-sdk/client-iam';", 'src/policy may not import this package'],
  [
    'src/estate/fact2.ts',
    "import { readSnapshots } from '../sources/snapshot/read-snapshot.js';",
    'src/estate may not import src/sources',
  ],
  ['src/estate/typed.ts', "export type T = import('../engine/model.js').Pair;", 'src/estate may not import src/engine'],
  [
    'src/replication/requests/more.ts',
    "import { decide } from '../../policy/index.js';",
    'src/replication may not import src/policy',
  ],
  [
    'src/engine/pairs/more.ts',
    "import { rules } from '../../../rules/index.generated.js';",
    'src/engine/pairs may not import rules',
  ],
  [
    'src/engine/verdict/more.ts',
    "import { json } from '../../reporters/json.js';",
    'src/engine/verdict may not import src/reporters',
  ],
  [
    'src/engine/pairs/verdicts.ts',
    "import { judgePairs } from '../verdict/judge.js';",
    'src/engine/pairs may not import src/engine/verdict',
  ],
  [
    'src/engine/verdict/patches.ts',
    "export { patchesOf } from '../remedy/patches.js';",
    'src/engine/verdict may not import src/engine/remedy',
  ],
  [
    'src/engine/least-privilege/uses.ts',
    "import type { Uses } from '../uses/uses.js';",
    'src/engine/least-privilege may not import src/engine/uses',
  ],
  [
    'src/engine/findings/back.ts',
    "import { audit } from '../audit.js';",
    'src/engine/findings may not import src/engine',
  ],
  [
    'src/engine/shapes/back.ts',
    "import { regionOf } from '../model.js';",
    'src/engine/shapes may not import src/engine',
  ],
  [
    'src/engine/findings/io.ts',
    "import { statSync } from 'node:fs';",
    'src/engine/findings may not import this package',
  ],
  [
    'src/engine/requests/decided.ts',
    "import { decide } from '../../policy/decide/decide.js';",
    'src/policy/decide/decide.ts is not a door of src/policy',
  ],
  [
    'rules/policy/texts.ts',
    "import { isUnit } from '../../src/policy/strings/set.js';",
    'src/policy/strings/set.ts is not a door of src/policy',
  ],
  [
    'rules/kms/words.ts',
    "import { pairWords } from '../../src/engine/words/words.js';",
    'src/engine/words/words.ts is not a door of src/engine',
  ],
  [
    'src/fix/need.ts',
    "import { neededIn } from '../engine/uses/need.js';",
    'src/engine/uses/need.ts is not a door of src/engine',
  ],
  ['src/explained.ts', "await import('./engine/explain/explain.js');", 'src/engine/explain/explain.ts is not a door'],
  ['src/engine/io.ts', "await import('node:fs/promises');", 'src/engine may not import this package'],
  ['src/engine/any.ts', 'await import(process.argv[2]!);', 'only the running program knows'],
  ['rules/kms/more.ts', "import { run } from '../../src/run.js';", 'rules may not import src/*.ts'],
  ['rules/kms/io.ts', "const fs = require('node:fs');", 'rules may not import this package'],
  ['src/report/more.ts', "export { audit } from '../engine/audit.js';", 'src/report may not import src/engine'],
  [
    'src/reporters/html/more.ts',
    "import type { Pair } from '../../engine/model.js';",
    'src/reporters may not import src/engine',
  ],
  [
    'src/collectors/more.ts',
    "import { PutObjectCommand } from '@aws-sdk/client-s3';",
    'PutObjectCommand: Audited accounts are only read',
  ],
  [
    'src/collectors/more.ts',
    "import { DeleteKeyCommand as GetKeyCommand } from '@aws-sdk/client-kms';",
    'DeleteKeyCommand: Audited',
  ],
  [
    'src/collectors/judge.ts',
    "import { audit } from '../engine/audit.js';",
    'src/collectors may not import src/engine',
  ],
  ['src/cli/more.ts', "import { store } from '../job/store.js';", 'src/cli may not import src/job/store.ts'],
  ['src/job/more.ts', "import { S3Client } from '@aws-sdk/client-s3';", 'src/job may not import this package'],
  [
    'src/job/store.ts',
    "import { DeleteObjectCommand } from '@aws-sdk/client-s3';",
    'DeleteObjectCommand: The store reads',
  ],
  ['src/diff/more.ts', "import { gone } from '../estate/gone.js';", 'there is no such file'],
  ['src/attic/new.ts', 'export const x = 1;', 'is in no room'],
];

describe('a planted import', () => {
  test.each(planted)('%s: %s', (file, code, why) => {
    const text = `/** Planted. */\n\n${code}\n`;
    const found = breaches(new Map([...files, [file, text]])).filter((line) => line.startsWith(`${file}:`));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(why);
    expect(found[0]).toMatch(why === 'is in no room' ? /:1 / : /:(?:3|\?) /u);
  });

  test('a circle of files is found', () => {
    const edges = fileEdges(
      new Map([
        ['src/basics/a.ts', "import './b.js';"],
        ['src/basics/b.ts', "export * from './c.js';"],
        ['src/basics/c.ts', "import type { A } from './a.js';"],
        ['src/basics/d.ts', "import './a.js';"],
      ]),
    );
    expect(circles(edges)).toEqual([['src/basics/a.ts', 'src/basics/b.ts', 'src/basics/c.ts']]);
  });
});
