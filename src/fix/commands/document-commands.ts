/** By kind of document or setting: the operations that read it and that write it. */
import { partsOf, regionOfArn } from '../../estate/arn.js';
import { rolePath } from '../emit/resources.js';
import type { FixPatch } from '../model.js';
import { aws, json, type DocumentCommands } from './aws.js';
import { organizationCommands } from './organization-commands.js';

/** What a patch does not say itself. */
export interface Surroundings {
  /** Of the bucket that the patch changes; null = not known. */
  readonly region: string | null;
  /** Policies of the role that the patch puts one in place of. */
  readonly replaces: readonly { readonly name: string; readonly arn: string | null }[];
  /** Targets of the organization that a new policy is attached to. */
  readonly targets: readonly string[];
}

export function documentCommands(patch: FixPatch, around: Surroundings): DocumentCommands {
  switch (patch.target.kind) {
    case 'bucket-policy':
      return bucketCommands(patch, around, 'policy');
    case 'replication-configuration':
      return bucketCommands(patch, around, 'replication');
    case 'setting':
      return patch.target.name === 'key-state'
        ? keyStateCommands(patch)
        : bucketCommands(patch, around, patch.target.name ?? '');
    case 'key-policy':
      return keyPolicyCommands(patch);
    case 'trust-policy':
      return trustCommands(patch);
    case 'role-policy':
    case 'permissions-boundary':
      return rolePolicyCommands(patch, around);
    case 'service-control-policy':
    case 'resource-control-policy':
      return organizationCommands(patch, around.targets);
  }
}

// ---- S3 -----------------------------------------------------------------------------------------------------------

interface BucketOperation {
  readonly get: string;
  readonly put: string;
  /** The option of `put` that takes the document. */
  readonly option: string;
  readonly query: string | null;
  readonly absentCode: string | null;
}

const bucketOperations: Readonly<Record<string, BucketOperation>> = {
  policy: {
    get: 'get-bucket-policy',
    put: 'put-bucket-policy',
    option: 'policy',
    query: 'Policy',
    absentCode: 'NoSuchBucketPolicy',
  },
  replication: {
    get: 'get-bucket-replication',
    put: 'put-bucket-replication',
    option: 'replication-configuration',
    query: 'ReplicationConfiguration',
    absentCode: 'ReplicationConfigurationNotFoundError',
  },
  versioning: {
    get: 'get-bucket-versioning',
    put: 'put-bucket-versioning',
    option: 'versioning-configuration',
    query: null,
    absentCode: null,
  },
  'object-lock': {
    get: 'get-object-lock-configuration',
    put: 'put-object-lock-configuration',
    option: 'object-lock-configuration',
    query: 'ObjectLockConfiguration',
    absentCode: 'ObjectLockConfigurationNotFoundError',
  },
  'ownership-controls': {
    get: 'get-bucket-ownership-controls',
    put: 'put-bucket-ownership-controls',
    option: 'ownership-controls',
    query: 'OwnershipControls',
    absentCode: 'OwnershipControlsNotFoundError',
  },
  'request-payment': {
    get: 'get-bucket-request-payment',
    put: 'put-bucket-request-payment',
    option: 'request-payment-configuration',
    query: null,
    absentCode: null,
  },
  'public-access-block': {
    get: 'get-public-access-block',
    put: 'put-public-access-block',
    option: 'public-access-block-configuration',
    query: 'PublicAccessBlockConfiguration',
    absentCode: 'NoSuchPublicAccessBlockConfiguration',
  },
};

function bucketCommands(
  { target, account, document }: FixPatch,
  { region }: Surroundings,
  what: string,
): DocumentCommands {
  const { get, put, option, query, absentCode } = bucketOperations[what] as BucketOperation;
  const common = { bucket: partsOf(target.resource)?.resource ?? '', 'expected-bucket-owner': account, region };
  // The policy is a text inside of the answer; all else is the answer, or a member of it.
  const output = what === 'policy' ? 'text' : 'json';
  const answer = aws('s3api', get, { ...common, query, output });
  return {
    // Of a bucket that never had versioning the CLI prints nothing.
    read: what === 'versioning' ? `${answer} | jq -s '.[0] // {}'` : answer,
    absentCode,
    writes: [aws('s3api', put, { ...common, [option]: json(document) })],
  };
}

