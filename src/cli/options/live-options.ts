/** The options that say which accounts are read, and how. */
import type { Options } from 'yargs';

const group = 'Live accounts:';
const text = { type: 'string', requiresArg: true, group } as const;
const number = { type: 'number', requiresArg: true, group } as const;

export const liveOptions = {
  profile: { ...text, describe: 'Profile of the shared AWS configuration' },
  region: {
    ...text,
    describe: 'Region for the first calls, and for code that names none. Buckets of all Regions are found',
  },
  'assume-role': {
    ...text,
    array: true,
    describe: 'ARN of a role to read with. Repeatable: one per account',
  },
  'external-id': { ...text, describe: 'External ID that those roles require' },
  accounts: { ...text, describe: 'File (YAML or JSON) that lists the accounts and their roles' },
  org: { ...text, describe: 'Name of a role to assume in every account of the organization' },
  concurrency: { ...number, describe: 'Most API calls at the same time (default: 50)' },
  observe: {
    ...number,
    describe: 'Also read the replication status of this many recent object versions of each bucket',
  },
  timeout: { ...number, describe: 'Stop reading after this many seconds, and use what was read by then' },
  debug: { type: 'boolean', default: false, group, describe: 'Log every API call and its answer to standard error' },
  progress: { type: 'boolean', default: true, group, describe: 'Show progress on a terminal (standard error)' },
} as const satisfies Record<string, Options>;
