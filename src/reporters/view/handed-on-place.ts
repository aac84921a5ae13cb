import type { Location } from '../../report/model.js';
import { handedOnName } from './file-name.js';

/** `main.tf:3:1`, in what is handed on; of a file without lines the pointer into it. */
export function handedOnPlace({ file, line, column, pointer }: Location, workingDirectory: string): string {
  const name = handedOnName(file, workingDirectory);
  return line === null ? `${name} ${pointer}`.trim() : `${name}:${line}:${column ?? 1}`;
}