// ---- KMS ----------------------------------------------------------------------------------------------------------

function keyPolicyCommands({ target, document }: FixPatch): DocumentCommands {
  const common = { 'key-id': target.resource, 'policy-name': 'default', region: regionOfArn(target.resource) };
  return {
    read: aws('kms', 'get-key-policy', { ...common, query: 'Policy', output: 'text' }),
    absentCode: null,
    writes: [aws('kms', 'put-key-policy', { ...common, policy: json(document) })],
  };
}

function keyStateCommands({ target, previous }: FixPatch): DocumentCommands {
  const common = { 'key-id': target.resource, region: regionOfArn(target.resource) };
  const isWaiting = previous?.['KeyState'] === 'PendingDeletion';
  return {
    read: aws('kms', 'describe-key', { ...common, query: 'KeyMetadata.{KeyState:KeyState}', output: 'json' }),
    absentCode: null,
    writes: [...(isWaiting ? [aws('kms', 'cancel-key-deletion', common)] : []), aws('kms', 'enable-key', common)],
  };
}

// ---- IAM ----------------------------------------------------------------------------------------------------------

function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function trustCommands({ target, document, previous }: FixPatch): DocumentCommands {
  const role = { 'role-name': roleName(target.resource) };
  const read = aws('iam', 'get-role', { ...role, query: 'Role.AssumeRolePolicyDocument', output: 'json' });
  if (previous === null) {
    const policy = { path: rolePath(target.resource), 'assume-role-policy-document': json(document) };
    return {
      read,
      absentCode: 'NoSuchEntity',
      // Services see a new role some seconds later.
      writes: [aws('iam', 'create-role', { ...role, ...policy }), aws('iam wait', 'role-exists', role)],
    };
  }
  return {
    read,
    absentCode: null,
    writes: [aws('iam', 'update-assume-role-policy', { ...role, 'policy-document': json(document) })],
  };
}

function rolePolicyCommands(patch: FixPatch, { replaces }: Surroundings): DocumentCommands {
  const role = { 'role-name': roleName(patch.target.resource) };
  const commands = patch.policy?.kind === 'managed' ? managedCommands(patch, role) : inlineCommands(patch, role);
  const removed = replaces.map(({ name, arn }) =>
    arn === null
      ? aws('iam', 'delete-role-policy', { ...role, 'policy-name': name })
      : aws('iam', 'detach-role-policy', { ...role, 'policy-arn': arn }),
  );
  return { ...commands, writes: [...commands.writes, ...removed] };
}

type RoleOption = Readonly<Record<'role-name', string>>;

function inlineCommands({ target, document }: FixPatch, role: RoleOption): DocumentCommands {
  const policy = { ...role, 'policy-name': target.name };
  return {
    read: aws('iam', 'get-role-policy', { ...policy, query: 'PolicyDocument', output: 'json' }),
    absentCode: 'NoSuchEntity',
    writes: [aws('iam', 'put-role-policy', { ...policy, 'policy-document': json(document) })],
  };
}

function managedCommands({ target, policy, operation, document }: FixPatch, role: RoleOption): DocumentCommands {
  const arn = policy?.arn ?? '';
  const own = { 'policy-arn': arn };
  const version = `"$(${aws('iam', 'get-policy', { ...own, query: 'Policy.DefaultVersionId', output: 'text' })})"`;
  const read = `${aws('iam', 'get-policy-version', own)} --version-id ${version} --query PolicyVersion.Document --output json`;
  if (operation === 'remove-statement' && target.part === null)
    return { read, absentCode: 'NoSuchEntity', writes: [aws('iam', 'detach-role-policy', { ...role, ...own })] };
  if (policy?.isNew === true)
    return {
      read: aws('iam', 'get-policy', { ...own, output: 'json' }),
      absentCode: 'NoSuchEntity',
      writes: [
        aws('iam', 'create-policy', { 'policy-name': target.name, 'policy-document': json(document) }),
        aws('iam', 'attach-role-policy', { ...role, ...own }),
      ],
    };
  return {
    read,
    absentCode: null,
    managedPolicy: arn,
    writes: [
      aws('iam', 'create-policy-version', { ...own, 'policy-document': json(document), 'set-as-default': true }),
    ],
  };
}
