/**
 * For every rule a correct estate and the one thing that breaks it: the tests run both, the pages show both. Snapshots are plain
 * data; `role`, `source` … below find the place that is changed.
 */
import { buildEstate, kmsKey, otherAccount } from '../../scripts/fixtures/estate.mjs';

function sourceBucket(s) {
  return s.accounts[0].buckets[0];
}
function destinationBucket(s) {
  return s.accounts.at(-1).buckets.at(-1);
}
function configuration(s) {
  return sourceBucket(s).GetBucketReplication.ReplicationConfiguration;
}
function rule(s) {
  return configuration(s).Rules[0];
}
function role(s) {
  return s.accounts[0].roles[0];
}
function statements(s) {
  return role(s).RolePolicyList[0].PolicyDocument.Statement;
}
function statement(s, sid) {
  return statements(s).find(({ Sid }) => Sid === sid);
}
function without(sid, action) {
  return (s) => {
    statement(s, sid).Action = statement(s, sid).Action.filter((name) => name !== action);
  };
}
function changePolicy(place, change) {
  const policy = JSON.parse(place.Policy);
  change(policy);
  place.Policy = JSON.stringify(policy);
}
function bucketPolicy(change) {
  return (s) => changePolicy(destinationBucket(s).GetBucketPolicy, change);
}
function keyPolicy(index, change) {
  return (s) => changePolicy(s.accounts.at(-1).keys.at(index).GetKeyPolicy, change);
}
function trust(s) {
  return role(s).AssumeRolePolicyDocument.Statement[0];
}
function secondRule(more) {
  return (s) => configuration(s).Rules.push({ ...structuredClone(rule(s)), ID: 'second', ...more });
}
const cross = { crossAccount: true };
const kms = { kms: true };
const crossKms = { crossAccount: true, kms: true };
const bucketKeys = { kms: true, sourceBucketKey: true, destinationBucketKey: true };

