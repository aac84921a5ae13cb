import { describe, expect, test } from '@jest/globals';
import { buildEstate, switches, type Snapshot, type Setting } from '../../scripts/fixtures/estate.mjs';
import { auditOf, loud } from '../audit-of.js';

/** Every combination that a small counter over the switches reaches: spread, and always the same. */
const combinations = Array.from({ length: 256 }, (_, index) => {
  const bits = (index * 2_654_435_761) >>> 0;
  const choices: Record<string, unknown> = {};
  for (const [place, name] of switches.entries()) choices[name] = ((bits >>> place) & 1) === 1;
  if (choices['crossAccount'] !== true) choices['ownerOverride'] = false;
  // Bucket policies and keys of one Region are fine; a two-way sync needs two Regions in the generator's naming.
  if (choices['twoWay'] === true) choices['sameRegion'] = false;
  choices['prefix'] = (bits & 4096) === 0 ? '' : 'logs/2026/';
  choices['rolePath'] = (bits & 8192) === 0 ? '' : 'service-role/';
  return choices;
});

describe('correct estates', () => {
  test.each(
    combinations.map(
      (choices) =>
        [
          Object.keys(choices)
            .filter((name) => choices[name] === true)
            .join(' ') || 'plain',
          choices,
        ] as const,
    ),
  )('%s', (_name, choices) => {
    const report = auditOf(buildEstate(choices).snapshot);
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(report.replication.map(() => 'replicates'));
    expect(loud(report)).toEqual([]);
    expect(report.summary.incomplete).toBe(false);
  });
});

type Change = (snapshot: Snapshot, setting: Setting) => void;
function statementOf(snapshot: Snapshot, sid: string): Snapshot {
  return snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement.find(
    ({ Sid }: { Sid: string }) => Sid === sid,
  );
}
function drop(sid: string, action: string): Change {
  return (snapshot) => {
    const statement = statementOf(snapshot, sid);
    statement.Action = statement.Action.filter((name: string) => name !== action);
  };
}
const cross = { kms: true, crossAccount: true };
function bucketPolicy(snapshot: Snapshot): Snapshot {
  return JSON.parse(snapshot.accounts.at(-1).buckets.at(-1).GetBucketPolicy.Policy);
}
function setBucketPolicy(snapshot: Snapshot, policy: unknown): void {
  snapshot.accounts.at(-1).buckets.at(-1).GetBucketPolicy = { Policy: JSON.stringify(policy) };
}
function denyEverywhere(Condition: unknown): Change {
  return (snapshot) => {
    const policy = bucketPolicy(snapshot);
    policy.Statement.push({
      Sid: 'Perimeter',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: policy.Statement[1].Resource,
      Condition,
    });
    setBucketPolicy(snapshot, policy);
  };
}
function scpOf(statement: unknown): Change {
  return (snapshot) => {
    snapshot.accounts[0].organization = {
      id: 'o-1',
      isManagementAccount: false,
      serviceControlPolicies: [
        {
          target: 'r-1',
          policies: [
            {
              Name: 'Guard',
              Content: JSON.stringify({
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, statement],
              }),
            },
          ],
        },
        {
          target: snapshot.accounts[0].id,
          policies: [
            {
              Name: 'FullAWSAccess',
              Content: JSON.stringify({
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
              }),
            },
          ],
        },
      ],
      resourceControlPolicies: [],
    };
  };
}

