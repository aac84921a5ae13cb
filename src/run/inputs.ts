/** What a command judges: snapshot files, or the live accounts. */
import type { Config } from '../config/model.js';
import type { SnapshotInput } from '../sources/snapshot/read-snapshot.js';
import { ExpectedError } from '../basics/expected-error.js';
import { readInputs } from '../sources/files/read-input.js';
import { bucketNames } from './bucket-names.js';
import { refuseLiveOptions, type LiveArguments } from './live/live-arguments.js';
import { standardInput } from './standard-input.js';

export interface InputArguments extends LiveArguments {
  /** Source buckets that are asked about; none = all. */
  readonly bucket?: readonly string[] | undefined;
}

/** Snapshots; without any, the live accounts. */
export async function inputsOf(
  given: readonly string[],
  args: InputArguments,
  config: Config,
): Promise<readonly SnapshotInput[]> {
  if (given.length === 0) return [await liveInput(args, config)];
  refuseLiveOptions(args);
  const texts = await readInputs(given, standardInput);
  return texts.map(({ name, text }) => ({ name, text, kind: 'snapshot' }));
}

async function liveInput(args: InputArguments, config: Config): Promise<SnapshotInput> {
  const { readAccounts } = await import('./live/collect-live.js');
  const { snapshot, problems } = await readAccounts(args, {
    ...(args.bucket === undefined ? {} : { buckets: bucketNames(args.bucket) }),
    bucketTags: config.mustReplicate.some(({ tag }) => tag !== null),
  });
  if (problems.some(({ kind }) => kind === 'interrupted')) {
    throw new ExpectedError(
      'Interrupted before everything was read: nothing was judged.',
      '`replint collect -o FILE` keeps what it has read when it is interrupted, and goes on with --resume.',
    );
  }
  return { name: 'live', kind: 'live', text: JSON.stringify(snapshot) };
}
