/**
 * The configuration file's shape. The JSON Schema for editors is generated from it. Loaded only where there is a file to check.
 */
import { accountIdPattern } from '../basics/aws-names.js';
import * as z from 'zod';

const text = z.string().min(1).max(2048);
// Of their own, as the JSON Schema adds the rules' ids to these and to no other text.
const ruleId = z.string().min(1).max(2048);
const rulePattern = z.string().min(1).max(2048);
const pattern = text.describe('A pattern: `*` stands for any text, `?` for one character.');
const level = z.enum(['error', 'warning', 'note']);
const accountId = z.string().regex(accountIdPattern, 'An account id has twelve digits.');
const organizationId = z.string().regex(/^o-[a-z0-9]{10,32}$/, 'An organization id looks like `o-a1b2c3d4e5`.');
const keyArn = z
  .string()
  .regex(
    /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
    'A key is named by its ARN: `arn:aws:kms:REGION:ACCOUNT:key/ID`.',
  );

function isDate(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

export const selectors = [
  'rule',
  'sourceBucket',
  'replicationRule',
  'role',
  'account',
  'region',
  'fingerprint',
] as const;

const suppression = z
  .strictObject({
    rule: rulePattern.optional().describe('Rule id, such as `kms/encrypt-not-allowed`; `*` and `?` are wildcards.'),
    sourceBucket: pattern.optional().describe('Name of the source bucket; `*` and `?` are wildcards.'),
    replicationRule: pattern.optional().describe('ID of the replication rule; `*` and `?` are wildcards.'),
    role: pattern
      .optional()
      .describe('ARN, path and name, or name of the replication role; `*` and `?` are wildcards.'),
    account: pattern.optional().describe('Account id of what the finding is about; `*` and `?` are wildcards.'),
    region: pattern.optional().describe('Region of what the finding is about; `*` and `?` are wildcards.'),
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{32}$/, 'A fingerprint has 32 hexadecimal digits.')
      .optional()
      .describe('The finding itself, by its fingerprint in the JSON report.'),
    reason: text.describe('Why the finding is accepted.'),
    owner: text.describe('Who answers for it.'),
    expires: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'A date is written YYYY-MM-DD.')
      .refine(isDate, 'There is no such day.')
      .optional()
      .describe('Last day on which it holds, YYYY-MM-DD.'),
  })
  .refine((value) => selectors.some((name) => value[name] !== undefined), {
    message: `This would suppress everything: name at least one of ${selectors.join(', ')}.`,
  })
  .describe('A finding that is accepted. Everything that is named has to match.');

const requirement = z
  .strictObject({
    bucket: pattern.optional().describe('Name of the buckets; `*` and `?` are wildcards.'),
    tag: z
      .strictObject({ key: text, value: z.string().max(256).optional().describe('Any value where it is left out.') })
      .optional()
      .describe('A tag that the buckets carry.'),
    toRegions: z
      .array(text)
      .optional()
      .describe('Regions of which one has to receive the replicas; any where it is left out.'),
    toAccounts: z
      .array(accountId)
      .optional()
      .describe('Accounts of which one has to receive the replicas; any where it is left out.'),
    reason: text.optional().describe('Where the requirement comes from.'),
  })
  .refine((value) => (value.bucket === undefined) !== (value.tag === undefined), {
    message: 'Name either `bucket` or `tag`.',
  })
  .describe('Buckets that have to replicate, and where to.');

export const configSchema = z.strictObject({
  $schema: z.string().optional().describe('Location of this schema, for editors.'),
  severity: z
    .record(ruleId, z.enum(['error', 'warning', 'note', 'off']))
    .optional()
    .describe('Level of a rule, by its id; `off` switches it off.'),
  suppressions: z.array(suppression).optional().describe('Findings that are accepted, each with its reason and owner.'),
  trustedAccounts: z
    .array(accountId)
    .optional()
    .describe('Accounts that replicas may go to, and that may use keys and buckets.'),
  trustedOrganizations: z.array(organizationId).optional().describe('Organizations whose accounts are trusted.'),
  mustReplicate: z.array(requirement).optional().describe('Buckets that have to replicate.'),
  sourceKeys: z
    .record(text, z.union([keyArn, z.array(keyArn).min(1)]))
    .optional()
    .describe('Keys that objects of a source bucket are encrypted with besides its default key, by bucket name.'),
  settled: z
    .record(text, text)
    .optional()
    .describe(
      'Answers to questions that AWS’s documentation leaves open, by the id that `evidence/undocumented` names: of a condition key its value or `absent`, of a request `yes` or `no`.',
    ),
  failOn: z
    .enum([...level.options, 'never'])
    .optional()
    .describe('Lowest level that fails the run.'),
  requireOrganization: z.boolean().optional().describe('Without organization policies, verdicts are unknown.'),
  allowIncomplete: z.boolean().optional().describe('Do not fail because evidence is missing.'),
});

export type ConfigFile = z.infer<typeof configSchema>;
