/** Reads inputs: files, folders and standard input. Nothing is opened that was not given, or stands below what was given. */
import { stat } from 'node:fs/promises';
import { shellWord } from '../../basics/shell-word.js';
import { InputFile } from '../input-file.js';
import { Budget } from './budget.js';
import { decode, decodeInput, shown, UnreadableInput } from './decode.js';
import { isTextual, readBytes } from './read-bytes.js';
import { filesBelow } from './search-folder.js';

export { decodeInput, UnreadableInput } from './decode.js';

export interface InputText {
  /** As given: a path, or `-`. */
  readonly name: string;
  readonly text: string;
}

const inputAdvice =
  'Name a file, such as the snapshot that `replint collect -o FILE` writes, a folder, or `-` for standard input.';

/** Inputs are files of this machine; what stands in S3 is named by habit. */
function adviceOnS3(name: string): string | null {
  const [, bucket, key] = /^(?:s3:\/\/|arn:[^:/]+:s3:::)([\w.-]+)(?:\/([^]*))?$/u.exec(name) ?? [];
  if (bucket === undefined) return null;
  return key === undefined || key === ''
    ? `Inputs are files and folders. \`replint audit --bucket ${bucket}\` audits that bucket of the live account.`
    : `Inputs are files and folders. To read one from S3: \`aws s3 cp ${shellWord(`s3://${bucket}/${key}`)} - | replint audit -\`.`;
}

type ReadStandardInput = () => Promise<Uint8Array>;

/**
 * Single files, as texts.
 * @param advice - what to do about a file that cannot be read
 * @throws UnreadableInput
 */
export async function readInputs(
  names: readonly string[],
  stdin: ReadStandardInput,
  advice: string = inputAdvice,
): Promise<readonly InputText[]> {
  refuseTwice(names);
  const budget = new Budget();
  const inputs: InputText[] = [];
  for (const name of names)
    inputs.push({ name, text: decodeInput(name, await bytesOf(name, { stdin, budget, advice })) });
  return inputs;
}

/**
 * Files and folders, with what the folders hold. What is found in a folder and is not a text is passed over.
 * @throws UnreadableInput
 */
export async function readInputFiles(
  names: readonly string[],
  stdin: ReadStandardInput,
  budget: Budget = new Budget(),
): Promise<readonly InputFile[]> {
  refuseTwice(names);
  const files = new Map<string, InputFile>();
  for (const given of names) {
    if (given !== '-' && (await isFolder(given))) {
      for (const file of await filesOf(given, budget)) if (!files.has(file.name)) files.set(file.name, file);
    } else {
      const bytes = await bytesOf(given, { stdin, budget, advice: adviceOnS3(given) ?? inputAdvice });
      files.set(given, fileOf(given, given, bytes, budget));
    }
  }
  return [...files.values()];
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UnreadableInput(`${shown(twice)} is given twice.`, 'Give each input once.');
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    // Whoever opens it says what is wrong.
    () => false,
  );
}

async function filesOf(folder: string, budget: Budget): Promise<readonly InputFile[]> {
  const files: InputFile[] = [];
  for (const path of await filesBelow(folder)) {
    const bytes = await readBytes(path, budget, inputAdvice, isTextual);
    const file = bytes === null ? null : fileOf(path, folder, bytes, budget);
    if (file !== null && file.text !== null) files.push(file);
  }
  if (files.length === 0) throw new UnreadableInput(`${folder} holds no text files.`, inputAdvice);
  return files;
}

/** What was unpacked counts, too. */
function fileOf(name: string, given: string, packed: Uint8Array, budget: Budget): InputFile {
  const { text, bytes } = decode(name, packed, budget.left + packed.length);
  if (bytes !== packed) budget.take(Math.max(0, bytes.length - packed.length), name);
  return new InputFile({ name, given, text, bytes: text === null ? bytes : null });
}

interface Reading {
  readonly stdin: ReadStandardInput;
  readonly budget: Budget;
  readonly advice: string;
}

async function bytesOf(name: string, { stdin, budget, advice }: Reading): Promise<Uint8Array> {
  if (name !== '-') return (await readBytes(name, budget, advice)) ?? new Uint8Array();
  const bytes = await stdin();
  budget.take(bytes.length, 'standard input');
  return bytes;
}
