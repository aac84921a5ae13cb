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
      describe: 'Ask this aggregator of AWS Config first, and the accounts only for what Config does not record',
    },
    shard: { type: 'string', requiresArg: true, describe: 'Only this part of the buckets, such as 2/5' },
    bucket: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'Only this source bucket, and where it replicates to. Repeatable',
    },
    destination: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'Read this bucket as a destination too, for accounts outside of this run. Repeatable',
    },
    key: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'Key to read too (ARN), for accounts outside of this run. Repeatable',
    },
    tags: {
      type: 'boolean',
      default: false,
      describe: 'Read the tags of all buckets, for a configuration that selects by tag',
    },
    quiet: outputOptions.quiet,
    ...liveOptions,
  },
  examples: [
    ['$0 collect -o prod.json', 'The account behind the default credentials'],
    ['$0 collect -o all.json.gz --org audit', 'Every account of the organization, by its role `audit`'],
    ['$0 collect -o all.json.gz --org audit --config-aggregator org', 'The same, by AWS Config first: fewer calls'],
    ['$0 collect -o prod.json --resume prod.json', 'Go on where an earlier run ended'],
  ],
  epilogue:
    'Only reads. `replint policy` prints the permissions that they need. Exit codes: 0 complete, 2 nothing could be done, 3 something could not be read.',
  run: async (args) => {
    const { collectToFile } = await import('./run.js');
    return collectToFile(args);
  },
});
