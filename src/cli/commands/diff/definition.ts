import { defineCommand } from '../../parser/define-command.js';
import { readingFormat, textOutput } from '../../options/options.js';

export const diffCommand = defineCommand({
  words: 'diff <old> <new>',
  summary: 'Say what broke and what was mended between two reports, or two snapshots',
  positionals: {
    old: { type: 'string', demandOption: true, describe: 'JSON report or snapshot; - for standard input' },
    new: { type: 'string', demandOption: true, describe: 'JSON report or snapshot of a later time' },
  },
  options: {
    format: readingFormat,
    output: textOutput,
    config: { type: 'string', requiresArg: true, describe: 'Configuration file, for snapshots' },
  },
  examples: [
    ['$0 diff yesterday.json today.json', 'Two snapshots: names the statement that changed'],
    ['$0 diff old-report.json new-report.json --format markdown', 'Two reports, for a comment'],
  ],
  epilogue: 'Exit codes: 0 nothing got worse, 1 something did, 2 the job could not be done.',
  run: async (args) => {
    const { showDiff } = await import('../../work.js');
    return showDiff(args.old, args.new, args);
  },
});
