/** The options that say of infrastructure code what it does not say itself. */
import type { Options } from 'yargs';

const group = 'Infrastructure code:';
const text = { type: 'string', requiresArg: true, group } as const;
const list = { ...text, array: true } as const;

export const codeOptions = {
  account: { ...text, describe: 'Account that code is deployed to, if it names none. For the Region: --region' },
  parameters: { ...list, describe: 'File of template parameters (JSON or YAML). Repeatable: later files win' },
  'var-file': { ...list, describe: 'File of Terraform variables (.tfvars, .tfvars.json). Repeatable' },
  var: { ...list, describe: 'NAME=VALUE: a variable or a parameter. Repeatable' },
  deployment: { ...text, describe: 'File that lists where each template is deployed, and with which parameters' },
  onto: { ...text, describe: 'What the code changes: a snapshot, another input, or live' },
} as const satisfies Record<string, Options>;
