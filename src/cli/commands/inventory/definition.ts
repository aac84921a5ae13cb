import { defineCommand } from '../../parser/define-command.js';
import { liveOptions } from '../../options/live-options.js';
import { outputOptions } from '../../options/options.js';

export const inventoryCommand = defineCommand({
  words: 'inventory [input..]',
  summary: 'List the source buckets in a file to commit, so that findings of live audits can point to a line',
  positionals: {
    input: {
      type: 'string',
      array: true,
      describe: 'Files or folders, as for audit. - is standard input. Default: the live account',
    },
  },
  options: {
    output: {
      type: 'string',
      alias: 'o',
      requiresArg: true,
      describe: 'Output file (default: standard output). Audits look for replication-inventory.yaml',
    },
    quiet: outputOptions.quiet,
    ...liveOptions,
  },
  examples: [
    ['$0 inventory -o replication-inventory.yaml', 'Of the live account'],
    ['$0 inventory prod.json', 'Of a snapshot, to standard output'],
  ],
  run: async (args) => {
    const { writeInventory } = await import('./run.js');
    return writeInventory(args.input ?? [], args.output ?? null, args);
  },
});
