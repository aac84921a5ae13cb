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
      'NAME, or NAME=FILE: table (default), json, sarif, markdown, junit, github, csv, html, ocsf, asff. Repeatable. Only one goes to standard output',
  },
  output: {
    ...text,
    alias: 'o',
    group: 'Output:',
    describe: 'File for the report. Its format is that of --format, or of the file name',
  },
  'explain-all': {
    type: 'boolean',
    default: false,
    group: 'Output:',
    describe: 'JSON: add every request that S3 makes, as explain shows it',
  },
  verbose: { type: 'boolean', default: false, group: 'Output:', describe: 'Table: show findings in full, notes too' },
  compact: { type: 'boolean', default: false, group: 'Output:', describe: 'Table: one line for each finding' },
  summary: { type: 'boolean', default: false, group: 'Output:', describe: 'Table: only verdicts and counts' },
  color: { type: 'boolean', group: 'Output:', describe: 'Always use color (--no-color: never)' },
  quiet: {
    type: 'boolean',
    alias: 'q',
    default: false,
    group: 'Output:',
    describe: 'Write only errors to standard error',
  },
} as const satisfies Record<string, Options>;

/** Of commands that write a snapshot. */
export const snapshotOutput = {
  type: 'string',
  alias: 'o',
  requiresArg: true,
  demandOption: true,
  describe: 'Snapshot file. FILE.gz for gzip, - for standard output',
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
  describe: 'Text, JSON or Markdown',
} as const satisfies Options;

export const judgementOptions = {
  'fail-on': {
    ...text,
    choices: ['error', 'warning', 'note', 'never'],
    group: 'Judgement:',
    describe: 'Lowest level of finding that fails the run (default: error)',
  },
  'allow-incomplete': { type: 'boolean', group: 'Judgement:', describe: 'Do not fail if evidence is missing' },
  'require-organization': {
    type: 'boolean',
    group: 'Judgement:',
    describe: 'Verdicts are unknown if organization policies were not read',
  },
  bucket: {
    ...list,
    group: 'Judgement:',
    describe: 'Only this source bucket: its name, s3://NAME or ARN. Repeatable',
  },
  rule: { ...list, group: 'Judgement:', describe: 'Only findings of this rule or group, such as kms. Repeatable' },
  'skip-rule': { ...list, group: 'Judgement:', describe: 'Leave out findings of this rule or group. Repeatable' },
  config: {
    ...text,
    group: 'Judgement:',
    describe: 'Configuration file (default: the nearest replint.config.{yaml,yml,json})',
  },
  evidence: {
    ...list,
    group: 'Judgement:',
    describe: 'What S3 reported: failure events, CloudTrail, job reports, inventories; files or folders. Repeatable',
  },
  baseline: {
    ...text,
    group: 'Judgement:',
    describe: 'Earlier JSON report: only findings that are new since then count',
  },
} as const satisfies Record<string, Options>;
