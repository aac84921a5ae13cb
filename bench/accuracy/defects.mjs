/**
 * One mistake each: what it takes, how it is made, the rules of which one must tell it, and those that may speak too because the mistake
 * really is also theirs. Written from AWS's documentation and the rules' promises; knows nothing of replint's own code.
 */
const [source, there] = [(s) => s.accounts[0].buckets[0], (s) => s.accounts.at(-1).buckets.at(-1)];
function role(s) {
  return s.accounts[0].roles[0];
}
function statements(s) {
  return role(s).RolePolicyList[0].PolicyDocument.Statement;
}
function statement(s, sid) {
  return statements(s).find(({ Sid }) => Sid === sid);
}
function configuration(s) {
  return source(s).GetBucketReplication.ReplicationConfiguration;
}
function rule(s) {
  return configuration(s).Rules[0];
}
function trust(s) {
  return role(s).AssumeRolePolicyDocument.Statement[0];
}
function drop(sid, name) {
  return (s) => {
    statement(s, sid).Action = statement(s, sid).Action.filter((action) => action !== name);
  };
}
function inPolicy(place, change) {
  const policy = JSON.parse(place.Policy);
  change(policy.Statement, policy);
  place.Policy = JSON.stringify(policy);
}
function inBucketPolicy(change) {
  return (s, w) => inPolicy(there(s).GetBucketPolicy, (list) => change(list, w));
}
function inSourcePolicy(list) {
  return (s, w) => {
    source(s).GetBucketPolicy = { Policy: JSON.stringify({ Version: '2012-10-17', Statement: list(w) }) };
  };
}
function inKeyPolicy(place, change) {
  return (s, w) => inPolicy(s.accounts.at(place).keys.at(place).GetKeyPolicy, (list) => change(list, w));
}
function onBucket(w) {
  return [`arn:aws:s3:::${w.destination}`, `arn:aws:s3:::${w.destination}/*`];
}
function denyThere(Condition, more = {}) {
  return inBucketPolicy((list, w) => {
    list.push({
      Sid: 'Guard',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: onBucket(w),
      Condition,
      ...more,
    });
  });
}
function identityDeny(Action) {
  return (s) => {
    statements(s).push({ Sid: 'No', Effect: 'Deny', Action, Resource: '*' });
  };
}
function organizationPolicy(kind, list) {
  return (s, w) => {
    const account = s.accounts.find(({ id }) => id === (kind === 'service' ? w.sourceAccount : w.destinationAccount));
    const Content = JSON.stringify({ Version: '2012-10-17', Statement: list });
    account.organization ??= {
      id: 'o-exampleorg1',
      isManagementAccount: false,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    };
    account.organization[`${kind}ControlPolicies`] = [
      { target: 'r-abcd', policies: [{ Name: 'Guard', Content }] },
      {
        target: account.id,
        policies: [{ Name: 'All', Content: JSON.stringify({ Version: '2012-10-17', Statement: [everything(kind)] }) }],
      },
    ];
  };
}
function everything(kind) {
  return {
    Effect: 'Allow',
    ...(kind === 'resource' ? { Principal: '*' } : {}),
    Action: '*',
    Resource: '*',
  };
}
function boundary(Action) {
  return (s) => {
    s.accounts[0].policies[0].PolicyVersionList[0].Document.Statement = [{ Effect: 'Allow', Action, Resource: '*' }];
  };
}

const cross = { crossAccount: true };
const kms = { kms: true };
const keys = { kms: true, sourceBucketKey: true, destinationBucketKey: true };
const reads = ['role/source-read-not-allowed', 'role/tags-read-not-allowed'];
const writes = [
  'role/replicate-not-allowed',
  'role/replicate-tags-denied',
  'role/replicate-delete-not-allowed',
  'role/owner-override-not-allowed',
];
const kmsRules = [
  'kms/decrypt-not-allowed',
  'kms/encrypt-not-allowed',
  'kms/bucket-key-rights-missing',
  'kms/one-context-form-only',
];
const guarded = [...writes, 'destination/policy-not-allowed'];
const spare = ['least-privilege/action-not-needed', 'least-privilege/resource-too-broad'];
const spareKms = ['least-privilege/kms-key-too-broad', 'least-privilege/action-not-needed'];

