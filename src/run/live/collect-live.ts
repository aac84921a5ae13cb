/** Reads the live accounts for a command: options in, snapshot out, progress and Ctrl-C in between. */
import { collectLive } from '../../collectors/load.js';
import { readAccountList } from '../../collectors/accounts/account-list.js';
import { InvalidAccountList } from '../../collectors/errors.js';
import type { CallRecord, CollectOptions, CollectResult } from '../../collectors/model.js';
import type { Fault } from '../../config/fault.js';
import { ExpectedError } from '../../basics/expected-error.js';
import { readInputs } from '../../sources/files/read-input.js';
import { refuseIdleOptions, type LiveArguments } from './live-arguments.js';
import { messageLimit, terminalText } from '../../reporters/escape/terminal.js';
import { showProgress } from './progress.js';
import { standardInput } from '../standard-input.js';

export type Extra = Pick<
  CollectOptions,
  | 'buckets'
  | 'destinations'
  | 'keys'
  | 'object'
  | 'configAggregator'
  | 'bucketTags'
  | 'shard'
  | 'resume'
  | 'onCheckpoint'
>;

/** Ctrl-C, a polite kill, a terminal that was closed. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export async function readAccounts(args: LiveArguments, extra: Extra = {}): Promise<CollectResult> {
  refuseIdleOptions(args);
  const accounts = args.accounts === undefined ? {} : { accounts: await accountsIn(args.accounts, args.org) };
  const stop = new AbortController();
  const progress = showProgress(process.stderr, (args.progress ?? true) && args.quiet !== true && args.debug !== true);
  // The second Ctrl-C finds no listener and ends the process as usual.
  const onInterrupt = (): void => {
    progress.say('Ending: what was read is kept. Press Ctrl-C again to drop it.');
    stop.abort();
  };
  for (const name of endings) process.once(name, onInterrupt);
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
        timeout: args.timeout,
      }),
      ...accounts,
      ...extra,
      signal: stop.signal,
      onProgress: progress.show,
      ...(args.debug === true ? { onCall: (call: CallRecord) => process.stderr.write(callLine(call)) } : {}),
    });
  } finally {
    progress.end();
    for (const name of endings) process.off(name, onInterrupt);
  }
}

/** `s3:GetBucketPolicy {"Bucket":"orders"} in us-east-1 of 111122223333: NoSuchBucketPolicy (43 ms)`. */
export function callLine({ operation, parameters, region, account, code, milliseconds }: CallRecord): string {
  const about = Object.keys(parameters).length === 0 ? '' : ` ${JSON.stringify(parameters)}`;
  const whose = account === '' ? '' : ` of ${account}`;
  return `${terminalText(`${operation}${about} in ${region}${whose}: ${code ?? 'answered'} (${milliseconds} ms)`, messageLimit)}\n`;
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/**
 * JSON where the name ends in `.json`, else YAML. The parser is loaded only where there is something to parse.
 * @param role - for entries that name none
 * @throws ExpectedError with every fault and its place, before any account is entered
 */
async function accountsIn(name: string, role: string | undefined): Promise<unknown> {
  const [input] = await readInputs([name], standardInput, 'Name a file that lists accounts, in YAML or JSON.');
  const text = input?.text ?? '';
  const { value, faults, place } = name.endsWith('.json')
    ? (await import('../../config/parse-json.js')).parseJson(text)
    : (await import('../../config/parse-yaml.js')).parseYaml(text);
  if (faults.length > 0) throw invalidAccounts(name, faults);
  try {
    readAccountList(value, { defaultRole: role ?? null });
  } catch (error) {
    if (!(error instanceof InvalidAccountList)) throw error;
    throw invalidAccounts(
      name,
      error.faults.map(({ path, message }) => ({
        ...place(path, typeof path.at(-1) === 'string' ? 'key' : 'value'),
        message,
      })),
    );
  }
  return value;
}

function invalidAccounts(name: string, faults: readonly Fault[]): ExpectedError {
  return new ExpectedError(
    [
      'The list of accounts cannot be read.',
      ...faults.map(({ line, column, message }) => `  ${name}:${line}:${column} ${message}`),
    ].join('\n'),
    InvalidAccountList.advice,
  );
}
