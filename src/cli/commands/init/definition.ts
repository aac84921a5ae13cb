import { defineCommand } from '../../parser/define-command.js';

export const initCommand = defineCommand({
  words: 'init [file]',
  summary: 'Write a configuration file with every setting explained and commented out',
  positionals: {
    file: { type: 'string', describe: 'File to write (default: ./replint.config.yaml). - is standard output' },
  },
  options: {
    force: { type: 'boolean', default: false, describe: 'Replace an existing file' },
  },
  examples: [
    ['$0 init', 'Write replint.config.yaml, which audits find by themselves'],
    ['$0 init -', 'Shows it'],
  ],
  epilogue: 'Exit codes: 0, or 2 if the file already exists.',
  run: async (args) => {
    const { writeConfiguration } = await import('./run.js');
    return writeConfiguration(args.file ?? 'replint.config.yaml', args.force);
  },
});
