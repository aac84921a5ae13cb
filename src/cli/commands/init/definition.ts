import { defineCommand } from '../../parser/define-command.js';

export const initCommand = defineCommand({
  words: 'init [file]',
  summary: 'Write a configuration file with every setting, explained and switched off',
  positionals: {
    file: { type: 'string', describe: 'Where it goes (default: replint.config.yaml here); - for standard output' },
  },
  options: {
    force: { type: 'boolean', default: false, describe: 'Replace the file that is there' },
  },
  examples: [
    ['$0 init', 'Writes replint.config.yaml, which audits find by themselves'],
    ['$0 init -', 'Shows it'],
  ],
  epilogue: 'Exit codes: 0, or 2 if the file is there already.',
  run: async (args) => {
    const { writeConfiguration } = await import('../../work.js');
    return writeConfiguration(args.file ?? 'replint.config.yaml', args.force);
  },
});
