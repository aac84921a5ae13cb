import { defineCommand } from '../../parser/define-command.js';
import { liveOptions } from '../../options/live-options.js';
import { outputOptions } from '../../options/options.js';

export const inventoryCommand = defineCommand({
  words: 'inventory [input..]',
  summary: 'List the source buckets in a file to commit, so that findings of live audits have a line',
  positionals: {
    input: {
      type: 'string',
      array: true,
      describe: 'Files or folders, as for audit; - for standard input. Without any: the live account',
    },
  },
  options: {
    output: {
      type: 'string',
      alias: 'o',
      requiresArg: true,
      describe: 'Where it goes (default: standard output); audits look for replication-inventory.yaml',
    },
    quiet: outputOptions.quiet,
    ...liveOptions,
  },
  examples: [
    ['$0 inventory -o replication-inventory.yaml', 'Of the live account'],
    ['$0 inventory prod.json', 'Of a snapshot, on the screen'],
  ],
  run: async (args) => {
    const { writeInventory } = await import('../../work.js');
    return writeInventory(args.input ?? [], args.output ?? null, args);
  },
});
