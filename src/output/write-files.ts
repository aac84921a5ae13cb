/** Files of a folder, each written whole. */
import { join } from 'node:path';
import type { FileToWrite } from './write-file.js';

/** A file of a folder. */
export interface FolderFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** A script that is to be run. */
  readonly isProgram: boolean;
}

export function inFolder(folder: string, files: readonly FolderFile[]): readonly FileToWrite[] {
  return files.map(({ path, text, isProgram }) => ({
    path: join(folder, path),
    contents: () => text,
    mode: isProgram ? 0o755 : 0o644,
  }));
}
