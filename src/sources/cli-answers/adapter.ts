/** Answers of the AWS CLI as a form of input: single ones, folders of them, and what people put into files in place of answers. */
import { shortList } from '../../basics/short-list.js';
import type { Adapter, Claim, Reading, ReadingFault, ReadOptions } from '../adapter.js';
import type { InputFile } from '../input-file.js';
import { isObject } from '../shape.js';
import { AccountContext } from './placing/account-context.js';
import { Assembly } from './assemble.js';
import { dropBroken } from './broken-answers.js';
import { jobNotes } from './job-notes.js';
import { namesIn } from './placing/known-names.js';
import { isPolicyDocument } from './operations.js';
import { type Found, piecesOf } from './pieces.js';
import { looksLikeYamlAnswer, yamlAnswersIn } from './yaml-answers.js';
import { Placing, type Unplaced } from './placing/placing.js';

export const cliAnswersAdapter: Adapter = {
  kind: 'aws-cli',
  form: 'answers of the AWS CLI',
  recognise(files) {
    const code = foldersOfCode(files);
    const found = files.map((file) => ({ file, found: isOther(file) ? foreign : piecesOf(file) }));
    const yaml = files.filter(looksLikeYamlAnswer);
    const answers = found.filter(
      ({ file, found: is }) => 'pieces' in is && !(isDocument(file) && code(file)) && !isExample(file, is),
    );
    const isAnswer = answers.some(({ found: is }) => 'pieces' in is && is.pieces.some(({ error }) => error === null));
    if (!isAnswer && yaml.length === 0) return [];
    // What is empty or broken is spoken of where it stands among answers.
    const folders = new Set([...answers.map(({ file }) => file), ...yaml].map((file) => file.given));
    const besides = found.filter(
      ({ file, found: is }) => 'nothing' in is && is.nothing !== 'foreign' && !file.isNamed && folders.has(file.given),
    );
    const claimed = new Set([...[...answers, ...besides].map(({ file }) => file), ...yaml]);
    return [claimOf(files.filter((file) => claimed.has(file)))];
  },
  read: (claim, options) => readAnswers(claim, options),
};

const foreign: Found = { nothing: 'foreign' };

/** Members that other forms have; a look at them costs nothing. */
function isOther({ json }: InputFile): boolean {
  const value = json?.value;
  if (!isObject(value)) return false;
  return ['format', 'terraform_version', 'Resources', 'AWSTemplateFormatVersion', 'configurationItems'].some((name) =>
    Object.hasOwn(value, name),
  );
}

/** Prose quotes commands and what they print: that is nobody's answer, unless the file itself was named. */
function isExample(file: InputFile, found: Found): boolean {
  const isTranscript = 'pieces' in found && found.pieces.some(({ part }) => part !== null);
  return isTranscript && !file.isNamed && /\.(?:md|markdown|rst|adoc|html?|sh|bash)$/iu.test(file.name);
}

function isDocument({ json }: InputFile): boolean {
  return isPolicyDocument(json?.value);
}

/** A policy document that stands beside code is a part of that code. */
function foldersOfCode(files: readonly InputFile[]): (file: InputFile) => boolean {
  const given = new Set(
    files
      .filter(
        (file) =>
          (/\.(?:tf|tf\.json|ya?ml|template)$/u.test(file.name) && !looksLikeYamlAnswer(file)) ||
          file.text?.includes('AWSTemplateFormatVersion') === true,
      )
      .map((file) => file.given),
  );
  return (file) => given.has(file.given);
}

function claimOf(files: readonly InputFile[]): Claim {
  const [first, ...others] = files;
  const given = new Set(files.map((file) => file.given));
  const more = given.size === 1 ? '' : ` and ${given.size - 1} more`;
  const why = others.length === 0 ? 'an answer of the AWS CLI' : `${files.length} answers of the AWS CLI`;
  return { files, name: `${first?.given ?? ''}${more}`, sureness: 'likely', why };
}

