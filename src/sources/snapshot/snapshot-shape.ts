/**
 * The snapshot format `replint-snapshot/1`. What AWS answered stands under the name of the API operation, in AWS's spelling; members
 * that are not declared here are ignored. `schemas/replint-snapshot-1.schema.json` is generated from this file.
 */
import { accountIdPattern } from '../../basics/aws-names.js';
import { addressesIn } from '../../basics/stand-in.js';
import { rfc3339 } from '../../basics/instant.js';
import {
  type Fields,
  type JsonSchema,
  type Shape,
  type TypeOf,
  anything,
  flag,
  integer,
  isObject,
  kindOf,
  list,
  object,
  oneOf,
  optional,
  orNull,
  pagesOf,
  record,
  text,
  textLike,
  whereHas,
} from '../shape.js';

export const snapshotFormat = 'replint-snapshot/1';

/** Shapes with a name of their own in the JSON Schema. */
export const definitions = new Map<string, JsonSchema>();

function define<T>(name: string, description: string, shape: Shape<T>): Shape<T> {
  definitions.set(name, { description, ...shape.schema });
  return { isMet: shape.isMet, schema: { $ref: `#/$defs/${name}` } };
}

/** `Address` and `Hint` stand beside the codes KnownAfterDeployment and OutsideOfInput, which are ours. */
const error = object({ Code: text, Message: optional(text), Address: optional(text), Hint: optional(text) });

const failed = define(
  'failed',
  'An operation that failed. Some codes mean that there is nothing configured; every other one that it could not be read.',
  object({ Error: error }),
);

const unresolved = define(
  'unresolved',
  'A value that code does not hold, and that is known only after deployment: the address of what settles it, why, and what people can do.',
  object({ Unresolved: object({ address: text, why: optional(text), how: optional(text) }) }),
);

export type AnswerError = TypeOf<typeof error>;

/** What stands in place of an answer where the operation failed, or cannot be asked before deployment. */
export type Failed = TypeOf<typeof failed> | TypeOf<typeof unresolved>;

function answer<T>(shape: Shape<T>): Shape<Failed | T> {
  return whereHas('Unresolved', unresolved, whereHas('Error', failed, shape));
}

/** A policy document in one of AWS's spellings. */
export type PolicyValue = string | Readonly<Record<string, unknown>>;

const policyDocument: Shape<PolicyValue> = define(
  'policyDocument',
  'A policy document: an object, a string of JSON, or a URL-encoded string of JSON.',
  {
    isMet: (value, check): value is PolicyValue =>
      typeof value === 'string' ||
      isObject(value) ||
      check.fault(`A policy document must be an object or a string, and is ${kindOf(value)}.`),
    schema: { type: ['object', 'string'] },
  },
);

/** A page of a list. The three members are how IAM, KMS and the AWS CLI say that more follows. */
function page<F extends Fields>(fields: F) {
  return answer(
    object({ ...fields, IsTruncated: optional(flag), Truncated: optional(flag), NextToken: optional(orNull(text)) }),
  );
}

/** A text of a form, or one in which a stand-in may take the place of what has that form. */
function named(pattern: RegExp, words: string): Shape<string> {
  const plain = textLike(pattern, words);
  return {
    isMet: (value, check): value is string =>
      (typeof value === 'string' && addressesIn(value).length > 0) || plain.isMet(value, check),
    schema: plain.schema,
  };
}

const accountId = named(accountIdPattern, 'an account id of twelve digits');
const partition = named(/^aws(?:-[a-z]+)*$/, 'a partition such as "aws"');
const name = textLike(/^[\s\S]/, 'a name');
const roleArn = named(/^arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/./, 'the ARN of a role');
const policyArn = named(/^arn:aws(?:-[a-z]+)*:iam::(?:\d{12}|aws):policy\/./, 'the ARN of a managed policy');
const kmsArn = named(/^arn:aws(?:-[a-z]+)*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/./, 'the ARN of a KMS key');

const tag = define('tag', 'A tag.', object({ Key: text, Value: text }));
const status = object({ Status: optional(text) });

/* S3 */

