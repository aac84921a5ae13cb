/** The SDK's command for each read: there is no other way in which this program asks AWS about an account. */
import {
  GetAccountAuthorizationDetailsCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  ListAliasesCommand,
  ListGrantsCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import {
  GetBucketAbacCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetObjectTaggingCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import {
  DescribeJobCommand,
  GetPublicAccessBlockCommand as GetAccountPublicAccessBlockCommand,
  ListJobsCommand,
} from '@aws-sdk/client-s3-control';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { ReadName } from '../../../sources/read-operations.js';
import type { ParametersOf } from '../answers.js';

type Mutable<T> = T extends readonly (infer E)[] ? E[] : { -readonly [K in keyof T]: Mutable<T[K]> };

type CommandFor<N extends ReadName> = new (input: Mutable<ParametersOf<N>>) => object;

const commands = {
  ListBuckets: ListBucketsCommand,
  GetAccountPublicAccessBlock: GetAccountPublicAccessBlockCommand,
  HeadBucket: HeadBucketCommand,
  GetBucketReplication: GetBucketReplicationCommand,
  GetBucketVersioning: GetBucketVersioningCommand,
  GetBucketEncryption: GetBucketEncryptionCommand,
  GetBucketPolicy: GetBucketPolicyCommand,
  GetBucketOwnershipControls: GetBucketOwnershipControlsCommand,
  GetObjectLockConfiguration: GetObjectLockConfigurationCommand,
  GetPublicAccessBlock: GetPublicAccessBlockCommand,
  GetBucketRequestPayment: GetBucketRequestPaymentCommand,
  GetBucketNotificationConfiguration: GetBucketNotificationConfigurationCommand,
  GetBucketLifecycleConfiguration: GetBucketLifecycleConfigurationCommand,
  GetBucketAbac: GetBucketAbacCommand,
  GetBucketTagging: GetBucketTaggingCommand,
  ListObjectVersions: ListObjectVersionsCommand,
  HeadObject: HeadObjectCommand,
  GetObjectTagging: GetObjectTaggingCommand,
  GetAccountAuthorizationDetails: GetAccountAuthorizationDetailsCommand,
  GetRole: GetRoleCommand,
  ListRolePolicies: ListRolePoliciesCommand,
  GetRolePolicy: GetRolePolicyCommand,
  ListAttachedRolePolicies: ListAttachedRolePoliciesCommand,
  GetPolicy: GetPolicyCommand,
  GetPolicyVersion: GetPolicyVersionCommand,
  DescribeKey: DescribeKeyCommand,
  GetKeyPolicy: GetKeyPolicyCommand,
  'GetKeyPolicy:AWS_RAM': GetKeyPolicyCommand,
  ListGrants: ListGrantsCommand,
  ListResourceTags: ListResourceTagsCommand,
  ListAliases: ListAliasesCommand,
  DescribeOrganization: DescribeOrganizationCommand,
  ListAccounts: ListAccountsCommand,
  ListRoots: ListRootsCommand,
  ListParents: ListParentsCommand,
  ListPoliciesForTarget: ListPoliciesForTargetCommand,
  DescribePolicy: DescribePolicyCommand,
  ListJobs: ListJobsCommand,
  DescribeJob: DescribeJobCommand,
  GetCallerIdentity: GetCallerIdentityCommand,
  AssumeRole: AssumeRoleCommand,
} satisfies { readonly [N in ReadName]: CommandFor<N> };

/** The command of a read, ready to be sent. */
export function commandFor<N extends ReadName>(operation: N, parameters: ParametersOf<N>): object {
  const Command = commands[operation] as unknown as new (input: ParametersOf<N>) => object;
  return new Command(parameters);
}