/** One defect each: choices, change, verdict, a finding that must be there. */
const defects: readonly (readonly [string, Record<string, unknown>, Change, string, string])[] = [
  [
    'configuration not readable',
    {},
    drop('ReadConfiguration', 's3:GetReplicationConfiguration'),
    'fails',
    'error role/source-read-not-allowed no-statement',
  ],
  [
    'bucket not listable',
    {},
    drop('ReadConfiguration', 's3:ListBucket'),
    'fails',
    'error role/source-read-not-allowed no-statement',
  ],
  [
    'no ReplicateObject',
    {},
    drop('WriteReplicas', 's3:ReplicateObject'),
    'fails',
    'error role/replicate-not-allowed no-statement',
  ],
  [
    'no tags',
    {},
    drop('ReadSource', 's3:GetObjectVersionTagging'),
    'replicates',
    'warning role/tags-read-not-allowed no-statement',
  ],
  [
    'no ReplicateDelete',
    { deleteMarkers: true },
    drop('WriteReplicas', 's3:ReplicateDelete'),
    'replicates',
    'error role/replicate-delete-not-allowed no-statement',
  ],
  [
    'no owner override',
    { crossAccount: true, ownerOverride: true },
    drop('WriteReplicas', 's3:ObjectOwnerOverrideToBucketOwner'),
    'fails',
    'error role/owner-override-not-allowed no-statement',
  ],
  [
    'no retention',
    { objectLock: true },
    drop('ReadSource', 's3:GetObjectRetention'),
    'fails',
    'error role/object-lock-read-not-allowed no-statement',
  ],
  [
    'boundary without KMS',
    { kms: true, boundary: true },
    (s) => {
      s.accounts[0].policies[0].PolicyVersionList[0].Document.Statement[0].Action = 's3:*';
    },
    'fails',
    'error kms/decrypt-not-allowed permissions-boundary',
  ],
  [
    'Region-deny SCP',
    {},
    scpOf({
      Effect: 'Deny',
      Action: 's3:*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1'] } },
    }),
    'fails',
    'error role/source-read-not-allowed service-control-policy',
  ],
  [
    'SCP without S3',
    {},
    (s) => {
      scpOf({ Effect: 'Deny', Action: 'ec2:*', Resource: '*' })(s, {} as Setting);
      s.accounts[0].organization.serviceControlPolicies.push({
        target: 'ou-1',
        policies: [
          {
            Name: 'OnlyEc2',
            Content: JSON.stringify({
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: ['ec2:*', 'sts:*'], Resource: '*' }],
            }),
          },
        ],
      });
    },
    'fails',
    'error role/replicate-not-allowed service-control-policy',
  ],
  [
    'VPC endpoint perimeter',
    cross,
    denyEverywhere({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }),
    'fails',
    'error role/replicate-not-allowed explicit-deny',
  ],
  [
    'organization perimeter of another organization',
    cross,
    denyEverywhere({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-other' } }),
    'fails',
    'error role/replicate-not-allowed explicit-deny',
  ],
  [
    'public statement under RestrictPublicBuckets',
    cross,
    (s) => {
      const policy = bucketPolicy(s);
      policy.Statement.push({
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: policy.Statement[0].Resource,
      });
      setBucketPolicy(s, policy);
    },
    'fails',
    'error destination/policy-not-allowed block-public-access',
  ],
  [
    'role without its path in the bucket policy',
    { crossAccount: true, rolePath: 'service-role/' },
    (s) => {
      const policy = bucketPolicy(s);
      policy.Statement[0].Principal.AWS = policy.Statement[0].Principal.AWS.replace('service-role/', '');
      setBucketPolicy(s, policy);
    },
    'fails',
    'error destination/policy-not-allowed wrong-principal',
  ],
  [
    'grant to the S3 service',
    { crossAccount: true },
    (s) => {
      const policy = bucketPolicy(s);
      policy.Statement[0].Principal = { Service: 's3.amazonaws.com' };
      setBucketPolicy(s, policy);
    },
    'fails',
    'error destination/policy-not-allowed wrong-principal',
  ],
  [
    'role missing',
    {},
    (s, { role }) => {
      s.accounts[0].roles = [{ Arn: role, GetRole: { Error: { Code: 'NoSuchEntity', Message: '' } } }];
    },
    'fails',
    'error role/missing',
  ],
  [
    'destination missing',
    {},
    (s, { destination }) => {
      s.accounts[0].buckets[1] = { Name: destination, HeadBucket: { Error: { Code: '404', Message: '' } } };
    },
    'fails',
    'error destination/bucket-missing',
  ],
  [
    'key disabled',
    { kms: true },
    (s) => {
      s.accounts[0].keys[1].DescribeKey.KeyMetadata.KeyState = 'Disabled';
    },
    'fails',
    'error kms/key-unusable key-state',
  ],
  [
    'asymmetric replica key',
    { kms: true },
    (s) => {
      Object.assign(s.accounts[0].keys[1].DescribeKey.KeyMetadata, {
        KeySpec: 'RSA_2048',
        KeyUsage: 'ENCRYPT_DECRYPT',
      });
    },
    'fails',
    'error kms/key-unusable key-state',
  ],
  [
    'replica key of the wrong Region',
    { kms: true },
    (s, { sourceKey }) => {
      s.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Rules[0].Destination.EncryptionConfiguration.ReplicaKmsKeyID =
        sourceKey;
    },
    'fails',
    'error kms/replica-key-wrong-region',
  ],
  [
    'Object Lock only at the source',
    { objectLock: true },
    (s) => {
      s.accounts[0].buckets[1].GetObjectLockConfiguration = {
        Error: { Code: 'ObjectLockConfigurationNotFoundError', Message: '' },
      };
    },
    'fails',
    'error destination/object-lock-not-enabled',
  ],
  [
    'KMS objects not selected',
    { kms: true },
    (s) => {
      const [rule] = s.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Rules;
      delete rule.SourceSelectionCriteria;
      delete rule.Destination.EncryptionConfiguration;
    },
    'skipped',
    'error coverage/kms-objects-not-selected',
  ],
  [
    'encryption context misspelt',
    { kms: true },
    (s) => {
      const { StringLike } = statementOf(s, 'DecryptSource').Condition;
      StringLike['kms:EncryptionContext:arn:aws:arn'] = StringLike['kms:EncryptionContext:aws:s3:arn'];
      delete StringLike['kms:EncryptionContext:aws:s3:arn'];
    },
    'fails',
    'warning policy/unknown-condition-key',
  ],
  [
    'misspelt action',
    {},
    (s) => {
      statementOf(s, 'WriteReplicas').Action.push('s3:ReplicationTags');
    },
    'replicates',
    'warning policy/unknown-action',
  ],
  [
    'bucket-ARN context, Bucket Key off',
    { kms: true },
    (s, { source }) => {
      statementOf(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] =
        `arn:aws:s3:::${source}`;
    },
    'fails',
    'error kms/decrypt-not-allowed condition-not-met',
  ],
  [
    'object-ARN context only',
    { kms: true },
    (s, { source }) => {
      statementOf(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] =
        `arn:aws:s3:::${source}/*`;
    },
    'replicates',
    'warning kms/one-context-form-only condition-not-met',
  ],
  [
    'Bucket Key on, rights on the replica key missing',
    { kms: true, sourceBucketKey: true, destinationBucketKey: true },
    (s) => {
      statementOf(s, 'EncryptReplicas').Action = ['kms:Encrypt'];
    },
    'replicates',
    'warning kms/bucket-key-rights-missing no-statement',
  ],
  [
    'trust with SourceAccount',
    {},
    (s) => {
      s.accounts[0].roles[0].AssumeRolePolicyDocument.Statement[0].Condition = {
        StringEquals: { 'aws:SourceAccount': '111122223333' },
      };
    },
    'unknown',
    'warning role/trust-condition-undocumented',
  ],
  [
    'TLS Deny with IfExists',
    cross,
    denyEverywhere({ BoolIfExists: { 'aws:SecureTransport': 'false' } }),
    'unknown',
    '',
  ],
  [
    'anyone may assume the role',
    {},
    (s) => {
      s.accounts[0].roles[0].AssumeRolePolicyDocument.Statement[0].Principal = {
        AWS: '*',
        Service: 's3.amazonaws.com',
      };
    },
    'replicates',
    'error least-privilege/trust-too-broad',
  ],
];

describe('one defect each', () => {
  test.each(defects)('%s', (_name, choices, change, verdict, finding) => {
    const { snapshot, setting } = buildEstate(choices);
    change(snapshot, setting);
    const report = auditOf(snapshot);
    expect(report.replication[0]?.verdict).toBe(verdict);
    if (finding === '') expect(loud(report)).toEqual([]);
    else expect(loud(report)).toContain(finding);
  });
});
