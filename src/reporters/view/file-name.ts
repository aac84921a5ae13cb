import { basename, isAbsolute, relative, resolve, sep } from 'node:path';

/** Path below the working directory, in segments; null = the file is elsewhere. */
const segmentsBelow = (file: string, workingDirectory: string): string[] | null => {
  const path = relative(workingDirectory, resolve(workingDirectory, file));
  const segments = path.split(sep);
  return path === '' || segments[0] === '..' || isAbsolute(path) ? null : segments;
};

/**
 * The segments of a file's path as code scanning wants it: below the working directory. Of a file elsewhere only its base name
 * is told, so that no report depends on, or betrays, where somebody keeps files.
 */
export const fileSegments = (file: string, workingDirectory: string): string[] => {
  if (file === '-') return ['standard-input'];
  return segmentsBelow(file, workingDirectory) ?? [basename(file) || 'input'];
};

/** The name of a file for a person at that terminal: relative where that is shorter, else as it was given. */
export const fileName = (file: string, workingDirectory: string): string => {
  if (file === '-') return 'standard input';
  return segmentsBelow(file, workingDirectory)?.join('/') ?? file;
};
