import { defineCommand } from '../../parser/define-command.js';
import { liveOptions } from '../../options/live-options.js';
import { outputOptions, snapshotOutput } from '../../options/options.js';

export const collectCommand = defineCommand({
  words: 'collect',
  summary: 'Read live accounts into a snapshot, without judging them',
  positionals: {},
  options: {
    output: snapshotOutput,
    resume: {
      type: 'string',
      requiresArg: true,
      describe: 'Continue this snapshot: read only what is missing or failed',
    },
    'config-aggregator': {
      type: 'string',
      requiresArg: true,
      describe: 'Ask this AWS Config aggregator first, and the accounts only for what Config does not record',
    },
    shard: { type: 'string', requiresArg: true, describe: 'Read only this part of the buckets, such as 2/5' },
    bucket: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'Read only this source bucket, and where it replicates to. Repeatable',
    },
    destination: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'Also read this bucket, as a destination for accounts outside this run. Repeatable',
    },
    key: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'Also read this key (ARN), for accounts outside this run. Repeatable',
    },
    tags: {
      type: 'boolean',
      default: false,
      describe: 'Read the tags of all buckets, for mustReplicate by tag in the configuration',
    },
    quiet: outputOptions.quiet,
    ...liveOptions,
  },
  examples: [
    ['$0 collect -o prod.json', 'The account behind the default credentials'],
    ['$0 collect -o all.json.gz --org audit', 'Every account of the organization, with its role `audit`'],
    ['$0 collect -o all.json.gz --org audit --config-aggregator org', 'The same, from AWS Config first: fewer calls'],
    ['$0 collect -o prod.json --resume prod.json', 'Continue where an earlier run ended'],
  ],
  epilogue:
    'It only reads. `replint policy` prints the permissions that it needs. Exit codes: 0 complete, 2 nothing could be read, 3 something could not be read.',
  run: async (args) => {
    const { collectToFile } = await import('./run.js');
    return collectToFile(args);
  },
});
