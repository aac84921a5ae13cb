import { defineCommand } from '../../parser/define-command.js';
import { codeOptions } from '../../options/code-options.js';
import { readingFormat, textOutput } from '../../options/options.js';

const { onto: _, ...ofCode } = codeOptions;

export const diffCommand = defineCommand({
  words: 'diff <old> <new>',
  summary: 'Say what broke and what was fixed between two snapshots or reports',
  positionals: {
    old: { type: 'string', demandOption: true, describe: 'JSON report or snapshot. - is standard input' },
    new: {
      type: 'string',
      demandOption: true,
      describe: 'Later JSON report or snapshot, or a plan or template that changes OLD',
    },
  },
  options: {
    format: readingFormat,
    output: textOutput,
    ...ofCode,
    region: {
      type: 'string',
      requiresArg: true,
      group: 'Infrastructure code:',
      describe: 'Region of code that names none',
    },
    config: { type: 'string', requiresArg: true, describe: 'Configuration file, for snapshots' },
  },
  examples: [
    ['$0 diff yesterday.json today.json', 'Two snapshots: also names the statement that changed'],
    ['$0 diff prod.json plan.json', 'What a plan breaks, and what it fixes'],
    ['$0 diff old-report.json new-report.json --format markdown', 'Two reports, as Markdown for a comment'],
  ],
  epilogue: 'Exit codes: 0 nothing got worse, 1 something did, 2 the job could not be done.',
  run: async (args) => {
    const { showDiff } = await import('./run.js');
    return showDiff(args.old, args.new, args);
  },
});
