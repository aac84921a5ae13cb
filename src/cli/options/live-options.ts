/** The options that say which accounts are read, and how. */
import type { Options } from 'yargs';

const group = 'Live accounts:';
const text = { type: 'string', requiresArg: true, group } as const;
const number = { type: 'number', requiresArg: true, group } as const;

export const liveOptions = {
  profile: { ...text, describe: 'Profile of the shared AWS configuration' },
  region: {
    ...text,
    describe: 'Region for the first calls (buckets of all Regions are found), and for code that names none',
  },
  'assume-role': {
    ...text,
    array: true,
    describe: 'Role to read with (ARN). Repeatable: one per account',
  },
  'external-id': { ...text, describe: 'External ID that those roles ask for' },
  accounts: { ...text, describe: 'File (YAML or JSON) that lists the accounts and their roles' },
  org: { ...text, describe: 'Name of a role to assume in every account of the organization' },
  concurrency: { ...number, describe: 'API calls at once (default: 50)' },
  observe: { ...number, describe: 'Also read the replication status of this many recent object versions per bucket' },
  timeout: { ...number, describe: 'Stop reading after this many seconds, and use what was read by then' },
  debug: { type: 'boolean', default: false, group, describe: 'Log every API call and its answer to standard error' },
  progress: { type: 'boolean', default: true, group, describe: 'Show progress on a terminal (standard error)' },
} as const satisfies Record<string, Options>;