const publicAccessBlock = define(
  'publicAccessBlock',
  'GetPublicAccessBlock, of a bucket (S3) or an account (S3 Control).',
  object({
    PublicAccessBlockConfiguration: object({
      BlockPublicAcls: optional(flag),
      IgnorePublicAcls: optional(flag),
      BlockPublicPolicy: optional(flag),
      RestrictPublicBuckets: optional(flag),
    }),
  }),
);

const replicationRuleNot = object({
  Prefix: optional(text),
  Tag: optional(tag),
  Or: optional(object({ Prefixes: optional(list(text)), Tags: optional(list(tag)) })),
});

const replicationRule = define(
  'replicationRule',
  'A rule of a replication configuration.',
  object({
    ID: optional(text),
    Priority: optional(integer),
    Status: optional(text),
    Prefix: optional(text),
    Filter: optional(
      object({
        Prefix: optional(text),
        Tag: optional(tag),
        And: optional(object({ Prefix: optional(text), Tags: optional(list(tag)), Not: optional(replicationRuleNot) })),
        Not: optional(replicationRuleNot),
      }),
    ),
    DeleteMarkerReplication: optional(status),
    ExistingObjectReplication: optional(status),
    SourceSelectionCriteria: optional(
      object({ SseKmsEncryptedObjects: optional(status), ReplicaModifications: optional(status) }),
    ),
    Destination: object({
      Bucket: name,
      Account: optional(text),
      StorageClass: optional(text),
      AccessControlTranslation: optional(object({ Owner: optional(text) })),
      EncryptionConfiguration: optional(
        object({ ReplicaKmsKeyID: optional(text), UseSourceMultiRegionKey: optional(status) }),
      ),
      ReplicationTime: optional(
        object({ Status: optional(text), Time: optional(object({ Minutes: optional(integer) })) }),
      ),
      Metrics: optional(
        object({ Status: optional(text), EventThreshold: optional(object({ Minutes: optional(integer) })) }),
      ),
    }),
  }),
);

const encryptionRule = object({
  ApplyServerSideEncryptionByDefault: optional(object({ SSEAlgorithm: text, KMSMasterKeyID: optional(text) })),
  BucketKeyEnabled: optional(flag),
  BlockedEncryptionTypes: optional(object({ EncryptionType: optional(list(text)) })),
});

const notificationTarget = object({ Events: optional(list(text)) });

/** When answers of an entry were read that are younger than the snapshot, by operation. */
const readAt = define(
  'readAt',
  'When an answer was read, RFC 3339, by operation; what is not named is as old as the snapshot. A run that continued an earlier one writes it.',
  record(textLike(rfc3339, 'an RFC 3339 time such as "2026-11-23T06:29:00Z"')),
);

const bucketOperations = {
  ReadAt: optional(readAt),
  HeadBucket: optional(answer(object({ BucketRegion: optional(text) }))),
  GetBucketLocation: optional(answer(object({ LocationConstraint: optional(orNull(text)) }))),
  GetBucketVersioning: optional(
    answer(object({ Status: optional(oneOf('Enabled', 'Suspended')), MFADelete: optional(text) })),
  ),
  GetBucketReplication: optional(
    answer(object({ ReplicationConfiguration: object({ Role: optional(text), Rules: list(replicationRule) }) })),
  ),
  GetBucketEncryption: optional(
    answer(object({ ServerSideEncryptionConfiguration: optional(object({ Rules: optional(list(encryptionRule)) })) })),
  ),
  GetBucketPolicy: optional(answer(object({ Policy: policyDocument }))),
  GetBucketOwnershipControls: optional(
    answer(
      object({
        OwnershipControls: object({
          Rules: list(
            object({ ObjectOwnership: oneOf('BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter') }),
          ),
        }),
      }),
    ),
  ),
  GetObjectLockConfiguration: optional(
    answer(object({ ObjectLockConfiguration: object({ ObjectLockEnabled: optional(text) }) })),
  ),
  GetPublicAccessBlock: optional(answer(publicAccessBlock)),
  GetBucketTagging: optional(answer(object({ TagSet: list(tag) }))),
  GetBucketRequestPayment: optional(answer(object({ Payer: optional(oneOf('BucketOwner', 'Requester')) }))),
  GetBucketAbac: optional(answer(object({ AbacStatus: optional(object({ Status: optional(text) })) }))),
  GetBucketNotificationConfiguration: optional(
    answer(
      object({
        TopicConfigurations: optional(list(notificationTarget)),
        QueueConfigurations: optional(list(notificationTarget)),
        LambdaFunctionConfigurations: optional(list(notificationTarget)),
        EventBridgeConfiguration: optional(object({})),
      }),
    ),
  ),
  GetBucketLifecycleConfiguration: optional(answer(object({ Rules: optional(anything) }))),
  /** Not an operation: infrastructure code that may put the replication configuration before it enables versioning of these buckets. */
  UnorderedVersioning: optional(answer(object({ Buckets: list(object({ Name: name })) }))),
  ObservedReplication: optional(
    answer(
      object({ Versions: list(object({ Key: text, VersionId: text, ReplicationStatus: optional(orNull(text)) })) }),
    ),
  ),
};