/** id → [choices for the correct estate, what breaks it, settings of the audit] */
export const cases = {
  'batch/trust-missing': [{}, (s) => statement(s, 'ReadSource').Action.push('s3:InitiateReplication')],
  'configuration/duplicate-priority': [{}, secondRule({ Filter: { Prefix: 'a/' } })],
  'configuration/existing-object-replication': [
    {},
    (s) => {
      rule(s).ExistingObjectReplication = { Status: 'Enabled' };
    },
  ],
  'configuration/limits-exceeded': [
    {},
    (s) => {
      rule(s).ID = 'x'.repeat(256);
    },
  ],
  'configuration/replication-time-without-metrics': [
    { metrics: false },
    (s) => {
      rule(s).Destination.ReplicationTime = { Status: 'Enabled', Time: { Minutes: 15 } };
    },
  ],
  'configuration/role-arn-malformed': [
    {},
    (s) => {
      configuration(s).Role = 'orders-replication';
    },
  ],
  'configuration/same-bucket': [
    {},
    (s, w) => {
      rule(s).Destination.Bucket = `arn:aws:s3:::${w.source}`;
    },
  ],
  'configuration/schema-conflict': [
    {},
    (s) => {
      delete rule(s).Priority;
    },
  ],
  'configuration/tag-filter-with-delete-markers': [
    { tag: true },
    (s) => {
      rule(s).DeleteMarkerReplication = { Status: 'Enabled' };
    },
  ],
  'coverage/circular-replication': [
    { twoWay: true },
    (s) => {
      delete destinationBucket(s).GetBucketReplication.ReplicationConfiguration.Rules[0].SourceSelectionCriteria;
    },
  ],
  'coverage/delete-markers-not-replicated': [
    { deleteMarkers: true },
    (s) => {
      rule(s).DeleteMarkerReplication = { Status: 'Disabled' };
    },
  ],
  'coverage/failures-invisible': [
    {},
    (s) => {
      delete rule(s).Destination.Metrics;
    },
  ],
  'coverage/kms-objects-not-selected': [
    kms,
    (s) => {
      delete rule(s).SourceSelectionCriteria;
      delete rule(s).Destination.EncryptionConfiguration;
    },
  ],
  'coverage/many-to-one': [
    {},
    (s) => {
      const copy = structuredClone(sourceBucket(s));
      copy.Name = 'orders-eu';
      s.accounts[0].buckets.push(copy);
    },
  ],
  'coverage/prefix-suspicious': [
    { prefix: 'logs/' },
    (s) => {
      rule(s).Filter = { Prefix: '/logs/' };
    },
  ],
  'coverage/replica-chain': [
    {},
    (s) => {
      const copy = structuredClone(sourceBucket(s).GetBucketReplication);
      copy.ReplicationConfiguration.Rules[0].Destination.Bucket = 'arn:aws:s3:::orders-third';
      destinationBucket(s).GetBucketReplication = copy;
    },
  ],
  'coverage/replica-key-without-selection': [
    kms,
    (s) => {
      delete rule(s).Destination.EncryptionConfiguration;
    },
  ],
  'coverage/replica-modifications-one-way': [
    { twoWay: true },
    (s) => {
      destinationBucket(s).GetBucketReplication = {
        Error: { Code: 'ReplicationConfigurationNotFoundError', Message: '' },
      };
    },
  ],
  'coverage/replication-rule-disabled': [
    {},
    (s) => {
      rule(s).Status = 'Disabled';
    },
  ],
  'coverage/replication-rule-shadowed': [{}, secondRule({ Priority: 2 })],
  'coverage/tag-filter': [
    {},
    (s) => {
      rule(s).Filter = { Tag: { Key: 'class', Value: 'gold' } };
    },
  ],
  'coverage/unsupported-bucket-kind': [
    {},
    (s) => {
      rule(s).Destination.Bucket = 'arn:aws:s3-outposts:us-east-1:111122223333:outpost/op-1/bucket/orders-replica';
    },
  ],
  'destination/account-mismatch': [
    cross,
    (s) => {
      rule(s).Destination.Account = '999999999999';
    },
  ],
  'destination/account-not-trusted': [
    cross,
    (s) => {
      s.accounts.pop();
    },
  ],
  'destination/bucket-missing': [
    {},
    (s, w) => {
      s.accounts[0].buckets[1] = { Name: w.destination, HeadBucket: { Error: { Code: '404', Message: 'Not Found' } } };
    },
  ],
  'destination/object-lock-not-enabled': [
    { objectLock: true },
    (s) => {
      destinationBucket(s).GetObjectLockConfiguration = {
        Error: { Code: 'ObjectLockConfigurationNotFoundError', Message: '' },
      };
    },
  ],
  'destination/other-partition': [
    {},
    (s, w) => {
      rule(s).Destination.Bucket = `arn:aws-cn:s3:::${w.destination}`;
    },
  ],
  'destination/policy-allows-versioning-change': [
    cross,
    bucketPolicy((p) => {
      p.Statement.push({
        Effect: 'Allow',
        Principal: p.Statement[0].Principal,
        Action: 's3:PutBucketVersioning',
        Resource: 'arn:aws:s3:::orders-replica',
      });
    }),
  ],
  'destination/policy-not-allowed': [
    cross,
    bucketPolicy((p) => {
      p.Statement[0].Action = ['s3:ReplicateTags'];
    }),
  ],
  'destination/requester-pays': [
    cross,
    (s) => {
      destinationBucket(s).GetBucketRequestPayment = { Payer: 'Requester' };
    },
  ],
  'destination/sse-c-blocked': [
    {},
    (s) => {
      sourceBucket(s).GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].BlockedEncryptionTypes = {
        EncryptionType: ['NONE'],
      };
      destinationBucket(s).GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].BlockedEncryptionTypes = {
        EncryptionType: ['SSE-C'],
      };
    },
  ],
  'evidence/undocumented': [
    cross,
    bucketPolicy((p) => {
      p.Statement[1].Condition = { BoolIfExists: { 'aws:SecureTransport': 'false' } };
    }),
  ],
  'evidence/unreadable': [
    kms,
    (s) => {
      s.accounts[0].keys[1].GetKeyPolicy = { Error: { Code: 'AccessDeniedException', Message: 'not authorized' } };
    },
  ],
  'kms/aws-managed-key-cross-account': [
    crossKms,
    (s) => {
      rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = 'arn:aws:kms:us-west-2:111122223333:alias/aws/s3';
    },
  ],
  'kms/bucket-key-rights-missing': [
    bucketKeys,
    (s) => {
      statement(s, 'EncryptReplicas').Action = ['kms:Encrypt'];
    },
  ],
  'kms/decrypt-not-allowed': [
    kms,
    (s, w) => {
      statement(s, 'DecryptSource').Resource = w.replicaKey;
    },
  ],
  'kms/encrypt-not-allowed': [
    crossKms,
    keyPolicy(0, (p) => {
      p.Statement.pop();
    }),
  ],
  'kms/key-unusable': [
    kms,
    (s) => {
      s.accounts[0].keys[1].DescribeKey.KeyMetadata.KeyState = 'PendingDeletion';
    },
  ],
  'kms/one-context-form-only': [
    kms,
    (s, w) => {
      statement(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] =
        `arn:aws:s3:::${w.source}/*`;
    },
  ],
  'kms/replica-key-is-alias': [
    kms,
    (s) => {
      rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = 'arn:aws:kms:us-west-2:111122223333:alias/orders';
      const [, key] = s.accounts[0].keys;
      key.ListAliases = {
        Aliases: [
          {
            AliasName: 'alias/orders',
            AliasArn: 'arn:aws:kms:us-west-2:111122223333:alias/orders',
            TargetKeyId: key.DescribeKey.KeyMetadata.KeyId,
          },
        ],
      };
    },
  ],
  'kms/replica-key-wrong-region': [
    kms,
    (s, w) => {
      rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = w.sourceKey;
    },
  ],
  'least-privilege/action-not-needed': [{}, (s) => statement(s, 'WriteReplicas').Action.push('s3:DeleteObject')],
  'least-privilege/bucket-policy-too-broad': [
    cross,
    bucketPolicy((p) => {
      p.Statement[0].Principal = '*';
    }),
  ],
  'least-privilege/dead-grant': [
    {},
    (s, w) => statements(s).push({ Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${w.source}/*` }),
  ],
  'least-privilege/direction-mixed-up': [
    {},
    (s, w) => {
      statement(s, 'WriteReplicas').Resource = [`arn:aws:s3:::${w.destination}/*`, `arn:aws:s3:::${w.source}/*`];
    },
  ],
  'least-privilege/key-policy-too-broad': [
    kms,
    keyPolicy(0, (p) => p.Statement.push({ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' })),
  ],
  'least-privilege/kms-condition-missing': [
    kms,
    (s) => {
      delete statement(s, 'DecryptSource').Condition;
    },
  ],
  'least-privilege/kms-key-too-broad': [
    kms,
    (s) => {
      statement(s, 'DecryptSource').Resource = '*';
      s.accounts[0].keys.push(
        kmsKey('arn:aws:kms:us-east-1:111122223333:key/cccc0000-1111-4222-8333-444444444444', '111122223333', []),
      );
    },
  ],
  'least-privilege/resource-too-broad': [
    {},
    (s) => {
      statement(s, 'ReadSource').Resource = '*';
    },
  ],
  'least-privilege/role-shared-by-unrelated-buckets': [
    {},
    (s) => {
      for (const name of ['a', 'b', 'c', 'd'])
        s.accounts[0].buckets.push({ ...structuredClone(sourceBucket(s)), Name: `orders-${name}` });
    },
  ],
  'least-privilege/trust-too-broad': [
    {},
    (s) => {
      trust(s).Principal = { Service: 's3.amazonaws.com', AWS: `arn:aws:iam::${otherAccount}:root` };
    },
  ],
  'policy/invalid': [
    {},
    (s) => {
      statement(s, 'WriteReplicas').Effect = 'allow';
    },
  ],
  'policy/not-replicated': [
    {},
    (s) => {
      rule(s).Status = 'Disabled';
    },
    {
      mustReplicate: [
        { bucket: 'orders', tag: null, toRegions: [], toAccounts: [], reason: 'orders are kept for ten years' },
      ],
    },
  ],
  'policy/stale-principal': [
    cross,
    bucketPolicy((p) => {
      p.Statement.push({
        Effect: 'Allow',
        Principal: { AWS: 'AROAEXAMPLEDELETED01' },
        Action: 's3:ReplicateObject',
        Resource: p.Statement[0].Resource,
      });
    }),
  ],
  'policy/unknown-action': [{}, (s) => statement(s, 'WriteReplicas').Action.push('s3:ReplicationTags')],
  'policy/unknown-condition-key': [
    kms,
    (s, w) => {
      statement(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:arn:aws:arn'] =
        `arn:aws:s3:::${w.source}/*`;
    },
  ],
  'policy/wrong-region': [
    {},
    (s) => {
      destinationBucket(s).BucketRegion = 'eu-west-1';
    },
    { mustReplicate: [{ bucket: 'orders', tag: null, toRegions: ['us-west-2'], toAccounts: [], reason: null }] },
  ],
  'role/annotations-not-replicated': [{}, without('ReadSource', 's3:GetObjectVersionAnnotationForReplication')],
  'role/foreign-objects-unreadable': [
    {},
    (s) => {
      sourceBucket(s).GetBucketOwnershipControls.OwnershipControls.Rules[0].ObjectOwnership = 'ObjectWriter';
    },
  ],
  'role/in-another-account': [
    cross,
    (s, w) => {
      configuration(s).Role = w.role.replace(w.sourceAccount, otherAccount);
    },
  ],
  'role/missing': [
    {},
    (s, w) => {
      s.accounts[0].roles = [{ Arn: w.role, GetRole: { Error: { Code: 'NoSuchEntity', Message: '' } } }];
    },
  ],
  'role/not-assumable-by-s3': [
    {},
    (s) => {
      trust(s).Principal = { Service: 'ec2.amazonaws.com' };
    },
  ],
  'role/object-lock-read-not-allowed': [{ objectLock: true }, without('ReadSource', 's3:GetObjectLegalHold')],
  'role/owner-override-not-allowed': [
    { crossAccount: true, ownerOverride: true },
    without('WriteReplicas', 's3:ObjectOwnerOverrideToBucketOwner'),
  ],
  'role/replicate-delete-not-allowed': [{ deleteMarkers: true }, without('WriteReplicas', 's3:ReplicateDelete')],
  'role/replicate-not-allowed': [{}, without('WriteReplicas', 's3:ReplicateObject')],
  'role/replicate-tags-denied': [
    {},
    (s) => statements(s).push({ Sid: 'NoTags', Effect: 'Deny', Action: 's3:ReplicateTags', Resource: '*' }),
  ],
  'role/source-read-not-allowed': [{}, without('ReadSource', 's3:GetObjectVersionAcl')],
  'role/tags-read-not-allowed': [{}, without('ReadSource', 's3:GetObjectVersionTagging')],
  'role/trust-condition-undocumented': [
    {},
    (s) => {
      trust(s).Condition = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
    },
  ],
  'versioning/destination-not-enabled': [
    {},
    (s) => {
      destinationBucket(s).GetBucketVersioning = { Status: 'Suspended' };
    },
  ],
  'versioning/source-not-enabled': [
    {},
    (s) => {
      sourceBucket(s).GetBucketVersioning = {};
    },
  ],
};

/** The correct estate of a case, and the broken one. */
export function snapshotsOf(id) {
  const [choices, change] = cases[id];
  const passing = buildEstate(choices);
  const failing = buildEstate(choices);
  change(failing.snapshot, failing.world);
  return { passing: passing.snapshot, failing: failing.snapshot };
}
