/** The options that say which accounts are read, and how. */
import type { Options } from 'yargs';

const group = 'Live accounts:';
const text = { type: 'string', requiresArg: true, group } as const;
const number = { type: 'number', requiresArg: true, group } as const;

export const liveOptions = {
  profile: { ...text, describe: 'Profile of the shared AWS configuration' },
  region: {
    ...text,
    describe: 'Region of the first calls (buckets are found in all Regions), or of code that names none',
  },
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
  timeout: { ...number, describe: 'Seconds after which reading ends; what was read by then is judged, or kept' },
  debug: { type: 'boolean', default: false, group, describe: 'Every API call on standard error, with its answer' },
  progress: { type: 'boolean', default: true, group, describe: 'Progress on standard error, on a terminal only' },
} as const satisfies Record<string, Options>;
