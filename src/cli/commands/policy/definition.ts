import { jsonText } from '../../../reporters/escape/json.js';
import { textOutput } from '../../options/options.js';
import { writeText } from '../../writing/write-text.js';
import { defineCommand } from '../../parser/define-command.js';
import { UsageError } from '../../../basics/usage-error.js';

export const policyCommand = defineCommand({
  words: 'policy [input..]',
  summary: 'Print the read-only IAM policy that live audits need',
  positionals: {
    input: {
      type: 'string',
      array: true,
      describe: 'With --commands: answers that you already have. Only what they lack is printed',
    },
  },
  options: {
    output: textOutput,
    commands: {
      type: 'boolean',
      default: false,
      describe: 'Print a script of AWS CLI read commands instead. The folder that it writes is an input for audit',
    },
    bucket: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'With --commands: only this source bucket, its destinations, role and keys. Repeatable',
    },
    observe: { type: 'boolean', default: false, describe: 'Include what --observe needs' },
    'assume-role': {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'Include permission to assume this role in another account. Repeatable',
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
    [
      '$0 policy --commands --bucket orders > read.sh',
      'For someone with credentials: run sh read.sh, then audit its folder',
    ],
    ['$0 policy --commands answers > missing.sh', 'What a folder of answers still lacks'],
    ['$0 policy --assume-role arn:aws:iam::444455556666:role/audit', 'For an auditor that reads another account'],
  ],
  run: async (args) => {
    if (args.commands) {
      const { readCommands } = await import('./read-commands.js');
      await writeText(args.output, await readCommands(args.input ?? [], args.bucket ?? []));
      return 0;
    }
    refuseWithoutCommands(args.input ?? [], args.bucket ?? []);
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

function refuseWithoutCommands(input: readonly string[], bucket: readonly string[]): void {
  if (input.length === 0 && bucket.length === 0) return;
  throw new UsageError(
    `\`${input.length > 0 ? String(input[0]).slice(0, 200) : '--bucket'}\` does not apply to the auditor's policy.`,
    'Add --commands to print the commands that read a set-up, or leave it out.',
  );
}