const bucket = define(
  'bucket',
  'A bucket: its name, its Region if known, and answers of S3 about it.',
  object({ Name: name, Arn: optional(text), BucketRegion: optional(text), ...bucketOperations }),
);

const externalBucket = define(
  'externalBucket',
  'A bucket of an account that is not in the snapshot.',
  object({
    Name: name,
    Arn: optional(text),
    Account: optional(accountId),
    BucketRegion: optional(text),
    ...bucketOperations,
  }),
);

/* IAM */

const boundary = object({ PermissionsBoundaryArn: text });
const attachedPolicy = object({ PolicyName: optional(text), PolicyArn: policyArn });
const policyVersion = object({
  Document: optional(policyDocument),
  VersionId: optional(text),
  IsDefaultVersion: optional(flag),
});

const role = define(
  'role',
  'A role: an element of RoleDetailList of GetAccountAuthorizationDetails, or the answers about it operation by operation.',
  object({
    ReadAt: optional(readAt),
    Arn: optional(roleArn),
    RoleName: optional(text),
    RoleId: optional(text),
    Path: optional(text),
    AssumeRolePolicyDocument: optional(policyDocument),
    RolePolicyList: optional(list(object({ PolicyName: text, PolicyDocument: policyDocument }))),
    AttachedManagedPolicies: optional(list(attachedPolicy)),
    PermissionsBoundary: optional(boundary),
    Tags: optional(list(tag)),
    GetRole: optional(
      answer(
        object({
          Role: object({
            Arn: optional(roleArn),
            RoleName: optional(text),
            RoleId: optional(text),
            Path: optional(text),
            AssumeRolePolicyDocument: optional(policyDocument),
            PermissionsBoundary: optional(boundary),
            Tags: optional(list(tag)),
          }),
        }),
      ),
    ),
    ListRoleTags: optional(pagesOf(page({ Tags: list(tag) }))),
    ListRolePolicies: optional(pagesOf(page({ PolicyNames: list(text) }))),
    /** Not an operation: what infrastructure code does to a role that is there, beside the inline policies that it sets. */
    LaidOver: optional(object({ Sets: list(text), Attaches: list(attachedPolicy), Removes: list(text) })),
    GetRolePolicy: optional(
      pagesOf(
        whereHas(
          'Error',
          object({ PolicyName: optional(text), Error: error }),
          object({ PolicyName: text, PolicyDocument: policyDocument }),
        ),
      ),
    ),
    ListAttachedRolePolicies: optional(pagesOf(page({ AttachedPolicies: list(attachedPolicy) }))),
    GetPolicyVersion: optional(
      pagesOf(
        whereHas(
          'Error',
          object({ PolicyArn: optional(policyArn), Error: error }),
          object({ PolicyArn: optional(policyArn), PolicyVersion: policyVersion }),
        ),
      ),
    ),
  }),
);

