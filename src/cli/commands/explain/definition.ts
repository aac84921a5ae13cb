import { defineCommand } from '../../parser/define-command.js';
import { codeOptions } from '../../options/code-options.js';
import { liveOptions } from '../../options/live-options.js';
import { judgementOptions, outputOptions, readingFormat, textOutput } from '../../options/options.js';

export const explainCommand = defineCommand({
  words: 'explain <object> [input..]',
  summary: 'Walk every request S3 makes for an object, or for all objects of a bucket',
  positionals: {
    object: {
      type: 'string',
      demandOption: true,
      describe: 's3://BUCKET/KEY, or s3://BUCKET for every object. An ARN works too, and s3:// can be left out',
    },
    input: {
      type: 'string',
      array: true,
      describe: 'Files or folders, as for audit. - is standard input. Default: the live account',
    },
  },
  options: {
    'object-class': {
      type: 'string',
      requiresArg: true,
      choices: ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'],
      describe: 'Encryption of the object (default: the default encryption of the bucket)',
    },
    'bucket-key': {
      type: 'string',
      requiresArg: true,
      choices: ['on', 'off'],
      describe: 'What if Bucket Keys were on, or off?',
    },
    rule: { type: 'string', requiresArg: true, describe: 'Only the replication rule with this ID' },
    format: readingFormat,
    output: textOutput,
    all: {
      type: 'boolean',
      default: false,
      describe: 'Also show requests that S3 does not need, and settings that are right',
    },
    evidence: judgementOptions.evidence,
    config: judgementOptions.config,
    'require-organization': judgementOptions['require-organization'],
    color: outputOptions.color,
    quiet: outputOptions.quiet,
    ...codeOptions,
    ...liveOptions,
  },
  examples: [
    ['$0 explain s3://orders/2026/a.csv prod.json', 'One object'],
    ['$0 explain s3://orders prod.json --bucket-key on', 'Would switching Bucket Keys on break it?'],
    ['$0 explain s3://orders prod.json --object-class SSE-KMS', 'Objects that are uploaded with SSE-KMS'],
    ['$0 explain s3://orders prod.json --format markdown', 'For a ticket'],
  ],
  epilogue:
    'Exit codes, as with audit: 0 the object arrives, or no enabled rule selects it, 1 something required is denied, 2 the question could not be answered, 3 unknown.',
  run: async (args) => {
    const { showExplanation } = await import('../../work.js');
    return showExplanation(args.object, args.input ?? [], args);
  },
});
