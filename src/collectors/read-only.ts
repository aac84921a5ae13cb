/**
 * The only operations that ever leave this program. Each client is guarded before it is used: whatever is not listed here is
 * refused at the first step of the SDK's own chain, before a request is built or signed.
 */
import { type SdkClient, addMiddleware } from './sdk-middleware.js';

export const allowedReads = {
  S3Client: [
    'ListBuckets',
    'HeadBucket',
    'GetBucketReplication',
    'GetBucketVersioning',
    'GetBucketEncryption',
    'GetBucketPolicy',
    'GetBucketOwnershipControls',
    'GetObjectLockConfiguration',
    'GetPublicAccessBlock',
    'GetBucketRequestPayment',
    'GetBucketNotificationConfiguration',
    'GetBucketAbac',
    'GetBucketTagging',
    'ListObjectVersions',
    'HeadObject',
  ],
  S3ControlClient: ['GetPublicAccessBlock'],
  IAMClient: [
    'GetRole',
    'ListRolePolicies',
    'GetRolePolicy',
    'ListAttachedRolePolicies',
    'GetPolicy',
    'GetPolicyVersion',
    'GetAccountAuthorizationDetails',
  ],
  KMSClient: ['DescribeKey', 'GetKeyPolicy', 'ListGrants', 'ListAliases', 'ListResourceTags'],
  OrganizationsClient: [
    'DescribeOrganization',
    'ListAccounts',
    'ListRoots',
    'ListParents',
    'ListPoliciesForTarget',
    'DescribePolicy',
  ],
  /** AssumeRole gives credentials and changes nothing. */
  STSClient: ['GetCallerIdentity', 'AssumeRole'],
} as const;

export type GuardedClient = keyof typeof allowedReads;
export type AllowedRead = (typeof allowedReads)[GuardedClient][number];

/** A call that is no read was about to be made: a bug of ours, stopped here. */
export class OperationRefused extends TypeError {
  override readonly name = 'OperationRefused';
}

function isAllowed(client: string | undefined, command: string | undefined): boolean {
  if (client === undefined || command === undefined || !Object.hasOwn(allowedReads, client)) return false;
  const operations: readonly string[] = allowedReads[client as GuardedClient];
  return operations.some((operation) => command === `${operation}Command`);
}

/** Puts the guard on a client, and gives the client back. */
export function readOnly<C extends SdkClient>(client: C): C {
  addMiddleware(
    client,
    (next, { clientName, commandName }) =>
      async (args) => {
        if (isAllowed(clientName, commandName)) return next(args);
        throw new OperationRefused(
          `${clientName ?? 'A client'} may not make the call ${commandName ?? 'without a name'}.`,
        );
      },
    { step: 'initialize', priority: 'high', name: 'replintReadOnly' },
  );
  return client;
}
