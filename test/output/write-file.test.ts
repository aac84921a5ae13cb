import { describe, expect, test } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { leavesByLink } from '../../src/output/links.js';
import {
  ensureWritable,
  type FileToWrite,
  OutputError,
  writeTogether,
  writeWhole,
} from '../../src/output/write-file.js';

/** A user id that is nobody's. */
const nobody = 65_534;

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'replint-output-'));
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

describe('a file', () => {
  test.each([0o600, 0o640, 0o664, 0o755])('that is there keeps its mode %i', async (mode) => {
    const path = join(folder(), 'report.json');
    writeFileSync(path, 'a longer text than the one that follows');
    chmodSync(path, mode);
    await writeWhole(path, 'new', { mode: 0o600 });
    expect([readFileSync(path, 'utf8'), modeOf(path)]).toEqual(['new', mode]);
  });

  const isRoot = process.getuid?.() === 0;

  // Only root can give a file away: for everybody else it is their own that stays their own.
  test('that is there keeps its owner', async () => {
    const path = join(folder(), 'report.json');
    writeFileSync(path, 'old');
    if (isRoot) execFileSync('chown', ['12345:12346', path]);
    const { uid, gid } = statSync(path);
    await writeWhole(path, 'new');
    expect([readFileSync(path, 'utf8'), statSync(path).uid, statSync(path).gid]).toEqual(['new', uid, gid]);
    if (isRoot) expect([uid, gid]).toEqual([12345, 12346]);
  });

  test('that is read-only is refused before any work, and stays as it is', async () => {
    const at = folder();
    const path = join(at, 'report.json');
    writeFileSync(path, 'old');
    buildSync({
      entryPoints: [fileURLToPath(new URL('../../src/output/write-file.ts', import.meta.url))],
      outfile: join(at, 'write-file.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    });
    const script = `import { ensureWritable, writeWhole } from './write-file.mjs';
      const attempts = [() => ensureWritable('report.json'), () => writeWhole('report.json', 'new')];
      for (const attempt of attempts) await attempt().then(() => console.log('written'), ({ name }) => console.log(name));`;
    writeFileSync(join(at, 'try.mjs'), script);
    // Root may write whatever the mode says: the attempt is made by somebody who owns the folder and is not root.
    if (isRoot) execFileSync('chown', ['-R', `${nobody}:${nobody}`, at]);
    chmodSync(path, 0o444);
    const stdout = execFileSync(process.execPath, ['try.mjs'], {
      cwd: at,
      encoding: 'utf8',
      ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    });
    expect(stdout).toBe('OutputError\nOutputError\n');
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  test('that is new gets the mode that was asked for', async () => {
    const path = join(folder(), 'deep/down/snapshot.json');
    await writeWhole(path, 'text', { mode: 0o600 });
    expect(modeOf(path)).toBe(0o600);
  });

  test('behind a link, there or not, is written, and the link stays one', async () => {
    const at = folder();
    writeFileSync(join(at, 'there'), 'old');
    for (const name of ['there', 'not-yet']) {
      symlinkSync(name, join(at, `link-to-${name}`));
      await writeWhole(join(at, `link-to-${name}`), 'new');
      expect(readFileSync(join(at, name), 'utf8')).toBe('new');
      expect(lstatSync(join(at, `link-to-${name}`)).isSymbolicLink()).toBe(true);
    }
    expect(readdirSync(at).sort()).toEqual(['link-to-not-yet', 'link-to-there', 'not-yet', 'there']);
  });

  test.each([
    ['a folder', (at: string) => at],
    ['links in a circle', (at: string) => (symlinkSync('circle', join(at, 'circle')), join(at, 'circle'))],
    ['below a file', (at: string) => (writeFileSync(join(at, 'file'), ''), join(at, 'file/report.json'))],
  ])('cannot be %s: nothing is left behind', async (_, pathIn) => {
    const at = folder();
    const path = pathIn(at);
    const before = readdirSync(at);
    await expect(ensureWritable(path)).rejects.toThrow(OutputError);
    await expect(writeWhole(path, 'text')).rejects.toThrow(/^Cannot write /u);
    expect(readdirSync(at)).toEqual(before);
  });
});

/** Paths below a folder, with what stands in each file. */
function contentsOf(at: string): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    readdirSync(at, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((name) => [name, statSync(join(at, name)).isDirectory() ? null : readFileSync(join(at, name), 'utf8')]),
  );
}

describe('several files appear together or not at all', () => {
  const of = (at: string, names: readonly string[]): readonly FileToWrite[] =>
    names.map((name) => ({ path: join(at, name), contents: () => `new ${name}` }));

  test('all of them', async () => {
    const at = folder();
    writeFileSync(join(at, 'a'), 'old');
    symlinkSync('behind', join(at, 'link'));
    await writeTogether([...of(at, ['a', 'deep/b', 'deep/c', 'link']), { path: '/dev/null', contents: () => 'text' }]);
    expect(contentsOf(at)).toEqual({
      a: 'new a',
      behind: 'new link',
      deep: null,
      'deep/b': 'new deep/b',
      'deep/c': 'new deep/c',
      link: 'new link',
    });
    expect(lstatSync(join(at, 'link')).isSymbolicLink()).toBe(true);
  });

  test.each<readonly [string, string, string]>([
    ['a folder', 'folder', 'it is a folder'],
    ['below a file', 'file/x', 'a part of the path is not a folder'],
    ['a link in a circle', 'circle', 'its links lead in a circle'],
    ['the same file by another name', 'link', 'another output leads to the same file'],
    ['the same file in a linked folder', 'linked/file', 'another output leads to the same file'],
    ['the same new file in a linked folder', 'linked/new/deep/b', 'another output leads to the same file'],
  ])('one that is %s', async (_, name, why) => {
    const at = folder();
    mkdirSync(join(at, 'folder'));
    writeFileSync(join(at, 'file'), 'old');
    symlinkSync('circle', join(at, 'circle'));
    symlinkSync('file', join(at, 'link'));
    symlinkSync('.', join(at, 'linked'));
    const before = () => readdirSync(at, { recursive: true }).sort();
    const [names, old] = [before(), readFileSync(join(at, 'file'), 'utf8')];
    for (const all of [
      ['file', 'new/deep/b', name],
      [name, 'file', 'new/deep/b'],
    ])
      await expect(writeTogether(of(at, all))).rejects.toThrow(new RegExp(`^Cannot write .*: ${why}`, 'u'));
    expect([before(), readFileSync(join(at, 'file'), 'utf8')]).toEqual([names, old]);
  });

  test('one that is taken by a folder while the others are on their way: what was moved goes back', async () => {
    const at = folder();
    writeFileSync(join(at, 'a'), 'old');
    chmodSync(join(at, 'a'), 0o640);
    const before = contentsOf(at);
    const late: FileToWrite = { path: join(at, 'new/d'), contents: () => (mkdirSync(join(at, 'c')), 'text') };
    await expect(writeTogether([...of(at, ['a', 'new/b', 'c']), late])).rejects.toThrow(
      /^Cannot write .*c: it is a folder/u,
    );
    expect(contentsOf(at)).toEqual({ ...before, c: null });
    expect(modeOf(join(at, 'a'))).toBe(0o640);
  });

  test('one that cannot be made: the fault stays what it is, and nothing stays behind', async () => {
    const at = folder();
    const broken: FileToWrite = {
      path: join(at, 'new/b'),
      contents: () => {
        throw new RangeError('a bug');
      },
    };
    await expect(writeTogether([...of(at, ['a']), broken])).rejects.toThrow(RangeError);
    await expect(writeTogether([...of(at, ['a']), { ...broken, path: '/dev/null' }])).rejects.toThrow(RangeError);
    expect(contentsOf(at)).toEqual({});
  });
});

describe('what is no file is written through', () => {
  test('a device', async () => {
    await ensureWritable('/dev/null');
    await writeWhole('/dev/null', 'text');
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('a pipe with a name, whole, however long', async () => {
    const path = join(folder(), 'pipe');
    execFileSync('mkfifo', [path]);
    await ensureWritable(path);
    const reader = spawn('cat', [path]);
    let read = '';
    reader.stdout.on('data', (chunk: Buffer) => (read += chunk.toString()));
    const text = 'x'.repeat(300_000);
    const ended = new Promise((resolve) => reader.on('close', resolve));
    await writeWhole(path, text);
    await ended;
    expect(read === text).toBe(true);
    expect(lstatSync(path).isFIFO()).toBe(true);
  });
});

describe('links that leave a folder', () => {
  const at = folder();
  const workspace = join(at, 'workspace');
  mkdirSync(join(workspace, 'reports'), { recursive: true });
  mkdirSync(join(at, 'elsewhere'));
  writeFileSync(join(at, 'elsewhere/secret'), '');
  writeFileSync(join(workspace, 'file'), '');
  symlinkSync('../elsewhere/secret', join(workspace, 'link-out'));
  symlinkSync('../elsewhere/not-yet', join(workspace, 'link-to-nothing'));
  symlinkSync(join(at, 'elsewhere'), join(workspace, 'folder-out'));
  symlinkSync('reports', join(workspace, 'folder-in'));
  symlinkSync('link-out', join(workspace, 'link-to-link'));
  symlinkSync('..', join(workspace, 'parent'));

  test.each([
    ['file', false],
    ['reports/new.json', false],
    ['folder-in/new.json', false],
    ['new/folder/new.json', false],
    ['..dots/new.json', false],
    ['parent/workspace/file', false],
    ['link-out', true],
    ['link-to-nothing', true],
    ['link-to-link', true],
    ['folder-out/secret', true],
    ['folder-out/new/new.json', true],
    ['parent/elsewhere/secret', true],
    // Named plainly: whoever wrote the workflow meant it.
    ['../elsewhere/secret', false],
  ])('%s: %s', async (path, leaves) => {
    expect(await leavesByLink(path, workspace)).toBe(leaves);
    expect(existsSync(join(at, 'elsewhere/new'))).toBe(false);
  });
});
