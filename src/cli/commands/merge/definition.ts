import { defineCommand } from '../../parser/define-command.js';
import { snapshotOutput } from '../../options/options.js';

export const mergeCommand = defineCommand({
  words: 'merge <input..>',
  summary: 'Join snapshots into one, such as those of shards or of several accounts',
  positionals: {
    input: { type: 'string', array: true, demandOption: true, describe: 'Snapshot files. - is standard input' },
  },
  options: {
    output: snapshotOutput,
  },
  examples: [
    ['$0 merge part-*.json.gz -o all.json.gz', 'The parts that `collect --shard` wrote'],
    ['$0 merge prod.json logs.json.gz -o all.json', 'Snapshots of several accounts in one file'],
  ],
  epilogue: 'An audit of the parts gives the same result: `replint audit part-*.json.gz` needs no merge.',
  run: async (args) => {
    const { mergeToFile } = await import('./run.js');
    return mergeToFile(args.input, args.output);
  },
});
