/** Folders as inputs: what is opened, and what is refused. Nothing outside of what was given is read. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Budget } from '../../../src/sources/files/budget.js';
import { readInputFiles, UnreadableInput } from '../../../src/sources/files/read-input.js';

function noInput() {
  return Promise.resolve(new Uint8Array());
}

let top: string;
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'replint-folder-'));
});
afterAll(async () => {
  await rm(top, { recursive: true });
});

async function write(path: string, bytes: string | Uint8Array): Promise<string> {
  const full = join(top, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, bytes);
  return full;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const files = await readInputFiles([join(top, folder)], noInput);
  return files.map(({ name }) => name.slice(join(top, folder).length + 1));
}

async function refusal(...names: readonly string[]): Promise<unknown> {
  return readInputFiles(names, noInput).then(
    () => null,
    (error: unknown) => error,
  );
}

test('texts of all levels in the order of their names, gzip unpacked; pictures, archives and packages passed over', async () => {
  await write('plain/b.json', '{}');
  await write('plain/a/deep/er.yaml', 'a: 1');
  await write('plain/c.json.gz', gzipSync('{"packed":true}'));
  await write('plain/picture.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1));
  await write('plain/assets.zip', Uint8Array.of(0x50, 0x4b, 3, 4));
  await write('plain/node_modules/x/package.json', '{}');
  await write('plain/.git/config', 'x');
  await write('plain/.terraform/providers/x.json', '{}');
  await write('plain/.terraform/modules/modules.json', '{}');
  expect(await namesIn('plain')).toEqual(['.terraform/modules/modules.json', 'a/deep/er.yaml', 'b.json', 'c.json.gz']);
  const files = await readInputFiles([join(top, 'plain')], noInput);
  expect(files.find(({ name }) => name.endsWith('.gz'))?.json).toEqual({ value: { packed: true } });
});

test('a file that is given beside its folder is read once', async () => {
  const file = await write('both/a.json', '{}');
  const files = await readInputFiles([file, join(top, 'both')], noInput);
  expect(files.map(({ name, isNamed }) => [name, isNamed])).toEqual([[file, true]]);
});

describe('symbolic links', () => {
  test('within the folder lead to what stands there', async () => {
    await write('inner/real.json', '{}');
    await symlink('real.json', join(top, 'inner/link.json'));
    await symlink('.', join(top, 'inner/circle'));
    await symlink('nowhere', join(top, 'inner/broken.json'));
    expect(await namesIn('inner')).toEqual(['link.json', 'real.json']);
  });

  test.each(['file', 'folder'])('to a %s outside of it are refused', async (kind) => {
    await write('secret/key.json', '{}');
    await write(`out-${kind}/a.json`, '{}');
    await symlink(kind === 'file' ? '../secret/key.json' : '../secret', join(top, `out-${kind}/link`));
    const error = await refusal(join(top, `out-${kind}`));
    expect(error).toBeInstanceOf(UnreadableInput);
    expect(error).toMatchObject({ message: expect.stringContaining('leads out of the folder') });
  });

  test('a folder whose name another begins with is another folder', async () => {
    await write('app-secret/key.json', '{}');
    await write('app/a.json', '{}');
    await symlink('../app-secret/key.json', join(top, 'app/link.json'));
    expect(await refusal(join(top, 'app'))).toMatchObject({ message: expect.stringContaining('leads out') });
  });

  test('that are named themselves are followed', async () => {
    await write('named/real.json', '{}');
    await symlink('real.json', join(top, 'named/link.json'));
    const [file] = await readInputFiles([join(top, 'named/link.json')], noInput);
    expect(file?.text).toBe('{}');
  });
});

describe('refused', () => {
  test('a device', async () => {
    expect(await refusal('/dev/zero')).toMatchObject({
      message: expect.stringContaining('a device, a pipe or a socket'),
    });
  });

  test('a pipe; in a folder it is passed over', async () => {
    await write('pipes/a.json', '{}');
    execFileSync('mkfifo', [join(top, 'pipes/pipe.json')]);
    expect(await refusal(join(top, 'pipes/pipe.json'))).toMatchObject({ message: expect.stringContaining('a pipe') });
    expect(await namesIn('pipes')).toEqual(['a.json']);
  });

  test('more levels of folders than twelve', async () => {
    await write(`deep/${'d/'.repeat(11)}a.json`, '{}');
    expect(await namesIn('deep')).toHaveLength(1);
    await write(`deeper/${'d/'.repeat(12)}a.json`, '{}');
    expect(await refusal(join(top, 'deeper'))).toMatchObject({ message: expect.stringContaining('12 levels') });
  });

  test('a folder without texts', async () => {
    await mkdir(join(top, 'empty'));
    expect(await refusal(join(top, 'empty'))).toMatchObject({ message: expect.stringContaining('no text files') });
  });

  test.each([
    ['plain', 'x'.repeat(2000)],
    ['as what it unpacks to', gzipSync('x'.repeat(2000))],
    ['as UTF-16', Buffer.from('\ufeff' + 'x'.repeat(1000), 'utf16le')],
  ])('more bytes together than the budget, %s', async (_how, bytes) => {
    const file = await write('large.json', bytes);
    await expect(readInputFiles([file], noInput, new Budget(1000))).rejects.toBeInstanceOf(UnreadableInput);
    await expect(readInputFiles([file], noInput, new Budget(5000))).resolves.toHaveLength(1);
  });

  test('many files that are small each', async () => {
    for (const name of ['1', '2', '3']) await write(`many/${name}`, 'x'.repeat(400));
    await expect(readInputFiles([join(top, 'many')], noInput, new Budget(1000))).rejects.toMatchObject({
      message: expect.stringContaining('together'),
    });
  });
});