/** name → [choices it takes, change, rules of which one must speak, rules that may] */
export const defects = {
  // trust
  'trust-other-service': [
    {},
    (s) => void (trust(s).Principal = { Service: 'ec2.amazonaws.com' }),
    ['role/not-assumable-by-s3'],
    ['least-privilege/trust-too-broad'],
  ],
  'trust-without-assume': [{}, (s) => void (trust(s).Action = 'sts:TagSession'), ['role/not-assumable-by-s3']],
  'trust-denied': [
    {},
    (s) =>
      void role(s).AssumeRolePolicyDocument.Statement.push({
        Effect: 'Deny',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    ['role/not-assumable-by-s3'],
  ],
  'trust-open': [{}, (s) => void (trust(s).Principal = '*'), ['least-privilege/trust-too-broad']],
  'trust-other-account': [
    {},
    (s) => void (trust(s).Principal.AWS = 'arn:aws:iam::999988887777:root'),
    ['least-privilege/trust-too-broad'],
  ],
  'trust-foreign-condition': [
    {},
    (s) => void (trust(s).Condition = { StringEquals: { 'sts:ExternalId': 'x' } }),
    ['role/not-assumable-by-s3', 'role/trust-condition-undocumented'],
  ],
  'role-gone': [
    {},
    (s, w) => void (s.accounts[0].roles = [{ Arn: w.role, GetRole: { Error: { Code: 'NoSuchEntity', Message: '' } } }]),
    ['role/missing'],
    ['policy/stale-principal'],
  ],
  // one right of the role
  'no-get-configuration': [
    {},
    drop('ReadConfiguration', 's3:GetReplicationConfiguration'),
    ['role/source-read-not-allowed'],
  ],
  'no-list': [{}, drop('ReadConfiguration', 's3:ListBucket'), ['role/source-read-not-allowed']],
  'no-read': [{}, drop('ReadSource', 's3:GetObjectVersionForReplication'), ['role/source-read-not-allowed']],
  'no-acl': [{}, drop('ReadSource', 's3:GetObjectVersionAcl'), ['role/source-read-not-allowed']],
  'no-tags': [{}, drop('ReadSource', 's3:GetObjectVersionTagging'), ['role/tags-read-not-allowed']],
  'no-replicate': [{}, drop('WriteReplicas', 's3:ReplicateObject'), ['role/replicate-not-allowed']],
  'no-delete': [
    { deleteMarkers: true, tag: false },
    drop('WriteReplicas', 's3:ReplicateDelete'),
    ['role/replicate-delete-not-allowed'],
  ],
  'no-override': [
    { ...cross, ownerOverride: true },
    drop('WriteReplicas', 's3:ObjectOwnerOverrideToBucketOwner'),
    ['role/owner-override-not-allowed'],
  ],
  'no-retention': [
    { objectLock: true },
    drop('ReadSource', 's3:GetObjectRetention'),
    ['role/object-lock-read-not-allowed'],
  ],
  'no-legal-hold': [
    { objectLock: true },
    drop('ReadSource', 's3:GetObjectLegalHold'),
    ['role/object-lock-read-not-allowed'],
  ],
  'no-decrypt': [kms, drop('DecryptSource', 'kms:Decrypt'), ['kms/decrypt-not-allowed']],
  'no-encrypt': [kms, drop('EncryptReplicas', 'kms:Encrypt'), ['kms/encrypt-not-allowed']],
  // resources
  'read-on-bucket-arn': [
    {},
    (s, w) => void (statement(s, 'ReadSource').Resource = `arn:aws:s3:::${w.source}`),
    reads,
    ['role/object-lock-read-not-allowed'],
  ],
  'write-on-bucket-arn': [
    {},
    (s, w) => void (statement(s, 'WriteReplicas').Resource = `arn:aws:s3:::${w.destination}`),
    ['role/replicate-not-allowed'],
    guarded,
  ],
  'list-on-objects': [
    {},
    (s, w) => void (statement(s, 'ReadConfiguration').Resource = `arn:aws:s3:::${w.source}/*`),
    ['role/source-read-not-allowed'],
  ],
  'misspelt-destination': [
    {},
    (s) => void (statement(s, 'WriteReplicas').Resource = 'arn:aws:s3:::ordres-replica/*'),
    ['role/replicate-not-allowed'],
    [...guarded, ...spare],
  ],
  'directions-swapped': [
    {},
    (s) =>
      void ([statement(s, 'ReadSource').Resource, statement(s, 'WriteReplicas').Resource] = [
        statement(s, 'WriteReplicas').Resource,
        statement(s, 'ReadSource').Resource,
      ]),
    ['role/replicate-not-allowed'],
    [...guarded, ...reads, ...spare, 'role/object-lock-read-not-allowed', 'least-privilege/direction-mixed-up'],
  ],
  'one-folder-only': [
    { prefix: '' },
    (s, w) => void (statement(s, 'WriteReplicas').Resource = `arn:aws:s3:::${w.destination}/2026/*`),
    ['role/replicate-not-allowed'],
    guarded,
  ],
  'key-of-other-region': [
    kms,
    (s, w) => void (statement(s, 'DecryptSource').Resource = w.sourceKey.replace('us-east-1', 'eu-west-1')),
    ['kms/decrypt-not-allowed'],
    spareKms,
  ],
  'key-by-alias': [
    kms,
    (s, w) => void (statement(s, 'EncryptReplicas').Resource = w.replicaKey.replace(/key\/.*/, 'alias/replica')),
    ['kms/encrypt-not-allowed'],
    kmsRules,
  ],
  'via-other-region': [
    { ...kms, sameRegion: false },
    (s) => void (statement(s, 'EncryptReplicas').Condition.StringLike['kms:ViaService'] = 's3.us-east-1.amazonaws.com'),
    ['kms/encrypt-not-allowed'],
    kmsRules,
  ],
  'context-of-other-bucket': [
    kms,
    (s, w) =>
      void (statement(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] = [
        `arn:aws:s3:::${w.destination}`,
        `arn:aws:s3:::${w.destination}/*`,
      ]),
    ['kms/decrypt-not-allowed'],
    ['kms/one-context-form-only'],
  ],
  'context-of-objects-with-bucket-key': [
    keys,
    (s, w) =>
      void (statement(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] =
        `arn:aws:s3:::${w.source}/*`),
    ['kms/decrypt-not-allowed'],
    ['kms/one-context-form-only'],
  ],
  'context-of-bucket-without-bucket-key': [
    { ...kms, sourceBucketKey: false },
    (s, w) =>
      void (statement(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] =
        `arn:aws:s3:::${w.source}`),
    ['kms/decrypt-not-allowed'],
    ['kms/one-context-form-only'],
  ],
  // denials on the role's side
  'deny-replicate': [{}, identityDeny('s3:ReplicateObject'), ['role/replicate-not-allowed']],
  'deny-all-reads': [{}, identityDeny('s3:Get*'), reads, ['role/object-lock-read-not-allowed']],
  'deny-kms': [kms, identityDeny('kms:*'), ['kms/decrypt-not-allowed', 'kms/encrypt-not-allowed'], kmsRules],
  'deny-tags': [{}, identityDeny('s3:ReplicateTags'), ['role/replicate-tags-denied']],
  'boundary-without-kms': [
    { ...kms, boundary: true },
    boundary('s3:*'),
    ['kms/decrypt-not-allowed', 'kms/encrypt-not-allowed'],
    kmsRules,
  ],
  'boundary-read-only': [
    { boundary: true },
    boundary(['s3:Get*', 's3:List*', 'kms:*']),
    ['role/replicate-not-allowed'],
    guarded,
  ],
  'scp-denies-encrypt': [
    kms,
    organizationPolicy('service', [everything('service'), { Effect: 'Deny', Action: 'kms:Encrypt', Resource: '*' }]),
    ['kms/encrypt-not-allowed'],
    ['kms/one-context-form-only'],
  ],
  'scp-without-full-access': [
    {},
    organizationPolicy('service', [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }]),
    ['role/replicate-not-allowed'],
    [...guarded, ...reads, ...kmsRules, 'role/object-lock-read-not-allowed'],
  ],
  'scp-region-limit': [
    {},
    organizationPolicy('service', [
      everything('service'),
      {
        Effect: 'Deny',
        NotAction: 'iam:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
      },
    ]),
    ['role/replicate-not-allowed'],
    [...guarded, ...reads, ...kmsRules, 'role/object-lock-read-not-allowed'],
  ],
  // the other side
  'rcp-other-organization': [
    { ...cross, twoWay: false },
    organizationPolicy('resource', [
      everything('resource'),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-another' } },
      },
    ]),
    ['role/replicate-not-allowed'],
    guarded,
  ],
  'no-bucket-policy': [
    cross,
    (s) => void (there(s).GetBucketPolicy = { Error: { Code: 'NoSuchBucketPolicy', Message: '' } }),
    ['destination/policy-not-allowed'],
  ],
  'bucket-policy-other-role': [
    cross,
    inBucketPolicy((list) => void (list[0].Principal = { AWS: 'arn:aws:iam::111122223333:role/another' })),
    ['destination/policy-not-allowed'],
    ['least-privilege/bucket-policy-too-broad'],
  ],
  'bucket-policy-without-replicate': [
    cross,
    inBucketPolicy((list) => void (list[0].Action = list[0].Action.filter((name) => name !== 's3:ReplicateObject'))),
    ['destination/policy-not-allowed'],
  ],
  'bucket-policy-on-bucket-arn': [
    cross,
    inBucketPolicy((list, w) => void (list[0].Resource = `arn:aws:s3:::${w.destination}`)),
    ['destination/policy-not-allowed'],
  ],
  'bucket-policy-open': [
    cross,
    inBucketPolicy((list) => void (list[0].Principal = '*')),
    ['least-privilege/bucket-policy-too-broad'],
    ['destination/policy-not-allowed'],
  ],
  'perimeter-by-endpoint': [
    { ...cross, twoWay: false },
    denyThere({ StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } }),
    guarded,
  ],
  'perimeter-by-organization': [
    { ...cross, twoWay: false },
    denyThere({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-another' } }),
    guarded,
  ],
  'perimeter-by-header': [
    { ...cross, twoWay: false },
    denyThere({ StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } }),
    [...guarded, 'evidence/undocumented'],
    guarded,
  ],
  'perimeter-by-not-principal': [
    { ...cross, twoWay: false },
    denyThere(undefined, { Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::444455556666:root' } }),
    guarded,
  ],
  'source-policy-denies-reads': [
    { twoWay: false },
    inSourcePolicy((w) => [
      {
        Effect: 'Deny',
        Principal: { AWS: w.role },
        Action: 's3:GetObjectVersion*',
        Resource: `arn:aws:s3:::${w.source}/*`,
      },
    ]),
    reads,
  ],
  'source-policy-denies-list': [
    { twoWay: false },
    inSourcePolicy((w) => [
      { Effect: 'Deny', Principal: '*', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${w.source}` },
    ]),
    ['role/source-read-not-allowed'],
  ],
  // keys
  'source-key-without-delegation': [
    { ...kms, twoWay: false },
    inKeyPolicy(0, (list) => void (list[0].Principal = { AWS: 'arn:aws:iam::111122223333:role/key-admin' })),
    ['kms/decrypt-not-allowed'],
    ['least-privilege/key-policy-too-broad', 'kms/encrypt-not-allowed'],
  ],
  'replica-key-without-role': [
    { ...kms, ...cross },
    inKeyPolicy(-1, (list) => void list.pop()),
    ['kms/encrypt-not-allowed'],
    kmsRules,
  ],
  'replica-key-open': [
    { ...kms, ...cross },
    inKeyPolicy(-1, (list) => void (list.at(-1).Principal = '*')),
    ['least-privilege/key-policy-too-broad'],
  ],
  'key-policy-denies': [
    kms,
    inKeyPolicy(
      0,
      (list, w) => void list.push({ Effect: 'Deny', Principal: { AWS: w.role }, Action: 'kms:Decrypt', Resource: '*' }),
    ),
    ['kms/decrypt-not-allowed'],
    ['kms/one-context-form-only'],
  ],
  'source-key-disabled': [
    kms,
    (s) => void Object.assign(s.accounts[0].keys[0].DescribeKey.KeyMetadata, { KeyState: 'Disabled', Enabled: false }),
    ['kms/key-unusable'],
  ],
  'replica-key-pending-deletion': [
    kms,
    (s) =>
      void Object.assign(s.accounts.at(-1).keys.at(-1).DescribeKey.KeyMetadata, {
        KeyState: 'PendingDeletion',
        Enabled: false,
      }),
    ['kms/key-unusable'],
  ],
  'replica-key-signs': [
    kms,
    (s) =>
      void Object.assign(s.accounts.at(-1).keys.at(-1).DescribeKey.KeyMetadata, {
        KeyUsage: 'SIGN_VERIFY',
        KeySpec: 'RSA_2048',
      }),
    ['kms/key-unusable'],
  ],
  'replica-key-in-source-region': [
    { ...kms, sameRegion: false, crossAccount: false },
    (s, w) => void (rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = w.sourceKey),
    ['kms/replica-key-wrong-region'],
    [...kmsRules, ...spareKms],
  ],
  'managed-key-across-accounts': [
    { ...kms, ...cross },
    (s) =>
      void (rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID =
        'arn:aws:kms:us-west-2:444455556666:alias/aws/s3'),
    ['kms/aws-managed-key-cross-account'],
    ['kms/replica-key-is-alias', 'kms/replica-key-wrong-region', ...kmsRules, ...spareKms],
  ],
  // buckets and rules
  'source-versioning-off': [
    {},
    (s) => void (source(s).GetBucketVersioning = {}),
    ['versioning/source-not-enabled'],
    ['versioning/destination-not-enabled'],
  ],
  'destination-versioning-suspended': [
    {},
    (s) => void (there(s).GetBucketVersioning = { Status: 'Suspended' }),
    ['versioning/destination-not-enabled'],
    ['versioning/source-not-enabled'],
  ],
  'destination-without-object-lock': [
    { objectLock: true, twoWay: false },
    (s) =>
      void (there(s).GetObjectLockConfiguration = {
        Error: { Code: 'ObjectLockConfigurationNotFoundError', Message: '' },
      }),
    ['destination/object-lock-not-enabled'],
  ],
  'destination-gone': [
    { twoWay: false, kms: false },
    (s, w) =>
      void s.accounts.at(-1).buckets.splice(
        s.accounts.at(-1).buckets.findIndex(({ Name }) => Name === w.destination),
        1,
        { Name: w.destination, HeadBucket: { Error: { Code: '404', Message: '' } } },
      ),
    ['destination/bucket-missing'],
    ['destination/policy-not-allowed', 'versioning/destination-not-enabled'],
  ],
  'account-mismatch': [
    cross,
    (s) => void (rule(s).Destination.Account = '111122223333'),
    ['destination/account-mismatch'],
  ],
  'kms-not-selected': [
    kms,
    (s) => void (delete rule(s).SourceSelectionCriteria, delete rule(s).Destination.EncryptionConfiguration),
    ['coverage/kms-objects-not-selected'],
    spareKms,
  ],
  'selection-without-key': [
    kms,
    (s) => void delete rule(s).Destination.EncryptionConfiguration,
    ['coverage/replica-key-without-selection'],
    spareKms,
  ],
  'tag-filter-with-delete-markers': [
    { tag: true, schemaV1: false, twoWay: false },
    (s) => void (rule(s).DeleteMarkerReplication = { Status: 'Enabled' }),
    ['configuration/tag-filter-with-delete-markers'],
    ['role/replicate-delete-not-allowed', 'destination/policy-not-allowed'],
  ],
  'prefix-with-star': [
    { schemaV1: false, tag: false, prefix: '' },
    (s) => void (rule(s).Filter = { Prefix: 'logs/*' }),
    ['coverage/prefix-suspicious'],
    reads,
  ],
  'own-destination': [
    { crossAccount: false, twoWay: false },
    (s, w) => void (rule(s).Destination.Bucket = `arn:aws:s3:::${w.source}`),
    ['configuration/same-bucket'],
    [
      ...writes,
      ...spare,
      'least-privilege/direction-mixed-up',
      'kms/replica-key-wrong-region',
      ...kmsRules,
      ...spareKms,
    ],
  ],
  'priorities-collide': [
    { schemaV1: false, tag: false },
    (s) => void configuration(s).Rules.push({ ...structuredClone(rule(s)), ID: 'again', Filter: { Prefix: 'x/' } }),
    ['configuration/duplicate-priority'],
    [
      'coverage/replication-rule-shadowed',
      ...reads,
      'role/replicate-not-allowed',
      'destination/policy-not-allowed',
      ...kmsRules,
      'role/object-lock-read-not-allowed',
      'role/replicate-delete-not-allowed',
      'role/owner-override-not-allowed',
    ],
  ],
  'rule-shadowed': [
    { schemaV1: false, tag: false, prefix: '' },
    (s) =>
      void configuration(s).Rules.push({
        ...structuredClone(rule(s)),
        ID: 'never',
        Priority: 0,
        Filter: { Prefix: 'x/' },
      }),
    ['coverage/replication-rule-shadowed'],
  ],
  // too much
  'star-actions': [
    {},
    (s) => void (statement(s, 'ReadSource').Action = 's3:*'),
    ['least-privilege/action-not-needed'],
    ['least-privilege/direction-mixed-up', 'least-privilege/resource-too-broad'],
  ],
  'star-resource': [
    {},
    (s) => void (statement(s, 'WriteReplicas').Resource = '*'),
    ['least-privilege/resource-too-broad'],
    ['least-privilege/direction-mixed-up'],
  ],
  'star-keys': [
    kms,
    (s) => void (statement(s, 'DecryptSource').Resource = '*'),
    ['least-privilege/kms-key-too-broad'],
    spareKms,
  ],
  'misspelt-action': [
    {},
    (s) => void statement(s, 'WriteReplicas').Action.push('s3:ReplicateTag'),
    ['policy/unknown-action'],
  ],
  'misspelt-condition-key': [
    kms,
    (s, w) =>
      void (statement(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:arn:aws:arn'] =
        `arn:aws:s3:::${w.source}/*`),
    ['policy/unknown-condition-key', 'kms/decrypt-not-allowed'],
    ['policy/unknown-condition-key', 'kms/decrypt-not-allowed', 'kms/one-context-form-only'],
  ],
  'deleted-principal': [
    cross,
    inBucketPolicy((list) => void (list[0].Principal = { AWS: [list[0].Principal.AWS, 'AROAEXAMPLEDELETED0001'] })),
    ['policy/stale-principal'],
    ['least-privilege/bucket-policy-too-broad'],
  ],
  'effect-in-lower-case': [{}, (s) => void (statement(s, 'WriteReplicas').Effect = 'allow'), ['policy/invalid']],
};
