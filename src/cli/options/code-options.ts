/** The options that say of infrastructure code what it does not say itself. */
import type { Options } from 'yargs';

const group = 'Infrastructure code:';
const text = { type: 'string', requiresArg: true, group } as const;
const list = { ...text, array: true } as const;

export const codeOptions = {
  account: { ...text, describe: 'Account that it is deployed to, where it does not say; --region likewise' },
  parameters: { ...list, describe: 'File of parameters of templates: JSON or YAML. Repeatable; a later one counts' },
  'var-file': { ...list, describe: 'File of Terraform variables (.tfvars, .tfvars.json). Repeatable' },
  var: { ...list, describe: 'NAME=VALUE: one variable, or one parameter. Repeatable' },
  deployment: { ...text, describe: 'File that lists which template is deployed where, with which parameters' },
  onto: { ...text, describe: 'What the inputs are a change of: a snapshot or another input, or live' },
} as const satisfies Record<string, Options>;
