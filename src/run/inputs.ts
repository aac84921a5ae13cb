/** What a command judges: files and folders, or the live accounts. */
import type { Config } from '../config/model.js';
import type { Reading, ReadOptions } from '../sources/adapter.js';
import { interruptedCode } from '../collectors/model.js';
import { ExpectedError } from '../basics/expected-error.js';
import { readInputFiles } from '../sources/files/read-input.js';
import { existingIn } from '../sources/existing.js';
import { readFiles } from '../sources/recognise.js';
import { readSnapshotText } from '../sources/snapshot/read-snapshot-text.js';
import { bucketNames } from './bucket-names.js';
import {
  readOptionsOf,
  refuseCodeOptions,
  refuseOptionsOfCode,
  refuseStrangeDeployments,
  type CodeArguments,
} from './code-options.js';
import { refuseLiveOptions, type LiveArguments } from './live/live-arguments.js';
import { standardInput } from './standard-input.js';

export interface InputArguments extends LiveArguments, Omit<CodeArguments, 'region'> {
  /** Source buckets that are asked about; none = all. */
  readonly bucket?: readonly string[] | undefined;
  /** An object that is asked about: of live accounts, it is looked at. */
  readonly object?: { readonly bucket: string; readonly key: string } | undefined;
}

/**
 * What was given, read; without any, the live accounts.
 * @throws ExpectedError for what cannot be opened; what cannot be understood is a fault of its reading
 */
export async function inputsOf(
  given: readonly string[],
  args: InputArguments,
  config: Config,
): Promise<readonly Reading[]> {
  if (given.length === 0) {
    refuseCodeOptions(args);
    return [await liveInput(args, config)];
  }
  const { onto } = args;
  if (onto !== 'live') refuseLiveOptions(args);
  // What the change is laid over comes first, so that it can say in which account everything is.
  const base = onto === undefined ? [] : await baseOf(onto, args, config);
  const options = {
    ...(await readOptionsOf(args)),
    ...asked(args),
    ...(onto === undefined ? {} : { existing: existingIn(base) }),
  };
  const change = await changeIn(given, accountOf(base, options));
  if (change.every(({ kind }) => kind === 'snapshot')) refuseOptionsOfCode(args);
  return [...base, ...change.map((reading) => (onto === undefined ? reading : { ...reading, isChange: true }))];
}

/** What was given, without anything that it may be laid over. */
async function changeIn(given: readonly string[], options: ReadOptions): Promise<readonly Reading[]> {
  const files = await readInputFiles(given, standardInput);
  refuseStrangeDeployments(options, files);
  return readFiles(files, options);
}

async function baseOf(onto: string, args: InputArguments, config: Config): Promise<readonly Reading[]> {
  if (onto === 'live') return [await liveInput(args, config)];
  return readFiles(await readInputFiles([onto], standardInput), asked(args));
}

/** Where code does not say its account, it changes the only one that it is laid over. */
function accountOf(base: readonly Reading[], options: ReadOptions): ReadOptions {
  const ids = new Set(base.flatMap(({ facts }) => (facts?.accounts ?? []).map(({ id }) => id)));
  const [only] = ids;
  return options.account === undefined && ids.size === 1 && only !== undefined
    ? { ...options, account: only }
    : options;
}

/** One bucket that is asked for is whom an answer is about that names none. */
function asked({ bucket = [] }: InputArguments): ReadOptions {
  const [only] = bucketNames(bucket);
  return bucket.length === 1 && only !== undefined ? { bucket: only } : {};
}

async function liveInput(args: InputArguments, config: Config): Promise<Reading> {
  const { readAccounts } = await import('./live/collect-live.js');
  const { snapshot, problems, calls, principals } = await readAccounts(args, {
    ...(args.bucket === undefined ? {} : { buckets: bucketNames(args.bucket) }),
    ...(args.object === undefined ? {} : { object: args.object }),
    bucketTags: config.mustReplicate.some(({ tag }) => tag !== null),
  });
  if (problems.some(({ code }) => code === interruptedCode)) {
    throw new ExpectedError(
      'Interrupted before everything was read: nothing was judged.',
      '`replint collect -o FILE` keeps what it has read when it is interrupted, and goes on with --resume.',
    );
  }
  const reading = readSnapshotText({ name: 'live', kind: 'live', text: JSON.stringify(snapshot) });
  return { ...reading, live: { calls: calls.total, principals } };
}
