/** The options that commands share, in groups. Each option that takes a list is repeated, one value each. */
import type { Options } from 'yargs';

const list = { type: 'string', array: true, requiresArg: true } as const;
const text = { type: 'string', requiresArg: true } as const;

export const outputOptions = {
  format: {
    ...list,
    group: 'Output:',
    describe:
      'NAME, or NAME=FILE: table (default), json, sarif, markdown, … Repeatable; only one goes to standard output',
  },
  color: { type: 'boolean', group: 'Output:', describe: 'Colour, whatever the terminal; --no-color for none' },
  quiet: { type: 'boolean', default: false, group: 'Output:', describe: 'Nothing on standard error but errors' },
} as const satisfies Record<string, Options>;

/** Of commands that write a snapshot. */
export const snapshotOutput = {
  type: 'string',
  alias: 'o',
  requiresArg: true,
  demandOption: true,
  describe: 'Where the snapshot goes: FILE, FILE.gz for gzip, - for standard output',
} as const satisfies Options;

/** Of commands that are read by a person first. */
export const readingFormat = {
  type: 'string',
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
    describe: 'Level from which a finding fails the run (default: error)',
  },
  'allow-incomplete': { type: 'boolean', group: 'Judgement:', describe: 'Do not fail because evidence is missing' },
  'require-organization': {
    type: 'boolean',
    group: 'Judgement:',
    describe: 'Without the organization’s policies, a verdict is unknown',
  },
  bucket: { ...list, group: 'Judgement:', describe: 'Only this source bucket. Repeatable' },
  config: {
    ...text,
    group: 'Judgement:',
    describe: 'Configuration file (default: the nearest replint.config.{yaml,yml,json})',
  },
  baseline: { ...text, group: 'Judgement:', describe: 'An earlier JSON report: judge only what is new since' },
} as const satisfies Record<string, Options>;
