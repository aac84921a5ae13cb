import { outputOptions, readingFormat, textOutput } from '../../options/options.js';
import { defineCommand } from '../../parser/define-command.js';

export const rulesCommand = defineCommand({
  words: 'rules [id]',
  summary: 'List the rules, or show one with its reasons, examples and sources',
  positionals: {
    id: { type: 'string', describe: 'A rule (kms/encrypt-not-allowed), a group (kms), or a request of S3 (A-40)' },
  },
  options: { format: readingFormat, output: textOutput, color: outputOptions.color },
  examples: [
    ['$0 rules', 'All rules, by group'],
    ['$0 rules kms', 'The rules of a group'],
    ['$0 rules kms/encrypt-not-allowed', 'One rule: why, examples, sources'],
    ['$0 rules A-40', 'One request of S3: when it is made, what fails without it, how that is known'],
    ['$0 rules --format json', 'All rules as JSON'],
  ],
  epilogue: 'Exit codes: 0, or 2 if there is no such rule.',
  run: async (args) => {
    const { showRules } = await import('./run.js');
    return showRules(args.id, args);
  },
});
