/** From files to answers: what each is, and what it, its name and its command say about whose it is. */
import type { InputFile } from '../input-file.js';
import { placesAt } from '../json/locate.js';
import { isObject, type JsonObject } from '../shape.js';
import { errorTextOf, type ErrorText } from './error-text.js';
import { hintsOf, type NameHints } from './placing/names.js';
import {
  isOperation,
  isPolicyDocument,
  isReplicationConfiguration,
  type Operation,
  operationsOf,
} from './operations.js';
import { severalIn } from './several.js';
import { type Command, recordedIn } from './transcript.js';
import { withoutFrame } from './terminal-frame.js';
import type { YamlAnswer } from './yaml-answers.js';

/** One answer. */
export interface Piece {
  /** What it can be; an answer that more than one command gives alike has several. */
  readonly operations: readonly Operation[];
  /** As it stands in a snapshot. */
  readonly value: JsonObject;
  /** Members around what the file holds: `ReplicationConfiguration`, for the file that is given to put-bucket-replication. */
  readonly wrapped: readonly string[];
  readonly file: InputFile;
  /** Of a transcript, the text of this answer and where it begins. */
  readonly part: { readonly text: string; readonly line: number } | null;
  readonly hints: NameHints;
  readonly options: ReadonlyMap<string, string>;
  /** Where its values stand, if the file is not JSON. */
  readonly placeOf: ((pointer: string) => { readonly line: number; readonly column: number }) | null;
  /** Whether others stand in the same file, and no command says which is which. */
  readonly isOneOfSeveral: boolean;
  /** The message of the AWS CLI, where it is an error. */
  readonly error: ErrorText | null;
}

/** What a file turned out to be. */
export type Found = { readonly pieces: readonly Piece[] } | { readonly nothing: 'empty' | 'broken' | 'foreign' };

const none: ReadonlyMap<string, string> = new Map();

