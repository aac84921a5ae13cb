/** What the name of a file and of its folders says about an answer: often which command gave it, sometimes whose it is. */
import { operations, type Operation } from '../operations.js';

export interface NameHints {
  readonly operation: Operation | null;
  /** What is left of the file's name without the command: `orders` of `get-bucket-policy_orders.json`; may be empty. */
  readonly rest: string;
  /** Names of the folders, the nearest first; the folder that was given is among them. */
  readonly folders: readonly string[];
  /** The folder itself, as text: files of one folder belong together. */
  readonly folder: string;
  /** The nearest part of the path that is an account id. */
  readonly account: string | null;
  /** The nearest part of the path that is a Region. */
  readonly region: string | null;
}

/** `get-bucket-policy`, `GetBucketPolicy`, `get_bucket_policy`: the longest is found first. */
const commands = operations
  .map((operation) => {
    const words = operation.replace('GetAccountPublicAccessBlock', 'GetPublicAccessBlock').match(/[A-Z][a-z]*/gu) ?? [];
    return { operation, pattern: new RegExp(words.join('[-_. ]?'), 'iu'), length: operation.length };
  })
  .filter(({ operation }) => operation !== 'GetAccountPublicAccessBlock')
  .sort((a, b) => b.length - a.length);

/** Short names that people give to the files of a bucket. */
const shortNames: readonly (readonly [RegExp, Operation])[] = [
  [/replication/iu, 'GetBucketReplication'],
  [/versioning/iu, 'GetBucketVersioning'],
  [/encryption/iu, 'GetBucketEncryption'],
  [/ownership/iu, 'GetBucketOwnershipControls'],
  [/object-?_?lock/iu, 'GetObjectLockConfiguration'],
  [/(?:bucket|key)[-_. ]?policy/iu, 'GetBucketPolicy'],
  [/public[-_. ]?access/iu, 'GetPublicAccessBlock'],
  [/location/iu, 'GetBucketLocation'],
];

/** Words around a name that are not part of it. */
const filler =
  /(?:^|(?<=[-_. ]))(?:s3api|s3control|s3|iam|kms|organizations|sts|aws|config|configuration|output|out|answer|result|response|policy|bucket|role|key|conf|json|ya?ml|txt|err|stderr)(?=[-_. ]|$)/giu;

/** The name of a file, without folders, and without its endings. */
export function stemOf(name: string): string {
  return (name.split(/[/\\]/u).at(-1) ?? '').replace(/(?:\.(?:json|ya?ml|txt|err|stderr|out|log|gz))+$/iu, '');
}

/** As people call the files that they let the AWS CLI write; programs and pages that bear its name are none of them. */
const endings = /^[^.]*(?:\.(?:json|txt|text|out|log|tsv|csv|table|ya?ml|xml))*$/iu;

/** Whether a file is called after a command whose answer is read here. */
export function isNamedByCommand(name: string): boolean {
  const file = name.split(/[/\\]/u).at(-1) ?? '';
  return endings.test(file) && commands.some(({ pattern }) => pattern.test(file));
}

export function hintsOf(name: string, given: string): NameHints {
  const parts = name.split(/[/\\]/u).filter((part) => part !== '' && part !== '.');
  const file = parts.pop() ?? '';
  const above = given === name ? 0 : given.split(/[/\\]/u).filter((part) => part !== '' && part !== '.').length;
  // Of folders above the one that was given, only its own name says something.
  const folders = parts.slice(Math.max(0, above - 1)).reverse();
  const stem = stemOf(file);
  const { operation, rest } = commandIn(stem, folders);
  const path = [stem, ...folders];
  return {
    operation,
    rest,
    folders,
    folder: parts.join('/'),
    account: firstMatch(path, /(?<!\d)\d{12}(?!\d)/u),
    region: firstMatch(
      path,
      /(?<![a-z])(?:[a-z]{2,4}-)(?:gov-|iso[a-z]?-)?(?:north|south|east|west|central){1,2}-\d(?!\d)/u,
    ),
  };
}

function firstMatch(texts: readonly string[], pattern: RegExp): string | null {
  for (const text of texts) {
    const [match] = pattern.exec(text) ?? [];
    if (match !== undefined) return match;
  }
  return null;
}

function commandIn(stem: string, folders: readonly string[]): Pick<NameHints, 'operation' | 'rest'> {
  for (const { operation, pattern } of commands)
    if (pattern.test(stem)) return { operation, rest: tidy(stem.replace(pattern, '')) };
  for (const { operation, pattern } of commands)
    if (folders.slice(0, 2).some((folder) => pattern.test(folder))) return { operation, rest: stem };
  for (const [pattern, operation] of shortNames)
    if (pattern.test(stem)) return { operation, rest: tidy(stem.replace(pattern, '')) };
  return { operation: null, rest: tidy(stem) };
}

function tidy(rest: string): string {
  return rest.replace(filler, '').replace(/^[-_. ]+|[-_. ]+$/gu, '');
}
