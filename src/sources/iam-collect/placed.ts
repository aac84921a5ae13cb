/** A file of the store as the answer of an operation. */
import type { Operation } from '../cli-answers/operations.js';
import type { Placed } from '../cli-answers/placing/placing.js';
import type { InputFile } from '../input-file.js';
import type { JsonObject } from '../shape.js';

interface Answer {
  readonly operation: Operation;
  /** As `Placed` has it. */
  readonly subject: string;
  readonly account: string | null;
  readonly value: JsonObject;
  /** Members of the answer around what the file holds. */
  readonly wrapped?: readonly string[];
  readonly file: InputFile;
}

const nowhere = { operation: null, rest: '', folders: [], folder: '', account: null, region: null };

export function placed({ operation, subject, account, value, wrapped = [], file }: Answer): Placed {
  const piece = {
    operations: [operation],
    value,
    wrapped,
    file,
    part: null,
    hints: nowhere,
    options: new Map<string, string>(),
    error: null,
    placeOf: null,
    isOneOfSeveral: false,
  };
  return { piece, operation, subject, account, isByName: false };
}
