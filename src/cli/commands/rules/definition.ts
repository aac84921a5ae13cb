import { defineCommand } from '../../parser/define-command.js';

export const rulesCommand = defineCommand({
  words: 'rules [id]',
  summary: 'List the rules, or show one with its reasons, examples and sources',
  positionals: { id: { type: 'string', describe: 'Rule id, such as kms/encrypt-not-allowed' } },
  options: {
    format: {
      type: 'string',
      requiresArg: true,
      choices: ['text', 'json', 'markdown'],
      default: 'text',
      describe: 'Text to read, data, or Markdown',
    },
    color: { type: 'boolean', describe: 'Colour, whatever the terminal; --no-color for none' },
  },
  examples: [
    ['$0 rules', 'All rules, by group'],
    ['$0 rules kms/encrypt-not-allowed', 'One rule: why, examples, sources'],
    ['$0 rules --format json', 'All rules as data'],
  ],
  epilogue: 'Exit codes: 0, or 2 where there is no such rule.',
  run: async (args) => {
    const { showRules } = await import('../../work.js');
    return showRules(args.id, args.format, args.color);
  },
});
