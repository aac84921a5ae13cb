import { defineCommand } from '../../parser/define-command.js';
import { codeOptions } from '../../options/code-options.js';
import { liveOptions } from '../../options/live-options.js';
import { judgementOptions, outputOptions } from '../../options/options.js';

export const fixCommand = defineCommand({
  words: 'fix [input..]',
  summary: 'Print the smallest change that makes every replication rule work, proved by a second audit',
  positionals: {
    input: {
      type: 'string',
      array: true,
      describe: 'Files or folders, as for audit. - is standard input. Default: the live account',
    },
  },
  options: {
    format: {
      type: 'string',
      array: true,
      requiresArg: true,
      alias: 'f',
      group: 'Output:',
      describe:
        'NAME, or NAME=FILE: text (default), json, markdown, aws-cli, cloudformation, terraform, patch (edits of the input as a diff), sarif (findings with edits). Repeatable. Only one goes to standard output',
    },
    output: {
      type: 'string',
      requiresArg: true,
      alias: 'o',
      group: 'Output:',
      describe: 'Folder for the fixes: one folder per owner, one file per document',
    },
    'write-snapshot': {
      type: 'string',
      requiresArg: true,
      group: 'Output:',
      describe: 'File for a snapshot of the input with the changes applied',
    },
    color: outputOptions.color,
    quiet: outputOptions.quiet,
    level: {
      type: 'string',
      requiresArg: true,
      choices: ['error', 'warning', 'note'],
      default: 'warning',
      group: 'Judgement:',
      describe: 'Lowest level of findings to fix',
    },
    harden: {
      type: 'boolean',
      default: false,
      group: 'Judgement:',
      describe: 'Also narrow what is too broad, as a second set of changes to apply later',
    },
    bucket: judgementOptions.bucket,
    config: judgementOptions.config,
    rule: judgementOptions.rule,
    'skip-rule': judgementOptions['skip-rule'],
    'require-organization': judgementOptions['require-organization'],
    ...codeOptions,
    ...liveOptions,
  },
  examples: [
    ['$0 fix --profile prod', 'What to change in the live account behind a profile'],
    ['$0 fix prod.json --format json=fix.json', 'As JSON'],
    ['$0 fix prod.json --format aws-cli=fix.sh', 'As a script that stops if something has changed since'],
    ['$0 fix prod.json -o fixes', 'A folder for each owner, to hand on'],
    ['$0 fix template.yaml --onto prod.json --format patch', 'What a template lacks, laid over what is there'],
    ['$0 fix prod.json --write-snapshot fixed.json', 'A snapshot with the changes applied, for further audits'],
  ],
  epilogue:
    'Writes nothing to AWS. Exit codes: 0 everything replicates with the changes, 1 something remains, 2 the job could not be done, 3 evidence is missing.',
  run: async (args) => {
    const { showFix } = await import('./run.js');
    return showFix(args.input ?? [], args);
  },
});
