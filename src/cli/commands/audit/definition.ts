import { defineCommand } from '../../parser/define-command.js';
import { codeOptions } from '../../options/code-options.js';
import { liveOptions } from '../../options/live-options.js';
import { judgementOptions, outputOptions } from '../../options/options.js';

export const auditCommand = defineCommand({
  words: 'audit [input..]',
  summary: 'Say for every replication rule whether S3 can replicate, and what stands in the way',
  positionals: {
    input: {
      type: 'string',
      array: true,
      describe:
        'Files or folders: snapshots, templates, plans, code, AWS CLI answers; - for standard input. Without any: the live account',
    },
  },
  options: { ...judgementOptions, ...outputOptions, ...codeOptions, ...liveOptions },
  examples: [
    ['$0 audit plan.json --onto prod.json', 'What a Terraform plan makes of what is there'],
    ['$0 audit --profile prod', 'The live account behind a profile'],
    ['$0 audit prod.json logs.json.gz', 'Two snapshots, judged as one estate'],
    ['$0 audit prod.json --format table --format sarif=replint.sarif', 'A table to read, a file for code scanning'],
    [
      '$0 audit prod.json --fail-on warning --baseline yesterday.json',
      'Fail on what is new since yesterday, warnings too',
    ],
  ],
  epilogue: 'Exit codes: 0 nothing found, 1 findings, 2 the job could not be done, 3 incomplete evidence.',
  run: async (args) => {
    const { audit } = await import('../../work.js');
    return audit(args.input ?? [], args);
  },
});