export function piecesOf(file: InputFile, yaml: YamlAnswer | null = null): Found {
  const { text } = file;
  if (text === null) return { nothing: 'foreign' };
  const hints = hintsOf(file.name, file.given);
  if (text.trim() === '') return { nothing: 'empty' };
  if (file.json !== null)
    return Array.isArray(file.json.value)
      ? ofSeveral(file, text, hints)
      : ofJson(file.json.value, { file, part: null, hints, options: none });
  if (yaml !== null) return ofYaml(yaml, file, hints);
  const recorded = recordedIn(text);
  if (recorded.length > 0) return ofTranscript(file, text, hints);
  const framed = withoutFrame(text);
  if (framed !== null) return ofJson(framed.value, { file, part: framed.part, hints, options: none });
  const several = ofSeveral(file, text, hints);
  if ('pieces' in several) return several;
  const error = errorTextOf(text);
  if (error !== null) {
    const piece = ofError(error, { file, part: null, hints, options: none });
    return piece === null ? { nothing: 'foreign' } : { pieces: [piece] };
  }
  return { nothing: /^\s*\{/u.test(text) && hints.operation !== null ? 'broken' : 'foreign' };
}

function ofJson(value: unknown, frame: Frame): Found {
  const piece = pieceOf(value, frame, null);
  return piece === null ? { nothing: 'foreign' } : { pieces: [piece] };
}

function ofYaml({ values, placeOf }: YamlAnswer, file: InputFile, hints: NameHints): Found {
  const pieces = values.flatMap((value, index) => {
    const piece = pieceOf(value, { file, part: null, hints, options: none }, null);
    return piece === null ? [] : [{ ...piece, placeOf: (pointer: string) => placeOf(index, pointer) }];
  });
  return pieces.length === 0 ? { nothing: 'foreign' } : { pieces };
}

type Frame = Pick<Piece, 'file' | 'part' | 'hints' | 'options'> & Partial<Pick<Piece, 'isOneOfSeveral'>>;

function ofTranscript(file: InputFile, text: string, hints: NameHints): Found {
  const recorded = recordedIn(text);
  const places = placesAt(
    text,
    recorded.map(({ offset }) => offset),
  );
  const pieces = recorded.flatMap(({ command, text: printed, offset, isInteractive }) => {
    const part = { text: printed, line: places.get(offset)?.line ?? 1 };
    const frame = { file, part, hints, options: command.options };
    const error = errorTextOf(printed);
    if (error !== null && !/^\s*[{[]/u.test(printed)) return ofError(error, frame) ?? [];
    if (printed.trim() === '') return isInteractive ? (pieceOf({}, frame, command) ?? []) : [];
    if (!/^\s*\{/u.test(printed)) return [];
    try {
      return pieceOf(JSON.parse(printed), frame, command) ?? [];
    } catch {
      return (
        ofError({ code: 'NotJson', operation: command.operation, message: 'The answer is not JSON.' }, frame) ?? []
      );
    }
  });
  return pieces.length === 0 ? { nothing: 'foreign' } : { pieces };
}

/** Most of them have to be answers: other texts hold objects one behind the other, too. */
function ofSeveral(file: InputFile, text: string, given: NameHints): Found {
  const parts = severalIn(text, (value) => operationsOf(value).length > 0 || isPolicyDocument(value));
  if (parts === null) return { nothing: 'foreign' };
  // The name of the file is not that of a command.
  const hints = { ...given, operation: null };
  const pieces = parts.flatMap(({ content, ...part }) => {
    const frame = { file, part, hints, options: none, isOneOfSeveral: true };
    return ('error' in content ? ofError(content.error, frame) : pieceOf(content.value, frame, null)) ?? [];
  });
  const isMostly = pieces.length * 2 > parts.length;
  return isMostly && pieces.some(({ error }) => error === null) ? { pieces } : { nothing: 'foreign' };
}

function pieceOf(value: unknown, frame: Frame, command: Command | null): Piece | null {
  if (!isObject(value)) return null;
  const ofContent = operationsOf(value);
  const hinted = command?.operation ?? frame.hints.operation;
  const base = { isOneOfSeveral: false, ...frame, error: null, placeOf: null, wrapped: [] };
  if (ofContent[0] === 'GetBucketReplication' && isReplicationConfiguration(value))
    return {
      ...base,
      operations: ofContent,
      value: { ReplicationConfiguration: value },
      wrapped: ['ReplicationConfiguration'],
    };
  if (ofContent.length > 0) {
    const sure = command !== null && !ofContent.includes(command.operation) ? [] : ofContent;
    const isStated = hinted !== null && sure.includes(hinted);
    return { ...base, operations: isStated && isFirm(hinted, command) ? [hinted] : sure, value };
  }
  if (isPolicyDocument(value))
    return { ...base, operations: ['GetBucketPolicy', 'GetKeyPolicy'], value: { Policy: value }, wrapped: ['Policy'] };
  // As the SDKs print an error that was caught.
  const { Error: failed } = value;
  if (isObject(failed) && typeof failed['Code'] === 'string' && hinted !== null)
    return { ...base, operations: alike(hinted, command), value: { Error: failed } };
  for (const [list, operation] of emptyLists)
    if (hinted === operation && Array.isArray(value[list])) return { ...base, operations: [operation], value };
  const isEmpty = Object.keys(value).every((name) => name === 'ResponseMetadata' || name === '$metadata');
  // Of all answers, these can be without content.
  return isEmpty && hinted !== null && blank.has(hinted) ? { ...base, operations: [hinted], value } : null;
}

const blank = new Set<Operation>([
  'GetBucketVersioning',
  'GetBucketNotificationConfiguration',
  'GetBucketLocation',
  'HeadBucket',
  'GetBucketAbac',
]);

/** A list of nothing: of what, the command or the name of the file says. */
const emptyLists: ReadonlyMap<string, Operation> = new Map([['Jobs', 'ListJobs']]);

/** The name of a file tells a bucket's Block Public Access from nothing: the account's command has the same name. */
function isFirm(operation: Operation, command: Command | null): boolean {
  return command !== null || operation !== 'GetPublicAccessBlock';
}

function alike(operation: Operation, command: Command | null): readonly Operation[] {
  return operation === 'GetPublicAccessBlock' && command === null
    ? ['GetPublicAccessBlock', 'GetAccountPublicAccessBlock']
    : [operation];
}

function ofError(error: ErrorText, frame: Frame): Piece | null {
  if (!isOperation(error.operation)) return null;
  const value = { Error: { Code: error.code, Message: error.message } };
  return {
    isOneOfSeveral: false,
    ...frame,
    operations: alike(error.operation, null),
    value,
    wrapped: [],
    placeOf: null,
    error,
  };
}
