/** The options that say which accounts are read, and how. */
import type { Options } from 'yargs';
import { UsageError } from '../parser/usage-error.js';

const group = 'Live accounts:';
const text = { type: 'string', requiresArg: true, group } as const;
const number = { type: 'number', requiresArg: true, group } as const;

export const liveOptions = {
  profile: { ...text, describe: 'Profile of the shared AWS configuration' },
  region: { ...text, describe: 'Region of the first calls; buckets are found in all Regions' },
  'assume-role': {
    ...text,
    array: true,
    describe: 'ARN of a role to read with. Repeatable: one for each account, judged together',
  },
  'external-id': { ...text, describe: 'External ID that those roles ask for' },
  accounts: { ...text, describe: 'File (YAML or JSON) that lists the accounts and their roles' },
  org: { ...text, describe: 'Name of a role to take in every account of the organization' },
  concurrency: { ...number, describe: 'Most API calls in flight (default: 50)' },
  observe: { ...number, describe: 'Also read the replication status of so many recent object versions a bucket' },
  progress: { type: 'boolean', default: true, group, describe: 'Progress on standard error, on a terminal only' },
} as const satisfies Record<string, Options>;

export interface LiveArguments {
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly 'assume-role': readonly string[] | undefined;
  readonly 'external-id': string | undefined;
  readonly accounts: string | undefined;
  readonly org: string | undefined;
  readonly concurrency: number | undefined;
  readonly observe: number | undefined;
  readonly progress: boolean | undefined;
  readonly quiet: boolean | undefined;
}

/** Without them, the live accounts are not what is audited. */
const onlyLive = [
  'profile',
  'region',
  'assume-role',
  'external-id',
  'accounts',
  'org',
  'concurrency',
  'observe',
] as const satisfies readonly (keyof LiveArguments)[];

/** @throws UsageError for options that mean nothing without another */
export function refuseIdleOptions(args: LiveArguments): void {
  const takesRoles = [args['assume-role'], args.accounts, args.org].some((option) => option !== undefined);
  if (args['external-id'] === undefined || takesRoles) return;
  throw new UsageError(
    '`--external-id` is for roles that are taken, and none is named.',
    'Name one with --assume-role, --accounts or --org.',
  );
}

/** @throws UsageError for options that say how to read live accounts, beside files */
export function refuseLiveOptions(args: LiveArguments): void {
  const given = onlyLive.find((name) => args[name] !== undefined);
  if (given === undefined) return;
  throw new UsageError(
    `\`--${given}\` is about live accounts, and snapshot files are given.`,
    'Leave out the files to audit live accounts, or the option to audit the files.',
  );
}
