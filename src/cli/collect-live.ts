/** Reads the live accounts for a command: options in, snapshot out, progress and Ctrl-C in between. */
import { collectLive } from '../collectors/load.js';
import type { CollectOptions, CollectResult } from '../collectors/model.js';
import { ExpectedError } from '../expected-error.js';
import { readInputs } from '../input/read-input.js';
import type { LiveArguments } from './live-options.js';
import { showProgress } from './progress.js';
import { standardInput } from './standard-input.js';

export type Extra = Pick<CollectOptions, 'buckets' | 'destinations' | 'keys' | 'bucketTags' | 'shard' | 'resume'>;

export async function readAccounts(args: LiveArguments, extra: Extra = {}): Promise<CollectResult> {
  const accounts = args.accounts === undefined ? {} : { accounts: await accountsIn(args.accounts) };
  const stop = new AbortController();
  const progress = showProgress(process.stderr, (args.progress ?? true) && args.quiet !== true);
  // The second Ctrl-C finds no listener and ends the process as usual.
  const onInterrupt = (): void => {
    progress.say('Ending: what was read is kept. Press Ctrl-C again to drop it.');
    stop.abort();
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  try {
    return await collectLive({
      ...defined({
        profile: args.profile,
        region: args.region,
        assumeRole: args['assume-role'],
        externalId: args['external-id'],
        organizationRole: args.org,
        concurrency: args.concurrency,
        observe: args.observe,
      }),
      ...accounts,
      ...extra,
      signal: stop.signal,
      onProgress: progress.show,
    });
  } finally {
    progress.end();
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

const defined = <T extends object>(values: T): Defined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;

/** YAML, of which JSON is a part. The parser is loaded only where there is something to parse. */
async function accountsIn(name: string): Promise<unknown> {
  const [input] = await readInputs([name], standardInput);
  const { parseYaml } = await import('../config/parse-yaml.js');
  const { value, faults } = parseYaml(input?.text ?? '');
  if (faults.length === 0) return value;
  throw new ExpectedError(
    faults.map(({ line, column, message }) => `${name}:${line}:${column} ${message}`).join('\n'),
    'Write a list of role ARNs, or of entries such as { account: "111122223333", role: audit, externalId: … }.',
  );
}
