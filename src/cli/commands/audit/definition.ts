import { defineCommand } from '../../parser/define-command.js';
import { codeOptions } from '../../options/code-options.js';
import { liveOptions } from '../../options/live-options.js';
import { judgementOptions, outputOptions } from '../../options/options.js';

export const auditCommand = defineCommand({
  words: 'audit [input..]',
  summary: 'Say for every replication rule whether S3 can replicate, and if not, why',
  positionals: {
    input: {
      type: 'string',
      array: true,
      describe:
        'Files or folders: snapshots, templates, plans, code, AWS CLI answers. - is standard input. Default: the live account',
    },
  },
  options: { ...judgementOptions, ...outputOptions, ...codeOptions, ...liveOptions },
  examples: [
    ['$0 audit plan.json --onto prod.json', 'What a Terraform plan would change'],
    ['$0 audit --profile prod', 'The live account behind a profile'],
    ['$0 audit prod.json logs.json.gz', 'Two snapshots, judged as one estate'],
    ['$0 audit prod.json --format table --format sarif=replint.sarif', 'A table to read, and a file for code scanning'],
    [
      '$0 audit prod.json --fail-on warning --baseline yesterday.json',
      'Fail only on what is new since yesterday, warnings too',
    ],
  ],
  epilogue:
    'Exit codes: 0 nothing that fails the run, 1 findings that do, 2 the audit could not be done, 3 evidence is missing.',
  run: async (args) => {
    const { audit } = await import('../../work.js');
    return audit(args.input ?? [], args);
  },
});