async function readAnswers({ files, name }: Claim, options: ReadOptions): Promise<Reading> {
  const yaml = await yamlAnswersIn(files);
  const found = files.map((file) => ({ file, found: piecesOf(file, yaml.get(file) ?? null) }));
  const pieces = found.flatMap(({ found: is }) => ('pieces' in is ? is.pieces : []));
  const placing = new Placing(namesIn(pieces), new AccountContext(pieces, options.account), options.bucket);
  const { placed, unplaced } = placing.place(pieces);
  const assembly = new Assembly(placed);
  const { mounts } = assembly;
  const notes: string[] = [];
  const facts = dropBroken(assembly.facts, mounts, notes);
  const faults = [...faultsOf(unplaced, pieces.length), ...oddYaml(found)];
  for (const each of [...notesOf(found), ...jobNotes(placed)]) notes.push(each);
  for (const each of unplacedNotes(unplaced.filter(({ piece }) => !piece.file.isNamed || piece.isOneOfSeveral)))
    notes.push(each);
  const byName = placed.filter(({ isByName }) => isByName);
  if (byName.length > 0)
    notes.push(
      `${counted(byName.length, 'answer says', 'answers say')} whose it is only by the name of a file or folder: ${shortList(
        byName.map(({ piece, operation, subject }) => `${piece.file.name} is taken for ${operation} of ${subject}`),
        3,
      )}.`,
    );
  return {
    name,
    kind: 'aws-cli',
    facts: faults.length > 0 ? null : facts,
    faults,
    help: helpFor(unplaced),
    locator: mounts,
    notes,
    jsonTexts: (pointers) => mounts.textsOf(pointers),
    isLenient: true,
  };
}

const unplacedHelp =
  'Name the files after what they are about, such as `get-bucket-versioning_orders.json` or `orders/get-bucket-versioning.json`, or put `aws sts get-caller-identity` beside them. `replint policy --commands` prints a script that does so. --bucket and --account say it for a single answer.';

/** Documents of managed policies name nothing at all. */
function helpFor(unplaced: readonly Unplaced[]): string {
  return unplaced.length > 0 && unplaced.every(({ piece }) => piece.operations[0] === 'GetPolicyVersion')
    ? 'Put the answer of `aws iam get-policy` about the same policy beside it into a folder of its own, and give that folder.'
    : unplacedHelp;
}

/** What was named and cannot be placed; or all of it. */
function faultsOf(unplaced: readonly Unplaced[], count: number): readonly ReadingFault[] {
  const isNothingPlaced = unplaced.length === count;
  return unplaced
    .filter(({ piece }) => (piece.file.isNamed && !piece.isOneOfSeveral) || isNothingPlaced)
    .map(({ piece, open }) => ({
      message: `This is the answer of ${piece.operations.join(' or ')}, and nothing says ${open}.`,
      place: { file: piece.file.name, address: '', line: piece.part?.line ?? 1, column: 1 },
    }));
}

/** Only YAML that looked like an answer can turn out to be none. */
function oddYaml(found: readonly { readonly file: InputFile; readonly found: Found }[]): readonly ReadingFault[] {
  return found
    .filter(({ file, found: is }) => 'nothing' in is && is.nothing === 'foreign' && file.isNamed)
    .map(({ file }) => ({
      message: 'This looks like YAML of the AWS CLI, and cannot be read as an answer of it.',
      place: { file: file.name, address: '', line: 1, column: 1 },
    }));
}

function unplacedNotes(unplaced: readonly Unplaced[]): readonly string[] {
  if (unplaced.length === 0) return [];
  const shown = unplaced.map(
    ({ piece, open }) => `${piece.file.name} (${piece.operations.join(' or ')}: nothing says ${open})`,
  );
  return [
    `${counted(unplaced.length, 'answer was', 'answers were')} left out: ${shortList(shown, 5)}. ${helpFor(unplaced)}`,
  ];
}

function notesOf(found: readonly { readonly file: InputFile; readonly found: Found }[]): readonly string[] {
  const named = (nothing: string): readonly string[] =>
    found.filter(({ found: is }) => 'nothing' in is && is.nothing === nothing).map(({ file }) => file.name);
  const empty = named('empty');
  const broken = named('broken');
  return [
    ...(empty.length === 0
      ? []
      : [
          `Nothing is concluded from ${counted(empty.length, 'an empty file', 'empty files')}: the AWS CLI leaves one both for an answer without content and for an error (${shortList(empty, 5)}).`,
        ]),
    ...(broken.length === 0
      ? []
      : [`${counted(broken.length, 'file is', 'files are')} not JSON, and left out: ${shortList(broken, 5)}.`]),
  ];
}

function counted(count: number, one: string, many: string): string {
  if (count === 1) return one.startsWith('an ') ? one : `1 ${one}`;
  return `${count} ${many}`;
}
