/** The options that commands share, in groups. Each option that takes a list is repeated, one value each. */
import type { Options } from 'yargs';

const list = { type: 'string', array: true, requiresArg: true } as const;
const text = { type: 'string', requiresArg: true } as const;

export const outputOptions = {
  format: {
    ...list,
    alias: 'f',
    group: 'Output:',
    describe:
      'NAME, or NAME=FILE: table (default), json, sarif, html, markdown, … Repeatable; only one goes to standard output',
  },
  output: {
    ...text,
    alias: 'o',
    group: 'Output:',
    describe: 'File for the report; its format is that of --format, or of the file’s name',
  },
  'explain-all': {
    type: 'boolean',
    default: false,
    group: 'Output:',
    describe: 'JSON: also every request that S3 makes, as explain shows it',
  },
  verbose: { type: 'boolean', default: false, group: 'Output:', describe: 'Table: all of every finding, notes too' },
  compact: { type: 'boolean', default: false, group: 'Output:', describe: 'Table: findings in one line each' },
  summary: { type: 'boolean', default: false, group: 'Output:', describe: 'Table: verdicts and numbers only' },
  color: { type: 'boolean', group: 'Output:', describe: 'Always in colour; --no-color: never' },
  quiet: {
    type: 'boolean',
    alias: 'q',
    default: false,
    group: 'Output:',
    describe: 'Only errors on standard error',
  },
} as const satisfies Record<string, Options>;

/** Of commands that write a snapshot. */
export const snapshotOutput = {
  type: 'string',
  alias: 'o',
  requiresArg: true,
  demandOption: true,
  describe: 'Where the snapshot goes: FILE, FILE.gz for gzip, - for standard output',
} as const satisfies Options;

/** Of commands that print one text. */
export const textOutput = {
  type: 'string',
  alias: 'o',
  requiresArg: true,
  describe: 'Output file (default: standard output)',
} as const satisfies Options;

/** Of commands that are read by a person first. */
export const readingFormat = {
  type: 'string',
  alias: 'f',
  requiresArg: true,
  choices: ['text', 'json', 'markdown'],
  default: 'text',
  describe: 'Text to read, data, or Markdown',
} as const satisfies Options;

export const judgementOptions = {
  'fail-on': {
    ...text,
    choices: ['error', 'warning', 'note', 'never'],
    group: 'Judgement:',
    describe: 'Lowest level that fails the run (default: error)',
  },
  'allow-incomplete': { type: 'boolean', group: 'Judgement:', describe: 'Do not fail because evidence is missing' },
  'require-organization': {
    type: 'boolean',
    group: 'Judgement:',
    describe: 'Without organization policies, verdicts are unknown',
  },
  bucket: {
    ...list,
    group: 'Judgement:',
    describe: 'Only this source bucket: its name, s3://NAME or ARN. Repeatable',
  },
  rule: { ...list, group: 'Judgement:', describe: 'Only findings of this rule or group (kms). Repeatable' },
  'skip-rule': { ...list, group: 'Judgement:', describe: 'Leave out findings of this rule or group. Repeatable' },
  config: {
    ...text,
    group: 'Judgement:',
    describe: 'Configuration file (default: the nearest replint.config.{yaml,yml,json})',
  },
  evidence: {
    ...list,
    group: 'Judgement:',
    describe: 'What S3 reported: failure events, CloudTrail, Batch Replication reports, inventories. Repeatable',
  },
  baseline: { ...text, group: 'Judgement:', describe: 'An earlier JSON report: only what is new since then counts' },
} as const satisfies Record<string, Options>;