const managedPolicy = define(
  'managedPolicy',
  'A managed policy: an element of Policies of GetAccountAuthorizationDetails, or GetPolicy and GetPolicyVersion.',
  object({
    ReadAt: optional(readAt),
    Arn: optional(policyArn),
    IsPublished: optional(flag),
    PolicyName: optional(text),
    DefaultVersionId: optional(text),
    PolicyVersionList: optional(list(policyVersion)),
    GetPolicy: optional(
      answer(
        object({
          Policy: object({ Arn: optional(policyArn), PolicyName: optional(text), DefaultVersionId: optional(text) }),
        }),
      ),
    ),
    GetPolicyVersion: optional(pagesOf(answer(object({ PolicyVersion: policyVersion })))),
  }),
);

const authorizationDetails = answer(
  object({ RoleDetailList: optional(list(role)), Policies: optional(list(managedPolicy)) }),
);

/* KMS */

const grant = object({
  GrantId: optional(text),
  Name: optional(text),
  GranteePrincipal: optional(text),
  GranteeServicePrincipal: optional(text),
  RetiringPrincipal: optional(text),
  IssuingAccount: optional(text),
  Operations: optional(list(text)),
  Constraints: optional(
    object({
      EncryptionContextSubset: optional(record(text)),
      EncryptionContextEquals: optional(record(text)),
      SourceArn: optional(text),
    }),
  ),
});

const aliasPages = pagesOf(
  page({
    Aliases: list(object({ AliasName: optional(text), AliasArn: optional(text), TargetKeyId: optional(text) })),
  }),
);

const kmsKey = define(
  'kmsKey',
  'A KMS key: answers of KMS about it. `Arn` where DescribeKey gives none.',
  object({
    ReadAt: optional(readAt),
    Arn: optional(kmsArn),
    DescribeKey: optional(
      answer(
        object({
          KeyMetadata: object({
            KeyId: text,
            Arn: optional(kmsArn),
            KeyState: optional(text),
            Enabled: optional(flag),
            KeyUsage: optional(text),
            KeySpec: optional(text),
            CustomerMasterKeySpec: optional(text),
            KeyManager: optional(text),
            Origin: optional(text),
            MultiRegion: optional(flag),
            MultiRegionConfiguration: optional(
              object({
                MultiRegionKeyType: optional(text),
                PrimaryKey: optional(object({ Region: optional(text) })),
                ReplicaKeys: optional(list(object({ Region: optional(text) }))),
              }),
            ),
          }),
        }),
      ),
    ),
    GetKeyPolicy: optional(answer(object({ Policy: policyDocument }))),
    'GetKeyPolicy:AWS_RAM': optional(answer(object({ Policy: policyDocument }))),
    ListKeyPolicies: optional(answer(object({ PolicyNames: optional(list(text)) }))),
    ListGrants: optional(pagesOf(page({ Grants: list(grant) }))),
    ListAliases: optional(aliasPages),
    ListResourceTags: optional(pagesOf(page({ Tags: list(object({ TagKey: text, TagValue: text })) }))),
  }),
);

/* Organizations */

const organizationPolicy = define(
  'organizationPolicy',
  'A policy of the organization; its name and ARN may also stand in a PolicySummary, as DescribePolicy prints them.',
  object({
    Name: optional(text),
    Arn: optional(text),
    Id: optional(text),
    PolicySummary: optional(object({ Name: optional(text), Arn: optional(text), Id: optional(text) })),
    Content: optional(policyDocument),
    Error: optional(error),
  }),
);

const policyLevels = define(
  'policyLevels',
  'The policies attached at each level, root first, the account itself last; [] = nothing attached, or the type is switched off.',
  answer(
    list(
      whereHas(
        'Error',
        object({ target: optional(text), Error: error }),
        object({ target: text, policies: answer(list(organizationPolicy)) }),
      ),
    ),
  ),
);

const organization = define(
  'organization',
  'The organization of the account; null = in none; missing = not collected.',
  orNull(
    answer(
      object({
        id: text,
        isManagementAccount: optional(orNull(flag)),
        serviceControlPolicies: optional(policyLevels),
        resourceControlPolicies: optional(policyLevels),
      }),
    ),
  ),
);

/** What a collection says of itself. */
const collection = define(
  'collection',
  'Written by a collection: where it had no access to a whole account, or was ended early.',
  object({
    problems: optional(
      list(object({ kind: text, account: optional(orNull(text)), code: text, message: optional(text) })),
    ),
  }),
);

