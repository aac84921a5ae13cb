/** A file on its way: written whole beside its place, moved there, and moved back where another one of the same run cannot be. */
import { randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, copyFile, link, mkdir, open, rename, rm, rmdir, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../basics/file-fault.js';
import type { Destination, Kept } from './destination.js';

/** Pieces can be asked for again. */
export type Contents = string | Uint8Array | Iterable<string>;

export function piecesOf(contents: Contents): Iterable<string | Uint8Array> {
  return typeof contents === 'string' || contents instanceof Uint8Array ? [contents] : contents;
}

export class StagedFile {
  readonly #path: string;
  readonly #beside: string;
  readonly #before: Kept | null;
  /** Outermost folder that was made for it. */
  #made: string | undefined;
  #keepsOwner = true;
  #backup: string | null = null;
  #isInPlace = false;

  constructor({ path, before }: Destination & { readonly kind: 'file' }) {
    this.#path = path;
    this.#before = before;
    this.#beside = besides(path);
  }

  /** To be undone where it fails, too. */
  async stage(contents: Contents, mode: number): Promise<void> {
    if (this.#before !== null) await access(this.#path, constants.W_OK);
    this.#made = await mkdir(dirname(this.#path), { recursive: true });
    const handle = await open(this.#beside, 'wx', this.#before?.mode ?? mode);
    try {
      for (const piece of piecesOf(contents)) await handle.writeFile(piece);
      await handle.sync();
      this.#keepsOwner = this.#before === null || (await keep(handle, this.#before));
    } finally {
      await handle.close();
    }
  }

  /** @param isLast whether nothing behind it can fail, so that it never has to be moved back */
  async moveIn(isLast: boolean): Promise<void> {
    // What is written over instead of replaced can fail half-way.
    if (this.#before !== null && (!isLast || !this.#keepsOwner)) {
      this.#backup = besides(this.#path);
      await (this.#keepsOwner ? linked(this.#path, this.#backup) : copyFile(this.#path, this.#backup));
    }
    this.#isInPlace = true;
    if (this.#keepsOwner) {
      await rename(this.#beside, this.#path).catch((error: unknown) => {
        this.#isInPlace = false;
        throw error;
      });
    }
    // Somebody else's file, which we are allowed to write: it stays theirs. That there is room for all of it has been seen.
    else await writeFile(this.#path, createReadStream(this.#beside));
  }

  async undo(): Promise<void> {
    if (this.#isInPlace) {
      if (this.#before === null) await rm(this.#path, { force: true });
      else if (this.#backup !== null && this.#keepsOwner) await rename(this.#backup, this.#path);
      else if (this.#backup !== null) await writeFile(this.#path, createReadStream(this.#backup));
      this.#isInPlace = false;
    }
    await this.cleanUp();
    await removeEmpty(dirname(this.#path), this.#made);
  }

  async cleanUp(): Promise<void> {
    await rm(this.#beside, { force: true });
    if (this.#backup !== null) await rm(this.#backup, { force: true });
  }
}

function besides(path: string): string {
  return join(dirname(path), `.replint-${randomUUID().slice(0, 8)}.tmp`);
}

/** Not every file system has links. */
async function linked(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}

/** From the innermost folder to the outermost one that was made; others may have put something there meanwhile. */
async function removeEmpty(folder: string, made: string | undefined): Promise<void> {
  if (made === undefined) return;
  for (let each = folder; each.length >= made.length; each = dirname(each)) {
    try {
      await rmdir(each);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') return;
    }
  }
}

/** The owner first: giving a file away takes bits off its mode. False = it cannot be given away. */
async function keep(handle: FileHandle, { mode, uid, gid }: Kept): Promise<boolean> {
  const own = await handle.stat();
  if (own.uid !== uid || own.gid !== gid) {
    const isGiven = await handle.chown(uid, gid).then(
      () => true,
      () => false,
    );
    if (!isGiven) return false;
  }
  await handle.chmod(mode);
  return true;
}
