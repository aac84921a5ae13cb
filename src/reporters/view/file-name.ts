import nodePath, { type PlatformPath } from 'node:path';

/** Path below the working directory, in segments; null = the file is elsewhere, or no file. */
function segmentsBelow(file: string, workingDirectory: string, path: PlatformPath): string[] | null {
  const below = path.relative(workingDirectory, path.resolve(workingDirectory, file));
  const segments = below.split(path.sep);
  return below === '' || segments[0] === '..' || path.isAbsolute(below) ? null : segments;
}

/** Whether a file lies below the working directory. */
export function isBelow(file: string, workingDirectory: string): boolean {
  return file !== '-' && segmentsBelow(file, workingDirectory, nodePath) !== null;
}

/**
 * The segments of a file's path as code scanning wants it: below the working directory. Of a file elsewhere only its base name
 * is told, so that no report depends on, or betrays, where somebody keeps files.
 * @param path the rules of the platform that the names are from
 */
export function fileSegments(file: string, workingDirectory: string, path: PlatformPath = nodePath): string[] {
  if (file === '-') return ['standard-input'];
  return segmentsBelow(file, workingDirectory, path) ?? [path.basename(file) || 'input'];
}

/** The name of a file for a person at that terminal: relative where that is shorter, else as it was given. */
export function fileName(file: string, workingDirectory: string): string {
  if (file === '-') return 'standard input';
  return segmentsBelow(file, workingDirectory, nodePath)?.join('/') ?? file;
}

/** The same in what is handed on: of a file elsewhere, only its base name. */
export function handedOnName(file: string, workingDirectory: string): string {
  const name = fileName(file, workingDirectory);
  return name === file && file !== '-' && !isBelow(file, workingDirectory)
    ? (file.split(/[/\\]/u).pop() ?? file)
    : name;
}
