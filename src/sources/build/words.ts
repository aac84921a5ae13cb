/** What is missing, and what would tell it, in words that fit the input: an API call for what is read from AWS, plain words for code. */
import { capital } from '../../basics/capital.js';
import {
  contradictoryCode,
  type Hint,
  type Missing,
  type NotCollected,
  type Origin,
  type Unreadable,
  notCollected as missingOf,
  outside,
} from '../../estate/fact.js';
import { iamActionFor } from '../read-operations.js';

/** What each read tells, for readers who make no calls. The subject follows. */
const nouns: Readonly<Record<string, string>> = {
  ListBuckets: 'the owner of bucket',
  HeadBucket: 'the Region of bucket',
  GetBucketLocation: 'the Region of bucket',
  GetBucketReplication: 'the replication configuration of bucket',
  GetBucketVersioning: 'the versioning of bucket',
  GetBucketEncryption: 'the default encryption of bucket',
  GetBucketPolicy: 'the bucket policy of',
  GetBucketOwnershipControls: 'the object ownership of bucket',
  GetObjectLockConfiguration: 'the Object Lock configuration of bucket',
  GetPublicAccessBlock: 'Block Public Access of',
  GetAccountPublicAccessBlock: 'Block Public Access of',
  GetBucketTagging: 'the tags of bucket',
  GetBucketRequestPayment: 'the request payment of bucket',
  GetBucketNotificationConfiguration: 'the notifications of bucket',
  GetBucketLifecycleConfiguration: 'the lifecycle configuration of bucket',
  GetBucketAbac: 'the setting of access control by tags of bucket',
  ObservedReplication: 'the replication status of objects of bucket',
  GetRole: 'the role',
  ListRolePolicies: 'the inline policies of role',
  GetRolePolicy: 'an inline policy of role',
  ListAttachedRolePolicies: 'the attached policies of role',
  GetPolicy: 'the managed policy',
  GetPolicyVersion: 'the document of managed policy',
  GetAccountAuthorizationDetails: 'the roles and policies of',
  DescribeKey: 'the state of key',
  GetKeyPolicy: 'the key policy of',
  'GetKeyPolicy:AWS_RAM': 'the policy of AWS Resource Access Manager on',
  ListGrants: 'the grants of key',
  ListAliases: 'the aliases of key',
  ListResourceTags: 'the tags of key',
  DescribeOrganization: 'the organization of',
  ListPoliciesForTarget: 'the organization policies of',
  DescribePolicy: 'an organization policy of',
};

const inThePlural: ReadonlySet<string> = new Set([
  'GetBucketTagging',
  'GetBucketNotificationConfiguration',
  'ListRolePolicies',
  'ListAttachedRolePolicies',
  'GetAccountAuthorizationDetails',
  'ListGrants',
  'ListAliases',
  'ListResourceTags',
  'ListPoliciesForTarget',
]);

function isOrAre(operation: string): 'is' | 'are' {
  return inThePlural.has(operation) ? 'are' : 'is';
}

/** `the bucket policy of {subject}` */
export function nounOf(operation: string): string {
  return `${Object.hasOwn(nouns, operation) ? (nouns[operation] ?? operation) : `${operation} of`} {subject}`;
}

function callOf(operation: string): string {
  const action = iamActionFor(operation);
  if (action === null) return operation;
  return action.endsWith(`:${operation}`) ? action : `${operation} (permission ${action})`;
}

/** For an owner that no list of buckets names, the answer is another account's list. */
const notListed: Hint = {
  what: 'Which account owns bucket {subject} is not known.',
  how: 'Collect the account that owns it (ListBuckets, permission s3:ListAllMyBuckets).',
};

function collectHint(operation: string): Hint {
  if (operation === 'ListBuckets') return notListed;
  return {
    what: `${operation} of {subject} was not collected.`,
    how: `Collect it with ${callOf(operation)}, from the account that owns it.`,
  };
}

const notCollectedByOperation = new Map<string, NotCollected>();

/** Nobody asked AWS. The same object for the same operation: a large estate has hundreds of thousands. */
export function notCollected(operation: string): NotCollected {
  let fact = notCollectedByOperation.get(operation);
  if (fact === undefined) notCollectedByOperation.set(operation, (fact = missingOf(operation, collectHint(operation))));
  return fact;
}

/** AWS refused. */
export function refusedHint(operation: string, code: string): Hint {
  return {
    what: `${operation} of {subject} could not be read: ${code}.`,
    how: `Allow the auditor to call ${callOf(operation)}, or supply the answer.`,
  };
}

/** `address`: of what settles it, as the code names it. `why` and `how`: sentences, where the code's reader has better ones. */
export function afterDeploymentHint(
  operation: string,
  {
    address,
    why,
    how,
  }: { readonly address: string; readonly why?: string | undefined; readonly how?: string | undefined },
): Hint {
  const more = why === undefined || why === '' ? '' : ` ${why}`;
  return {
    what: `${capital(nounOf(operation))} ${isOrAre(operation)} known only after deployment: ${isOrAre(operation) === 'is' ? 'it depends' : 'they depend'} on ${address}.${more}`,
    how: how ?? 'Audit again after the deployment, or give the value that it will have.',
  };
}

export function outsideHint(operation: string, how: string): Hint {
  return { what: `${capital(nounOf(operation))} ${isOrAre(operation)} not in the given code.`, how };
}

/** Why something is missing of which no source speaks. `supply`: what people who gave code can add; null = AWS was asked. */
export function unlistedBy(supply: string | null): (operation: string) => Missing {
  if (supply === null) return notCollected;
  const facts = new Map<string, Missing>();
  return (operation) => {
    let fact = facts.get(operation);
    if (fact === undefined) facts.set(operation, (fact = outside(operation, outsideHint(operation, supply))));
    return fact;
  };
}

/** Two answers of the same age that differ, with both places. */
export function contradictory(first: Origin, second: Origin): Unreadable {
  const operation = operationOf(first.pointer);
  const where =
    first.source === second.source
      ? `${first.pointer} and ${second.pointer} of one input`
      : `${first.pointer} of one input and ${second.pointer} of another`;
  return {
    state: 'unreadable',
    operation,
    code: contradictoryCode,
    message: `Two answers of the same age differ: ${where}.`,
    hint: {
      what: `${capital(nounOf(operation))} ${isOrAre(operation)} contradictory: two answers of the same age differ (${where}).`,
      how: 'Keep the answer that is right, or collect it again.',
    },
    origin: first,
  };
}

/** The API operation whose answer a pointer leads into. */
function operationOf(pointer: string): string {
  return (
    pointer.split('/').findLast((step) => /^(?:Get|Head|List|Describe)[A-Z]/u.test(step)) ??
    'GetAccountAuthorizationDetails'
  );
}
