import { defineCommand } from '../../parser/define-command.js';
import { judgementOptions, outputOptions } from '../../options/options.js';

const {
  bucket,
  'fail-on': failOn,
  'allow-incomplete': allowIncomplete,
  'require-organization': requireOrganization,
} = judgementOptions;

export const demoCommand = defineCommand({
  words: 'demo',
  summary: 'Audit sample accounts that ship with replint: no AWS, no credentials, no network',
  positionals: {},
  options: {
    bucket,
    'fail-on': failOn,
    'allow-incomplete': allowIncomplete,
    'require-organization': requireOrganization,
    ...outputOptions,
  },
  examples: [
    ['$0 demo', 'A table, and what to try next'],
    ['$0 demo --format json', 'The same as JSON'],
  ],
  epilogue: 'Exit code: always 0. The last lines say with which code `audit` would have ended.',
  run: async (args) => {
    const { demo } = await import('../../work.js');
    return demo(args);
  },
});