const bucketAndPrefix = { Bucket: optional(orNull(text)), Prefix: optional(orNull(text)) };

const job = define(
  'job',
  'A job of S3 Batch Operations: what DescribeJob answers about it.',
  object({
    ReadAt: optional(readAt),
    JobId: optional(text),
    DescribeJob: optional(
      answer(
        object({
          Job: object({
            JobId: optional(text),
            JobArn: optional(orNull(text)),
            Status: optional(text),
            Operation: optional(object({ S3ReplicateObject: optional(orNull(object({}))) })),
            RoleArn: optional(orNull(text)),
            Manifest: optional(
              orNull(
                object({
                  Spec: optional(orNull(object({ Format: optional(text) }))),
                  Location: optional(object({ ObjectArn: optional(text), ObjectVersionId: optional(orNull(text)) })),
                }),
              ),
            ),
            ManifestGenerator: optional(
              orNull(
                object({
                  S3JobManifestGenerator: optional(
                    object({
                      SourceBucket: optional(text),
                      EnableManifestOutput: optional(flag),
                      Filter: optional(
                        orNull(
                          object({
                            KeyNameConstraint: optional(
                              orNull(
                                object({
                                  MatchAnyPrefix: optional(orNull(list(text))),
                                  MatchAnySuffix: optional(orNull(list(text))),
                                  MatchAnySubstring: optional(orNull(list(text))),
                                }),
                              ),
                            ),
                          }),
                        ),
                      ),
                      ManifestOutputLocation: optional(
                        orNull(
                          object({
                            Bucket: optional(text),
                            ManifestPrefix: optional(orNull(text)),
                            ManifestEncryption: optional(
                              orNull(object({ SSEKMS: optional(orNull(object({ KeyId: optional(text) }))) })),
                            ),
                          }),
                        ),
                      ),
                    }),
                  ),
                }),
              ),
            ),
            Report: optional(orNull(object({ ...bucketAndPrefix, Enabled: optional(flag) }))),
          }),
        }),
      ),
    ),
  }),
);

const jobList = define(
  'jobList',
  'What ListJobs answers in a Region.',
  answer(
    object({
      Region: optional(orNull(text)),
      Jobs: list(object({ JobId: text, Operation: optional(text), Status: optional(text) })),
      NextToken: optional(orNull(text)),
    }),
  ),
);

const jobLists = pagesOf(jobList);

const account = define(
  'account',
  'An account and what was read in it.',
  object({
    ReadAt: optional(readAt),
    id: accountId,
    partition: optional(partition),
    organization: optional(organization),
    GetPublicAccessBlock: optional(answer(publicAccessBlock)),
    ListBuckets: optional(answer(object({}))),
    buckets: optional(list(bucket)),
    roles: optional(list(role)),
    policies: optional(list(managedPolicy)),
    GetAccountAuthorizationDetails: optional(pagesOf(authorizationDetails)),
    keys: optional(list(kmsKey)),
    ListJobs: optional(jobLists),
    jobs: optional(list(job)),
    ListAliases: optional(aliasPages),
  }),
);

export const snapshotShape = object({
  format: oneOf(snapshotFormat),
  collectedAt: optional(textLike(rfc3339, 'an RFC 3339 time such as "2026-11-23T06:29:00Z"')),
  accounts: list(account),
  externalBuckets: optional(list(externalBucket)),
  collection: optional(collection),
});

export type RawSnapshot = TypeOf<typeof snapshotShape>;
export type RawAccount = TypeOf<typeof account>;
export type RawBucket = TypeOf<typeof bucket>;
export type RawExternalBucket = TypeOf<typeof externalBucket>;
export type RawRole = TypeOf<typeof role>;
export type RawManagedPolicy = TypeOf<typeof managedPolicy>;
export type RawPolicyVersion = TypeOf<typeof policyVersion>;
export type RawKmsKey = TypeOf<typeof kmsKey>;
export type RawJob = TypeOf<typeof job>;
export type RawOrganization = Exclude<TypeOf<typeof organization>, null | Failed>;
export type RawPolicyLevels = TypeOf<typeof policyLevels>;
export type RawAliasPages = TypeOf<typeof aliasPages>;
