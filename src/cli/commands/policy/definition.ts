import { jsonText } from '../../../reporters/escape/json.js';
import { textOutput } from '../../options/options.js';
import { writeText } from '../../writing/write-text.js';
import { defineCommand } from '../../parser/define-command.js';
import { UsageError } from '../../../basics/usage-error.js';

export const policyCommand = defineCommand({
  words: 'policy',
  summary: 'Print the IAM policy that auditing live accounts takes: reads only',
  positionals: {},
  options: {
    output: textOutput,
    observe: { type: 'boolean', default: false, describe: 'With the rights of --observe' },
    'assume-role': {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'With the right to take this role in another account. Repeatable',
    },
    partition: {
      type: 'string',
      requiresArg: true,
      choices: ['aws', 'aws-cn', 'aws-us-gov'],
      default: 'aws',
      describe: 'Partition of the ARNs',
    },
  },
  examples: [
    ['$0 policy > auditor-policy.json', 'Attach it to the role that audits'],
    ['$0 policy --assume-role arn:aws:iam::444455556666:role/audit', 'For an auditor that enters another account'],
  ],
  run: async (args) => {
    const { auditorPolicy } = await import('../../../collectors/auditor-policy.js');
    const { accountOfRole } = await import('../../../collectors/accounts/account-list.js');
    const odd = (args['assume-role'] ?? []).find((role) => accountOfRole(role) === null);
    if (odd !== undefined) {
      throw new UsageError(
        `\`${odd}\` is not the ARN of a role.`,
        'Write --assume-role arn:aws:iam::444455556666:role/audit.',
      );
    }
    const policy = auditorPolicy({
      partition: args.partition,
      observe: args.observe,
      assumeRoles: args['assume-role'] ?? [],
    });
    await writeText(args.output, jsonText(policy));
    return 0;
  },
});
