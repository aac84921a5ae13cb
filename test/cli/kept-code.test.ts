/** What is kept of a program is run unseen: when it is taken, and when not. */
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { buildSync } from 'esbuild';
import { build, estate, newFolder, replintAlone } from './replint.js';

const source = fileURLToPath(new URL('../../src/cli/kept-code.ts', import.meta.url));

/** Two programs of the same length. */
const texts = { one: scriptOf(1), two: scriptOf(2) };

function scriptOf(answer: number): string {
  return `(function($take,$give,$import,$url,require){function answer(){return ${answer}}$give({answer:answer()+$take('ten')})})`;
}

const nameOf = (text: string): string => `work-${crc32(text).toString(16)}-${process.version}-${process.arch}`;

let program = '';
beforeAll(() => {
  program = newFolder();
  buildSync({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(program, 'kept.mjs'),
  });
  writeFileSync(
    join(program, 'run.mjs'),
    `import { runScript } from './kept.mjs';
     console.log(runScript(new URL('work.js', import.meta.url).href, { ten: 10 }, null, true).answer);`,
  );
});

let home = '';
let kept = '';
beforeEach(() => {
  home = newFolder();
  kept = join(home, '.cache/replint');
});

function answer(text: string, environment: Readonly<Record<string, string>> = { HOME: home }): string {
  writeFileSync(join(program, 'work.cjs'), text);
  return execFileSync(process.execPath, ['run.mjs'], {
    cwd: program,
    encoding: 'utf8',
    env: environment,
    timeout: 60_000,
  }).trim();
}

/** What was made of the other program lies where this one's is looked for: whoever takes it answers 12. */
function swapped(): string {
  answer(texts.two);
  renameSync(join(kept, nameOf(texts.two)), join(kept, nameOf(texts.one)));
  return join(kept, nameOf(texts.one));
}

test('what was kept is taken, and left as it is', () => {
  const path = swapped();
  const before = statSync(path).mtimeMs;
  expect(answer(texts.one)).toBe('12');
  expect(statSync(path).mtimeMs).toBe(before);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(kept).mode & 0o777).toBe(0o700);
});

test('what was kept for an hour is taken, and kept again with what was compiled since', () => {
  const path = swapped();
  const then = new Date(Date.now() - 2 * 3600 * 1000);
  utimesSync(path, then, then);
  expect(answer(texts.one)).toBe('12');
  expect(statSync(path).mtimeMs).toBeGreaterThan(then.getTime() + 3600 * 1000);
  expect(answer(texts.one)).toBe('12');
});

describe('what is kept is not taken', () => {
  test('from a folder that others may write', () => {
    swapped();
    chmodSync(kept, 0o777);
    expect(answer(texts.one)).toBe('11');
  });

  test('from a file that others may write', () => {
    chmodSync(swapped(), 0o666);
    expect(answer(texts.one)).toBe('11');
  });

  test('through a link', () => {
    const path = swapped();
    renameSync(path, join(home, 'elsewhere'));
    symlinkSync(join(home, 'elsewhere'), path);
    expect(answer(texts.one)).toBe('11');
  });

  test('from what nobody writes to', () => {
    const path = swapped();
    rmSync(path);
    execFileSync('mkfifo', ['-m', '600', path]);
    expect(answer(texts.one)).toBe('11');
  });

  test('from a folder that is a link', () => {
    swapped();
    renameSync(kept, join(home, 'elsewhere'));
    symlinkSync(join(home, 'elsewhere'), kept);
    expect(answer(texts.one)).toBe('11');
  });

  test('where it is damaged: it is made again', () => {
    const path = swapped();
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    writeFileSync(path, bytes);
    expect(answer(texts.one)).toBe('11');
    writeFileSync(path, 'x');
    expect(answer(texts.one)).toBe('11');
    expect(statSync(path).size).toBeGreaterThan(100);
  });

  test('where Node.js does not know it: it is made again', () => {
    const path = swapped();
    const code = Buffer.alloc(1000, 7);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(crc32(code));
    writeFileSync(path, Buffer.concat([checksum, code]));
    expect(answer(texts.one)).toBe('11');
    expect(readFileSync(path).includes(code)).toBe(false);
  });

  test('where it is switched off', () => {
    swapped();
    expect(answer(texts.one, { HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' })).toBe('11');
  });
});

describe('nothing is kept', () => {
  test.each<[string, () => Readonly<Record<string, string>>]>([
    ['without a home', () => ({})],
    ['in a home that is not there', () => ({ HOME: join(home, 'none') })],
    ['in a home that no path leads to', () => ({ HOME: 'home' })],
    ['where it is switched off', () => ({ HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' })],
  ])('%s', (_, environment) => {
    expect(answer(texts.one, environment())).toBe('11');
    expect(readdirSync(home)).toEqual([]);
    expect(existsSync(join(program, 'home'))).toBe(false);
  });

  test('in a file that stands in the place of the folder', () => {
    mkdirSync(join(home, '.cache'));
    writeFileSync(kept, '');
    expect(answer(texts.one)).toBe('11');
    expect(readFileSync(kept, 'utf8')).toBe('');
  });
});

test('the folder of caches can be another', () => {
  expect(answer(texts.one, { HOME: home, XDG_CACHE_HOME: join(home, 'caches') })).toBe('11');
  expect(readdirSync(join(home, 'caches/replint'))).toEqual([nameOf(texts.one)]);
});

test('what was kept a month ago goes when something is kept, and nothing else', () => {
  answer(texts.two);
  const old = join(kept, nameOf(texts.two));
  const then = new Date(Date.now() - 31 * 24 * 3600 * 1000);
  utimesSync(old, then, then);
  writeFileSync(join(kept, 'notes-of-mine.txt'), '');
  utimesSync(join(kept, 'notes-of-mine.txt'), then, then);
  answer(texts.one);
  expect(readdirSync(kept).toSorted()).toEqual(['notes-of-mine.txt', nameOf(texts.one)]);
});

test('the command keeps what it is made of for all commands, answers the same from it, and loads the rest from there', () => {
  build();
  const demo = (): string => {
    const { status, stdout, stderr } = replintAlone(
      ['demo', '--format', 'table', '--format', 'html=report.html'],
      '',
      home,
      {
        HOME: home,
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    rmSync(join(home, 'report.html'));
    return stdout;
  };
  const first = demo();
  const names = readdirSync(kept).toSorted();
  expect(names.map((name) => name.split('-')[0])).toEqual(['rules', 'work']);
  const made = names.map((name) => statSync(join(kept, name)).mtimeMs);
  expect(demo()).toBe(first);
  expect(readdirSync(kept).toSorted()).toEqual(names);
  const audit = replintAlone(['audit', estate('article-good')], '', home, { HOME: home });
  expect({ status: audit.status, stderr: audit.stderr }).toEqual({ status: 0, stderr: '' });
  expect(names.map((name) => statSync(join(kept, name)).mtimeMs)).toEqual(made);
});
