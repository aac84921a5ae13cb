import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readInputs, UnreadableInput } from '../../../src/sources/files/read-input.js';

const json = '{"Name":"größe"}';
function noInput() {
  return Promise.resolve(new Uint8Array());
}

let folder: string;
async function file(name: string, bytes: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replint-input-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

function utf16be(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('text', () => {
  test.each<[string, string | Uint8Array]>([
    ['UTF-8', json],
    ['UTF-8 with a byte order mark', `\ufeff${json}`],
    ['UTF-16, little end first', Buffer.from(`\ufeff${json}`, 'utf16le')],
    ['UTF-16, big end first', utf16be(`\ufeff${json}`)],
    ['gzip, whatever the name', gzipSync(json)],
    ['gzip of UTF-16', gzipSync(Buffer.from(`\ufeff${json}`, 'utf16le'))],
  ])('in %s', async (_name, bytes) => {
    const path = await file('input.json', bytes);
    expect(await readInputs([path], noInput)).toEqual([{ name: path, text: json }]);
  });

  test('of standard input, between files', async () => {
    const [first, second] = [await file('1.json', '1'), await file('2.json', '2')];
    const inputs = await readInputs([first, '-', second], () => Promise.resolve(gzipSync(json)));
    expect(inputs.map(({ name, text }) => [name, text])).toEqual([
      [first, '1'],
      ['-', json],
      [second, '2'],
    ]);
  });

  test('of an empty file is empty: the reader of the format says what is wrong with it', async () => {
    const path = await file('empty.json', '');
    expect(await readInputs([path], noInput)).toEqual([{ name: path, text: '' }]);
  });
});

async function refusal(names: readonly string[]): Promise<unknown> {
  return readInputs(names, noInput).then(
    () => null,
    (error: unknown) => error,
  );
}

describe('refused in words', () => {
  test('a file that is not there', async () => {
    const error = await refusal([join(folder, 'missing.json')]);
    expect(error).toBeInstanceOf(UnreadableInput);
    expect(error).toMatchObject({
      message: `Cannot read ${join(folder, 'missing.json')}: there is no such file.`,
      help: expect.stringContaining('replint collect'),
    });
  });

  test('a folder', async () => {
    expect(await refusal([folder])).toMatchObject({ message: `Cannot read ${folder}: it is a folder.` });
  });

  test('a path through a file', async () => {
    const path = join(await file('plain.json', '1'), 'more.json');
    expect(await refusal([path])).toMatchObject({
      message: `Cannot read ${path}: a part of the path is not a folder.`,
    });
  });

  test('bytes that are not text', async () => {
    const path = await file('bytes.json', Uint8Array.of(0x7b, 0xc3, 0x28));
    expect(await refusal([path])).toMatchObject({ message: `${path} is not a text in UTF-8 or UTF-16.` });
  });

  test('half a UTF-16 character', async () => {
    const path = await file('half.json', Uint8Array.of(0xff, 0xfe, 0x7b));
    expect(await refusal([path])).toMatchObject({ message: `${path} is not a text in UTF-8 or UTF-16.` });
  });

  test('gzip that is cut off', async () => {
    const path = await file('cut.json.gz', gzipSync(json).subarray(0, 15));
    expect(await refusal([path])).toMatchObject({ message: `${path} begins like gzip and cannot be unpacked.` });
  });

  test('the same input twice', async () => {
    const path = await file('twice.json', '1');
    expect(await refusal([path, path])).toMatchObject({ message: `${path} is given twice.` });
    expect(await refusal(['-', '-'])).toMatchObject({ message: 'Standard input is given twice.' });
  });
});
