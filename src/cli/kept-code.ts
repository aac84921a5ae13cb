/**
 * A third of a short run goes by compiling the program. What Node.js made of it the first time is kept and taken at the next start. The
 * build calls this (`scripts/gather-chunks.mjs`).
 *
 * What stands in such a file is run unseen. So it is kept in the user's own cache folder, and only taken from a file and a folder that
 * are the user's and that nobody else may write. Whatever is in the way, the program is compiled as ever.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

type Given = Readonly<Record<string, unknown>>;
interface Kept {
  readonly code: Buffer;
  readonly isOld: boolean;
}

type Load = (path: string) => Promise<unknown>;
type Program = (
  take: (path: string) => unknown,
  give: (exported: Given) => void,
  load: Load,
  url: string,
  require: (name: string) => unknown,
) => void;

const checksumBytes = 4;
const largest = 64 * 2 ** 20;
/** Of CPU time. In a longer run V8 lets go of code that was only called in the beginning. */
const shortRunInSeconds = 3;
const hourInMs = 3600 * 1000;
const monthInMs = 30 * 24 * hourInMs;

/** To be kept: compiled afresh, or kept for so long that other runs may have compiled more. */
const due = new Map<string, Script>();

/**
 * Runs a script of the bundle.
 * @param url of the module that the script stands beside, under the same name
 * @param modules what the script imports, by their paths
 * @param load for what it loads later
 * @param isLast with it, all is loaded that a common run needs: worth keeping
 * @returns what the script exports
 */
export function runScript(url: string, modules: Given, load: Load, isLast: boolean): Given {
  const filename = fileURLToPath(url.replace(/\.js$/u, '.cjs'));
  const text = readFileSync(filename);
  const folder = keptIn();
  const keptAt = folder === null ? null : join(folder, nameFor(filename, text));
  const kept = keptAt === null ? null : read(keptAt);
  const script = new Script(text.toString('latin1'), {
    filename,
    ...(kept === null ? {} : { cachedData: kept.code }),
  });
  if (keptAt !== null && (kept === null || kept.isOld || script.cachedDataRejected === true)) due.set(keptAt, script);
  if (isLast && folder !== null && due.size > 0) process.once('exit', () => keep(folder));
  let given: Given = {};
  const program = script.runInThisContext() as Program;
  program(
    (path) => modules[path],
    (exported) => {
      given = exported;
    },
    load,
    url,
    (name) => process.getBuiltinModule(name),
  );
  return given;
}

/** @returns null where there is no such folder, or where whose it is cannot be told */
function keptIn(): string | null {
  const { NODE_DISABLE_COMPILE_CACHE: isOff, XDG_CACHE_HOME: caches = '', HOME: home = '' } = process.env;
  if (process.geteuid === undefined || (isOff ?? '') !== '') return null;
  if (isAbsolute(caches)) return join(caches, 'replint');
  return isAbsolute(home) ? join(home, '.cache/replint') : null;
}

/** Compiled code fits one text, one version of Node.js and one kind of machine; Node.js compares no more of the text than its length. */
function nameFor(filename: string, text: Buffer): string {
  return `${basename(filename, '.cjs')}-${crc32(text).toString(16)}-${process.version}-${process.arch}`;
}

function isOwn({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean {
  return uid === process.geteuid?.() && (mode & 0o022) === 0;
}

function isOwnFolder(folder: string): boolean {
  const found = lstatSync(folder);
  return found.isDirectory() && isOwn(found);
}

function read(path: string): Kept | null {
  try {
    if (!isOwnFolder(dirname(path))) return null;
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const found = fstatSync(file);
      if (!found.isFile() || !isOwn(found) || found.size <= checksumBytes || found.size > largest) return null;
      const bytes = readFileSync(file);
      const code = bytes.subarray(checksumBytes);
      if (crc32(code) !== bytes.readUInt32LE(0)) return null;
      return { code, isOld: Date.now() - found.mtimeMs > hourInMs };
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

/** @returns false in somebody else's folder, as where `sudo` keeps the home of whoever asks */
function makeIn(parent: string, folder: string): boolean {
  if (statSync(parent).uid !== process.geteuid?.()) return false;
  mkdirSync(folder, { mode: 0o700 });
  return true;
}

/** With what was compiled until now, called functions above all. */
function keep(folder: string): void {
  const { user, system } = process.cpuUsage();
  if ((user + system) / 1e6 > shortRunInSeconds) return;
  try {
    for (const each of [dirname(folder), folder]) if (!existsSync(each) && !makeIn(dirname(each), each)) return;
    if (!isOwnFolder(folder)) return;
    for (const [path, script] of due) {
      const code = script.createCachedData();
      const checksum = Buffer.alloc(checksumBytes);
      checksum.writeUInt32LE(crc32(code));
      writeFileSync(`${path}.${process.pid}`, Buffer.concat([checksum, code]), { mode: 0o600, flag: 'wx' });
      renameSync(`${path}.${process.pid}`, path);
    }
    removeOld(folder);
  } catch {
    // The next start is as slow as this one.
  }
}

/** As `nameFor` has them. */
const nameOfKept = /^.+-[0-9a-f]{1,8}-v\d+\.\d+\..+-[^-]+$/u;

/** Of other versions, and of nobody else: the folder may have been there before. What is still used is written again. */
function removeOld(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => nameOfKept.test(each))) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > monthInMs) rmSync(path, { force: true });
  }
}
