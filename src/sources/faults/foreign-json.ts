/** What a JSON document is that is not a snapshot, said so that people find the right file or the right place for it. */
import { snapshotFormat } from '../snapshot/snapshot-shape.js';
import { type JsonObject, isObject } from '../shape.js';
import { inputsAre, type Look } from './look.js';
import { ofList, ofOtherTool, report } from './other-tools.js';

/** Members by which the answers of the AWS CLI are known, and where each belongs in a snapshot. */
const answers: readonly (readonly [member: string, operation: string, place: string])[] = [
  ['ReplicationConfiguration', 'GetBucketReplication', 'accounts[].buckets[].GetBucketReplication'],
  ['ServerSideEncryptionConfiguration', 'GetBucketEncryption', 'accounts[].buckets[].GetBucketEncryption'],
  ['OwnershipControls', 'GetBucketOwnershipControls', 'accounts[].buckets[].GetBucketOwnershipControls'],
  ['ObjectLockConfiguration', 'GetObjectLockConfiguration', 'accounts[].buckets[].GetObjectLockConfiguration'],
  ['PublicAccessBlockConfiguration', 'GetPublicAccessBlock', 'accounts[].buckets[].GetPublicAccessBlock'],
  ['TagSet', 'GetBucketTagging', 'accounts[].buckets[].GetBucketTagging'],
  ['Buckets', 'ListBuckets', 'accounts[].buckets'],
  ['RoleDetailList', 'GetAccountAuthorizationDetails', 'accounts[].GetAccountAuthorizationDetails'],
  ['Role', 'GetRole', 'accounts[].roles[].GetRole'],
  ['PolicyNames', 'ListRolePolicies', 'accounts[].roles[].ListRolePolicies'],
  ['PolicyDocument', 'GetRolePolicy', 'accounts[].roles[].GetRolePolicy'],
  ['AttachedPolicies', 'ListAttachedRolePolicies', 'accounts[].roles[].ListAttachedRolePolicies'],
  ['PolicyVersion', 'GetPolicyVersion', 'accounts[].policies[].GetPolicyVersion'],
  ['KeyMetadata', 'DescribeKey', 'accounts[].keys[].DescribeKey'],
  ['Grants', 'ListGrants', 'accounts[].keys[].ListGrants'],
  ['Aliases', 'ListAliases', 'accounts[].keys[].ListAliases'],
  ['MFADelete', 'GetBucketVersioning', 'accounts[].buckets[].GetBucketVersioning'],
  [
    'Policy',
    'GetBucketPolicy or GetKeyPolicy',
    'accounts[].buckets[].GetBucketPolicy or accounts[].keys[].GetKeyPolicy',
  ],
];

const showPlan =
  'Give a plan as JSON: `terraform show -json PLANFILE > plan.json`, or a state: `terraform show -json`.';

function ofReplint(format: unknown): Look | null {
  if (typeof format !== 'string') return null;
  if (format.startsWith('replint-snapshot/'))
    return {
      message: `This is a snapshot of another format than "${snapshotFormat}".`,
      help: 'Use the version of replint that wrote it, or collect again.',
    };
  if (format.startsWith('replint-report/')) return report;
  if (format.startsWith('replint-fix/'))
    return { message: 'These are changes that `replint fix` proposes.', help: 'Give the input that they change.' };
  return format.startsWith('replint-rules/')
    ? { message: 'This is the rule list of replint, not a snapshot.', help: inputsAre }
    : null;
}

function ofTerraform(document: JsonObject): Look | null {
  const has = (...members: readonly string[]): boolean => members.every((member) => Object.hasOwn(document, member));
  if (has('encrypted_data') && (has('encryption_version') || has('meta')))
    return {
      message: 'This is a state or a plan that OpenTofu encrypted.',
      help: 'Let OpenTofu decrypt it: `tofu show -json > state.json`, or `tofu show -json PLANFILE > plan.json`.',
    };
  if (has('provider_schemas'))
    return { message: "These are schemas of Terraform's providers, not a plan.", help: showPlan };
  if (has('format_version', 'valid'))
    return { message: 'This is the answer of `terraform validate`, not a plan.', help: showPlan };
  if (has('format_version') && Object.keys(document).length === 1)
    return { message: 'This is a Terraform state without anything in it.', help: showPlan };
  if (has('format_version', 'terraform_version') || has('planned_values'))
    return { message: 'This looks like a Terraform plan, not a snapshot.', help: inputsAre };
  if (has('terraform_version', 'resources'))
    return { message: 'This looks like a Terraform state, not a snapshot.', help: inputsAre };
  return null;
}

function ofObject(document: JsonObject): Look {
  const has = (...members: readonly string[]): boolean => members.every((member) => Object.hasOwn(document, member));
  const { format } = document;
  const other = ofReplint(format) ?? ofOtherTool(document) ?? ofTerraform(document);
  if (other !== null) return other;
  if (has('AWSTemplateFormatVersion') && !has('Resources'))
    return { message: 'This is a CloudFormation template without Resources.', help: 'Give the whole template.' };
  if (has('AWSTemplateFormatVersion') || isObject(document['Resources']))
    return { message: 'This looks like a CloudFormation template, not a snapshot.', help: inputsAre };
  if (has('runs') && has('version'))
    return { message: 'This looks like a SARIF log, not a snapshot.', help: inputsAre };
  if (has('Statement'))
    return {
      message: 'This looks like a policy document alone, not a snapshot.',
      help: 'Put it into a snapshot, in the place of the resource that it belongs to.',
    };
  if (has('accounts'))
    return {
      message: `\`format\` is ${format === undefined ? 'missing' : 'another'}: a snapshot has "format": "${snapshotFormat}".`,
      help: null,
    };
  if (typeof document['Role'] === 'string' && Array.isArray(document['Rules']))
    return {
      message: 'This looks like the replication configuration that is given to PutBucketReplication, not a snapshot.',
      help: 'Put it into a snapshot as `accounts[].buckets[].GetBucketReplication.ReplicationConfiguration`.',
    };
  for (const [member, operation, place] of answers) {
    if (has(member))
      return {
        message: `This looks like an answer of ${operation} alone, not a snapshot.`,
        help: `Put it into a snapshot as \`${place}\`.`,
      };
  }
  return { message: `This is not a snapshot: "format": "${snapshotFormat}" is missing.`, help: inputsAre };
}

/** @returns null for a snapshot of the format that this version reads */
export function describeForeignJson(document: unknown): Look | null {
  if (Array.isArray(document))
    return ofList(document) ?? { message: 'This is a list, not a snapshot.', help: inputsAre };
  if (!isObject(document))
    return {
      message: 'This is a single value, not a snapshot.',
      help: 'If `--query` cut it out of an answer of the AWS CLI, leave `--query` out. `replint collect -o FILE` writes a snapshot.',
    };
  return document['format'] === snapshotFormat ? null : ofObject(document);
}
