/** Which accounts are read, and how: as the command's options and the Action's inputs name it. */
import { UsageError } from '../../basics/usage-error.js';

export interface LiveArguments {
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly 'assume-role': readonly string[] | undefined;
  readonly 'external-id': string | undefined;
  readonly accounts: string | undefined;
  readonly org: string | undefined;
  readonly concurrency: number | undefined;
  readonly observe: number | undefined;
  /** Seconds. */
  readonly timeout: number | undefined;
  readonly progress: boolean | undefined;
  readonly debug: boolean | undefined;
  readonly quiet: boolean | undefined;
}

/** Without them, the live accounts are not what is audited. */
const onlyLive = [
  'profile',
  'assume-role',
  'external-id',
  'accounts',
  'org',
  'concurrency',
  'observe',
  'timeout',
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
    `\`--${given}\` is about live accounts, and files are given.`,
    'Leave out the files to audit live accounts, or the option to audit the files.',
  );
}
