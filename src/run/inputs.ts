/** What a command judges: files and folders, or the live accounts. */
import type { Config } from '../config/model.js';
import type { Reading, ReadOptions } from '../sources/adapter.js';
import { interruptedCode } from '../collectors/model.js';
import { ExpectedError } from '../basics/expected-error.js';
import { readInputFiles } from '../sources/files/read-input.js';
import { readFiles } from '../sources/recognise.js';
import { readSnapshotText } from '../sources/snapshot/read-snapshot-text.js';
import { bucketNames } from './bucket-names.js';
import { refuseLiveOptions, type LiveArguments } from './live/live-arguments.js';
import { standardInput } from './standard-input.js';

export interface InputArguments extends LiveArguments {
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
  if (given.length === 0) return [await liveInput(args, config)];
  refuseLiveOptions(args);
  return readFiles(await readInputFiles(given, standardInput), asked(args));
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
