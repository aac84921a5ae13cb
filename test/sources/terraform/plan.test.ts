/**
 * What a plan says, trap by trap: where its JSON looks like something that it is not. Numbers in brackets are of nothing but this list.
 * Sources: plans of Terraform 1.11 with provider 5.100; Terraform, "JSON Output Format".
 */
import { describe, expect, test } from '@jest/globals';
import { addressesIn, standIn } from '../../../src/basics/stand-in.js';
import { account, bucketIn, keysIn, planOf, readPlans, roleIn, type Entry } from './plan-of.js';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const open = '{"Version":"2012-10-17","Statement":[]}';

const constant = (value: unknown): unknown => ({ constant_value: value });
const reference = (...names: readonly string[]): unknown => ({ references: names });

/** A bucket that is made. */
const orders: Entry = {
  address: 'aws_s3_bucket.orders',
  after: { bucket: 'orders', bucket_prefix: null, force_destroy: false },
  unknown: { arn: true, id: true, policy: true, versioning: true, replication_configuration: true, region: true },
  expressions: { bucket: constant('orders') },
};

/** A bucket that was there, with what others set on it repeated. */
const existing = (mirrors: Readonly<Record<string, unknown>>): Entry => {
  const values = { bucket: 'orders', arn: 'arn:aws:s3:::orders', id: 'orders', region: 'us-east-1', ...mirrors };
  return {
    address: 'aws_s3_bucket.orders',
    actions: ['no-op'],
    before: values,
    after: values,
    expressions: { bucket: constant('orders') },
  };
};

const policyOf = (more: Partial<Entry>): Entry => ({
  address: 'aws_s3_bucket_policy.orders',
  expressions: { bucket: reference('aws_s3_bucket.orders.id', 'aws_s3_bucket.orders') },
  ...more,
});

const toOrders = { bucket: reference('aws_s3_bucket.orders.id', 'aws_s3_bucket.orders') };

describe('a bucket in a plan', () => {
  test('a policy that is left out of the plan is open, not absent', async () => {
    const reading = await readPlans(
      planOf([
        orders,
        policyOf({
          after: {},
          unknown: { bucket: true, policy: true },
          expressions: { ...toOrders, policy: reference('local.doc') },
        }),
      ]),
    );
    expect(bucketIn(reading, 'orders').GetBucketPolicy).toEqual({
      Unresolved: { address: 'aws_s3_bucket_policy.orders.policy', why: expect.any(String) },
    });
  });

  test('a new one without further resources has the defaults of AWS', async () => {
    const bucket = bucketIn(await readPlans(planOf([orders])), 'orders');
    expect(bucket).toMatchObject({
      BucketRegion: 'us-east-1',
      GetBucketVersioning: {},
      GetBucketReplication: { Error: { Code: 'ReplicationConfigurationNotFoundError' } },
      GetBucketPolicy: { Error: { Code: 'NoSuchBucketPolicy' } },
      GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
      GetObjectLockConfiguration: { Error: { Code: 'ObjectLockConfigurationNotFoundError' } },
      GetPublicAccessBlock: {
        PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
      },
    });
  });

  test('of one that is there, what nothing speaks of is not known', async () => {
    const bucket = bucketIn(await readPlans(planOf([existing({})])), 'orders');
    expect(bucket.GetPublicAccessBlock).toBeUndefined();
    expect(bucket.GetBucketOwnershipControls).toBeUndefined();
  });

  test('the separate resource counts, not the attribute that repeats what was', async () => {
    const mirrors = { policy: open, versioning: [{ enabled: true, mfa_delete: false }] };
    const bucket = bucketIn(
      await readPlans(
        planOf([
          existing(mirrors),
          {
            address: 'aws_s3_bucket_versioning.orders',
            actions: ['update'],
            before: { bucket: 'orders', versioning_configuration: [{ status: 'Enabled' }] },
            after: { bucket: 'orders', versioning_configuration: [{ status: 'Suspended' }] },
            expressions: toOrders,
          },
          policyOf({ actions: ['delete'], before: { bucket: 'orders', policy: open }, after: null }),
        ]),
      ),
      'orders',
    );
    expect(bucket.GetBucketVersioning).toEqual({ Status: 'Suspended' });
    expect(bucket.GetBucketPolicy).toEqual({ Error: { Code: 'NoSuchBucketPolicy' } });
  });

  test('what someone else manages is known by the attribute that repeats it', async () => {
    const bucket = bucketIn(
      await readPlans(planOf([existing({ policy: open, versioning: [{ enabled: true }] })])),
      'orders',
    );
    expect(bucket.GetBucketPolicy).toEqual({ Policy: open });
    expect(bucket.GetBucketVersioning).toEqual({ Status: 'Enabled' });
  });

  test.each([
    ['.id, which is not known', { bucket: true }, reference('aws_s3_bucket.orders.id', 'aws_s3_bucket.orders')],
    ['.bucket, which is known', {}, reference('aws_s3_bucket.orders.bucket', 'aws_s3_bucket.orders')],
  ])('is named by %s', async (_name, unknown, bucket) => {
    const versioning = { versioning_configuration: [{ status: 'Enabled' }] };
    const isOpen = Object.keys(unknown).length > 0;
    const entry: Entry = {
      address: 'aws_s3_bucket_versioning.orders',
      after: isOpen ? versioning : { ...versioning, bucket: 'orders' },
      unknown,
      expressions: { bucket },
    };
    expect(bucketIn(await readPlans(planOf([orders, entry])), 'orders').GetBucketVersioning).toEqual({
      Status: 'Enabled',
    });
  });

  test('a setting whose bucket nobody knows may be that of any bucket', async () => {
    const entry: Entry = {
      address: 'aws_s3_bucket_versioning.all["a"]',
      after: { versioning_configuration: [{ status: 'Enabled' }] },
      unknown: { bucket: true },
      expressions: { bucket: reference('each.value') },
    };
    const answer = bucketIn(await readPlans(planOf([orders, entry])), 'orders').GetBucketVersioning;
    expect(answer).toMatchObject({ Unresolved: { address: 'aws_s3_bucket_versioning.all["a"]' } });
  });

  test.each([
    ['Enabled', { Status: 'Enabled' }],
    ['Suspended', { Status: 'Suspended' }],
    ['Disabled', {}],
  ])('versioning %s', async (status, expected) => {
    const entry: Entry = {
      address: 'aws_s3_bucket_versioning.orders',
      after: { bucket: 'orders', versioning_configuration: [{ status }] },
    };
    expect(bucketIn(await readPlans(planOf([orders, entry])), 'orders').GetBucketVersioning).toEqual(expected);
  });

  test('a public access block with unset arguments switches them off', async () => {
    const entry: Entry = {
      address: 'aws_s3_bucket_public_access_block.orders',
      after: { bucket: 'orders', block_public_policy: true, restrict_public_buckets: null },
    };
    expect(bucketIn(await readPlans(planOf([orders, entry])), 'orders').GetPublicAccessBlock).toEqual({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: false,
        BlockPublicPolicy: true,
        IgnorePublicAcls: false,
        RestrictPublicBuckets: false,
      },
    });
  });

  test('a name that the provider makes up is a stand-in behind its prefix', async () => {
    const entry: Entry = {
      address: 'aws_s3_bucket.logs',
      after: { bucket_prefix: 'logs-' },
      unknown: { bucket: true, arn: true, id: true },
      expressions: { bucket_prefix: constant('logs-') },
    };
    const { facts } = await readPlans(planOf([entry]));
    expect(facts?.accounts[0]?.buckets?.[0]?.Name).toBe(`logs-${standIn('bucket', 'aws_s3_bucket.logs')}`);
  });

  test('a key known by reference is that key', async () => {
    const key: Entry = {
      address: 'aws_kms_key.k',
      after: { is_enabled: true, multi_region: false },
      unknown: { arn: true, id: true, key_id: true, policy: true },
      expressions: {},
    };
    const encryption: Entry = {
      address: 'aws_s3_bucket_server_side_encryption_configuration.orders',
      after: {
        bucket: 'orders',
        rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms' }], bucket_key_enabled: true }],
      },
      unknown: { rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: true }] }] },
      expressions: {
        bucket: constant('orders'),
        rule: [
          {
            apply_server_side_encryption_by_default: [
              { kms_master_key_id: reference('aws_kms_key.k.arn', 'aws_kms_key.k') },
            ],
          },
        ],
      },
    };
    const reading = await readPlans(planOf([orders, key, encryption]));
    const arn = keysIn(reading)[0]?.Arn;
    expect(bucketIn(reading, 'orders').GetBucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn },
            BucketKeyEnabled: true,
          },
        ],
      },
    });
    expect(addressesIn(arn ?? '')).toEqual(['aws_kms_key.k']);
  });
});

describe('actions', () => {
  const versioning = (actions: readonly string[], more: Partial<Entry> = {}): Entry => {
    const values = { bucket: 'orders', versioning_configuration: [{ status: 'Enabled' }] };
    return {
      address: 'aws_s3_bucket_versioning.orders',
      actions,
      before: values,
      after: values,
      expressions: toOrders,
      ...more,
    };
  };
  const mirrors = { versioning: [{ enabled: false }] };

  test('what is forgotten stays as it was', async () => {
    const reading = await readPlans(planOf([existing(mirrors), versioning(['forget'], { after: null })]));
    expect(bucketIn(reading, 'orders').GetBucketVersioning).toEqual({ Status: 'Enabled' });
  });

  test('a deposed object is not the current one', async () => {
    const deposed = versioning(['delete'], { after: null, more: { deposed: 'abcd1234' } });
    const reading = await readPlans(planOf([existing(mirrors), versioning(['no-op']), deposed]));
    expect(bucketIn(reading, 'orders').GetBucketVersioning).toEqual({ Status: 'Enabled' });
  });

  test.each([[['delete', 'create']], [['create', 'delete']]])(
    'replaced by %j: the new one is there, the old one is gone',
    async (actions) => {
      const role = (name: string): Record<string, unknown> => ({ name, path: '/', assume_role_policy: trust });
      const entry: Entry = {
        address: 'aws_iam_role.r',
        actions,
        before: { ...role('old'), arn: `arn:aws:iam::${account}:role/old`, unique_id: 'AROAOLD' },
        after: role('new'),
        unknown: { arn: true, id: true, unique_id: true, inline_policy: true, managed_policy_arns: true },
        expressions: { name: constant('new') },
      };
      const { facts } = await readPlans(planOf([entry]));
      const roles = facts?.accounts[0]?.roles ?? [];
      expect(roles.map(({ Arn }) => Arn)).toEqual([
        `arn:aws:iam::${account}:role/new`,
        `arn:aws:iam::${account}:role/old`,
      ]);
      expect(roles[1]?.GetRole).toEqual({ Error: { Code: 'NoSuchEntity' } });
      expect(JSON.stringify(facts)).not.toContain('AROAOLD');
    },
  );

  test('moved and imported resources are one resource, as they are', async () => {
    const moved = { ...existing(mirrors), more: { previous_address: 'aws_s3_bucket.was' } };
    const reading = await readPlans(planOf([moved, versioning(['no-op'], { more: { importing: { id: 'orders' } } })]));
    expect(reading.facts?.accounts[0]?.buckets).toHaveLength(1);
    expect(bucketIn(reading, 'orders').GetBucketVersioning).toEqual({ Status: 'Enabled' });
  });

  test('a bucket that is deleted is gone', async () => {
    const gone = { ...existing({}), actions: ['delete'], after: null };
    expect(bucketIn(await readPlans(planOf([gone])), 'orders').HeadBucket).toEqual({ Error: { Code: '404' } });
  });

  test('a key that is deleted waits for it', async () => {
    const arn = `arn:aws:kms:us-east-1:${account}:key/11111111-2222-3333-4444-555555555555`;
    const before = { arn, key_id: arn.slice(-36), is_enabled: true, policy: open };
    const reading = await readPlans(planOf([{ address: 'aws_kms_key.k', actions: ['delete'], before, after: null }]));
    expect(keysIn(reading)[0]?.DescribeKey).toMatchObject({ KeyMetadata: { KeyState: 'PendingDeletion' } });
  });

  test('a data source that was read is only in the prior state', async () => {
    const prior = {
      values: {
        root_module: {
          resources: [{ address: 'data.aws_s3_bucket.partner', values: { bucket: 'partner', region: 'eu-west-1' } }],
        },
      },
    };
    const reading = await readPlans(planOf([orders], { prior_state: prior }));
    expect(bucketIn(reading, 'partner')).toMatchObject({ HeadBucket: { BucketRegion: 'eu-west-1' } });
  });
});

describe('plans that are not whole', () => {
  test.each([
    ['resources are left out', { complete: false }],
    ['it failed half way', { errored: true }],
    ['resources are deferred', { deferred_changes: [{ reason: 'instance_count_unknown' }] }],
  ])('%s: what is missing is not absent', async (_name, more) => {
    const reading = await readPlans(planOf([orders], more));
    const bucket = bucketIn(reading, 'orders');
    expect(bucket.GetBucketVersioning).toBeUndefined();
    expect(bucket.GetBucketPolicy).toBeUndefined();
    expect(reading.notes?.join(' ')).toContain('not known to be missing');
  });

  const configuration: Entry = {
    address: 'aws_s3_bucket_replication_configuration.r',
    actions: ['no-op'],
    expressions: { bucket: { constant_value: 'orders' } },
  };
  const without = (more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
    const plan = planOf([configuration]);
    return { ...plan, resource_changes: [], ...more };
  };
  const deferred = (address: string): Readonly<Record<string, unknown>> => ({
    deferred_changes: [{ reason: 'instance_count_unknown', resource_change: { address, type: 'x' } }],
  });

  test.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      'is left out',
      without({ complete: false }),
      ['aws_s3_bucket_replication_configuration.r: the plan leaves it out'],
    ],
    [
      'was not reached',
      without({ errored: true }),
      ['aws_s3_bucket_replication_configuration.r: the plan leaves it out'],
    ],
    [
      'is deferred',
      without(deferred('aws_s3_bucket_replication_configuration.r["*"]')),
      ['aws_s3_bucket_replication_configuration.r: the plan defers it'],
    ],
    [
      'is deferred in a module',
      planOf([orders], deferred('module.a[*].aws_s3_bucket_replication_configuration.r')),
      ['module.a.aws_s3_bucket_replication_configuration.r: the plan defers it'],
    ],
    [
      'is deferred, all but what is there',
      planOf([configuration], deferred('aws_s3_bucket_replication_configuration.r["*"]')),
      ['aws_s3_bucket_replication_configuration.r: the plan defers it'],
    ],
    ['is in the plan', planOf([configuration], { complete: false }), []],
    ['is not made by a whole plan', without({}), []],
    ['has nothing to do with replication', planOf([orders], deferred('aws_security_group.g["*"]')), []],
  ])('a replication configuration that %s', async (_name, plan, expected) => {
    const { facts } = await readPlans(plan);
    const problems = facts?.collection?.problems ?? [];
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual(expected);
  });

  test('a plan that deletes everything says so', async () => {
    const reading = await readPlans(planOf([{ ...existing({}), actions: ['delete'], after: null }]));
    expect(reading.notes?.join(' ')).toContain('nothing replicates afterwards');
  });

  test('another major version of the format is refused', async () => {
    const reading = await readPlans({ ...planOf([orders]), format_version: '2.0' });
    expect(reading.facts).toBeNull();
    expect(reading.faults).toHaveLength(1);
  });
});

describe('replication rules', () => {
  const destination = [{ bucket: 'arn:aws:s3:::replica', account: null, storage_class: '' }];
  const rule = async (given: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const entry: Entry = {
      address: 'aws_s3_bucket_replication_configuration.r',
      after: {
        bucket: 'orders',
        role: `arn:aws:iam::${account}:role/r`,
        rule: [{ status: 'Enabled', destination, ...given }],
      },
    };
    const answer = bucketIn(await readPlans(planOf([orders, entry])), 'orders').GetBucketReplication;
    return (answer as { readonly ReplicationConfiguration: { readonly Rules: readonly unknown[] } })
      .ReplicationConfiguration.Rules[0];
  };
  const to = { Destination: { Bucket: 'arn:aws:s3:::replica' } };

  test.each([
    [
      'no filter and no prefix',
      { filter: [], prefix: '', priority: 0, id: '' },
      { Status: 'Enabled', Prefix: '', ...to },
    ],
    ['a prefix of the first schema', { filter: [], prefix: 'a/' }, { Status: 'Enabled', Prefix: 'a/', ...to }],
    [
      'an empty filter',
      { filter: [{ and: [], prefix: null, tag: [] }], priority: null },
      { Status: 'Enabled', Filter: {}, Priority: 0, ...to },
    ],
    ['an empty filter, given as null', { filter: [null] }, { Status: 'Enabled', Filter: {}, Priority: 0, ...to }],
    [
      'a prefix in a filter',
      { filter: [{ prefix: 'a/' }], priority: 3 },
      { Status: 'Enabled', Filter: { Prefix: 'a/' }, Priority: 3, ...to },
    ],
    [
      'a tag',
      { filter: [{ prefix: '', tag: [{ key: 'k', value: 'v' }] }] },
      { Status: 'Enabled', Filter: { Tag: { Key: 'k', Value: 'v' } }, Priority: 0, ...to },
    ],
    [
      'tags and a prefix',
      { filter: [{ and: [{ prefix: 'a/', tags: { k: 'v' } }] }] },
      { Status: 'Enabled', Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }] } }, Priority: 0, ...to },
    ],
  ])('%s', async (_name, given, expected) => {
    expect(await rule(given)).toEqual(expected);
  });

  test('minutes as provider 3 has them, where 0 is none', async () => {
    const destination = [
      {
        bucket: 'arn:aws:s3:::replica',
        metrics: [{ status: 'Enabled', minutes: 0 }],
        replication_time: [{ status: 'Enabled', minutes: 15 }],
      },
    ];
    const { Destination } = (await rule({ filter: [{}], destination })) as { readonly Destination: object };
    expect(Destination).toMatchObject({
      Metrics: { Status: 'Enabled' },
      ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
    });
    expect(JSON.stringify(Destination)).not.toContain('EventThreshold');
  });

  test('all of a destination', async () => {
    const whole = [
      {
        bucket: 'arn:aws:s3:::replica',
        account: '444455556666',
        storage_class: 'STANDARD_IA',
        access_control_translation: [{ owner: 'Destination' }],
        encryption_configuration: [{ replica_kms_key_id: 'arn:aws:kms:us-west-2:444455556666:key/k' }],
        metrics: [{ status: 'Enabled', event_threshold: [{ minutes: 15 }] }],
        replication_time: [{ status: 'Enabled', time: [{ minutes: 15 }] }],
      },
    ];
    expect(await rule({ filter: [{}], destination: whole })).toMatchObject({
      Destination: {
        Bucket: 'arn:aws:s3:::replica',
        Account: '444455556666',
        StorageClass: 'STANDARD_IA',
        AccessControlTranslation: { Owner: 'Destination' },
        EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:444455556666:key/k' },
        Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
        ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
      },
    });
  });

  test('a status that is open leaves the configuration open', async () => {
    const entry: Entry = {
      address: 'aws_s3_bucket_replication_configuration.r',
      after: { bucket: 'orders', role: 'r', rule: [{ destination }] },
      unknown: { rule: [{ status: true }] },
      expressions: { rule: [{ status: reference('local.status') }] },
    };
    expect(bucketIn(await readPlans(planOf([orders, entry])), 'orders').GetBucketReplication).toMatchObject({
      Unresolved: { address: 'aws_s3_bucket_replication_configuration.r.rule[0].status' },
    });
  });

  test.each([
    ['no filter: the first schema', {}, { Prefix: '' }],
    [
      'a filter: delete markers are filled in',
      { filter: [{ prefix: 'a/', tags: {} }] },
      { Filter: { Prefix: 'a/' }, DeleteMarkerReplication: { Status: 'Disabled' } },
    ],
  ])('on the bucket itself (provider 3), %s', async (_name, given, expected) => {
    const rules = [
      {
        id: 'old',
        status: 'Enabled',
        delete_marker_replication_status: '',
        source_selection_criteria: [{ sse_kms_encrypted_objects: [{ enabled: true }] }],
        destination: [{ bucket: 'arn:aws:s3:::replica', replica_kms_key_id: 'key', account_id: '' }],
        ...given,
      },
    ];
    const bucket: Entry = {
      ...orders,
      after: { bucket: 'orders', replication_configuration: [{ role: 'arn:aws:iam::111122223333:role/r', rules }] },
      unknown: {},
      expressions: { bucket: constant('orders'), replication_configuration: [{}] },
    };
    expect(bucketIn(await readPlans(planOf([bucket])), 'orders').GetBucketReplication).toMatchObject({
      ReplicationConfiguration: {
        Role: `arn:aws:iam::${account}:role/r`,
        Rules: [
          {
            ID: 'old',
            ...expected,
            SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
            Destination: { Bucket: 'arn:aws:s3:::replica', EncryptionConfiguration: { ReplicaKmsKeyID: 'key' } },
          },
        ],
      },
    });
  });
});

describe('roles', () => {
  const created: Entry = {
    address: 'aws_iam_role.r',
    after: { name: 'r', path: '/app/', assume_role_policy: trust },
    unknown: { arn: true, id: true, unique_id: true, inline_policy: true, managed_policy_arns: true },
    expressions: { name: constant('r'), assume_role_policy: {} },
  };
  const there = (mirrors: Readonly<Record<string, unknown>>, set: readonly string[] = []): Entry => {
    const values = {
      name: 'r',
      path: '/',
      arn: `arn:aws:iam::${account}:role/r`,
      assume_role_policy: trust,
      ...mirrors,
    };
    const expressions = Object.fromEntries(['name', ...set].map((name) => [name, {}]));
    return { address: 'aws_iam_role.r', actions: ['no-op'], before: values, after: values, expressions };
  };
  const inline: Entry = {
    address: 'aws_iam_role_policy.p',
    after: { name: 'p', policy: open },
    unknown: { role: true },
    expressions: { role: reference('aws_iam_role.r.id', 'aws_iam_role.r') },
  };
  const attachment = (arn: string): Entry => ({
    address: 'aws_iam_role_policy_attachment.a',
    after: { role: 'r', policy_arn: arn },
    expressions: { role: reference('aws_iam_role.r.name', 'aws_iam_role.r') },
  });
  const mine = `arn:aws:iam::${account}:policy/mine`;
  const theirs = `arn:aws:iam::${account}:policy/theirs`;

  test('the ARN follows from account, path and name; separate policies are its own', async () => {
    const role = roleIn(await readPlans(planOf([created, inline, attachment(mine)])), '/app/r');
    expect(role).toMatchObject({
      Arn: `arn:aws:iam::${account}:role/app/r`,
      ListRolePolicies: { PolicyNames: ['p'] },
      GetRolePolicy: [{ PolicyName: 'p', PolicyDocument: open }],
      ListAttachedRolePolicies: { AttachedPolicies: [{ PolicyArn: mine }] },
    });
  });

  test('a policy whose role nobody knows may be that of any role', async () => {
    const policy = { ...inline, expressions: { role: reference('each.key') } };
    expect(roleIn(await readPlans(planOf([created, policy])), '/r').ListRolePolicies).toHaveProperty('Unresolved');
  });

  test('what others attached is known by the attribute that repeats it, without what is deleted', async () => {
    const mirrors = {
      inline_policy: [
        { name: 'p', policy: 'old' },
        { name: 'q', policy: open },
      ],
      managed_policy_arns: [mine, theirs],
    };
    const gone: Entry = {
      ...attachment(theirs),
      actions: ['delete'],
      before: { role: 'r', policy_arn: theirs },
      after: null,
    };
    const role = roleIn(
      await readPlans(
        planOf([there(mirrors), { ...inline, after: { name: 'p', role: 'r', policy: open }, unknown: {} }, gone]),
      ),
      '/r',
    );
    expect(role.ListRolePolicies).toEqual({ PolicyNames: ['p', 'q'] });
    expect(role.GetRolePolicy).toEqual([
      { PolicyName: 'p', PolicyDocument: open },
      { PolicyName: 'q', PolicyDocument: open },
    ]);
    expect(role.ListAttachedRolePolicies).toEqual({ AttachedPolicies: [{ PolicyArn: mine }] });
  });

  test('a set argument is exclusive: what it does not name is removed', async () => {
    const role = roleIn(
      await readPlans(planOf([there({ inline_policy: [], managed_policy_arns: [mine] }, ['managed_policy_arns'])])),
      '/r',
    );
    expect(role.ListAttachedRolePolicies).toEqual({ AttachedPolicies: [{ PolicyArn: mine }] });
  });

  test('a set argument and an attachment fight: which applies is open', async () => {
    const role = roleIn(
      await readPlans(planOf([there({ managed_policy_arns: [mine] }, ['managed_policy_arns']), attachment(theirs)])),
      '/r',
    );
    expect(role.ListAttachedRolePolicies).toHaveProperty('Unresolved');
  });

  test('an exclusive list of names removes the others', async () => {
    const mirrors = {
      inline_policy: [
        { name: 'p', policy: open },
        { name: 'q', policy: open },
      ],
      managed_policy_arns: [],
    };
    const exclusive: Entry = {
      address: 'aws_iam_role_policies_exclusive.r',
      after: { role_name: 'r', policy_names: ['q'] },
    };
    expect(roleIn(await readPlans(planOf([there(mirrors), exclusive])), '/r').ListRolePolicies).toEqual({
      PolicyNames: ['q'],
    });
  });

  test('a policy attachment names all roles of its policy', async () => {
    const group: Entry = { address: 'aws_iam_policy_attachment.g', after: { policy_arn: theirs, roles: ['other'] } };
    const mirrors = { inline_policy: [], managed_policy_arns: [mine, theirs] };
    expect(roleIn(await readPlans(planOf([there(mirrors), group])), '/r').ListAttachedRolePolicies).toEqual({
      AttachedPolicies: [{ PolicyArn: mine }],
    });
    const own = { ...group, after: { policy_arn: theirs, roles: ['r'] } };
    expect(roleIn(await readPlans(planOf([created, own])), '/r').ListAttachedRolePolicies).toEqual({
      AttachedPolicies: [{ PolicyArn: theirs }],
    });
  });

  test('a deferred policy document keeps what it knows: no effect is Allow, no version the newest', async () => {
    const document: Entry = {
      address: 'data.aws_iam_policy_document.d',
      actions: ['read'],
      after: {
        version: null,
        statement: [
          {
            effect: null,
            sid: null,
            actions: ['s3:ListBucket'],
            resources: ['arn:aws:s3:::fixed', null],
            condition: [],
            principals: [],
          },
        ],
      },
      unknown: { json: true, statement: [{ actions: [false], resources: [false, true] }] },
      expressions: { statement: [{ resources: reference('aws_s3_bucket.orders.arn', 'aws_s3_bucket.orders') }] },
    };
    const policy: Entry = {
      ...inline,
      after: { name: 'p' },
      unknown: { role: true, policy: true },
      expressions: {
        role: reference('aws_iam_role.r.id', 'aws_iam_role.r'),
        policy: reference('data.aws_iam_policy_document.d.json', 'data.aws_iam_policy_document.d'),
      },
    };
    const [answer] = roleIn(await readPlans(planOf([created, document, policy])), '/r').GetRolePolicy as readonly {
      readonly PolicyDocument: string;
    }[];
    const parsed = JSON.parse(answer?.PolicyDocument ?? '') as {
      readonly Version: string;
      readonly Statement: readonly Readonly<Record<string, unknown>>[];
    };
    expect(parsed.Version).toBe('2012-10-17');
    const [statement] = parsed.Statement;
    expect(statement).toMatchObject({ Effect: 'Allow', Action: 's3:ListBucket' });
    // Whether the bucket or its objects are meant, the plan does not say: neither form is assumed.
    const [fixed, unknown] = (statement ?? {})['Resource'] as readonly string[];
    expect(fixed).toBe('arn:aws:s3:::fixed');
    expect(addressesIn(unknown ?? '')).toEqual(['data.aws_iam_policy_document.d.statement[0].resources[1]']);
  });
});

describe('keys', () => {
  const key = (more: Partial<Entry> = {}): Entry => ({
    address: 'aws_kms_key.k',
    after: {
      is_enabled: true,
      multi_region: true,
      key_usage: 'ENCRYPT_DECRYPT',
      customer_master_key_spec: 'SYMMETRIC_DEFAULT',
    },
    unknown: { arn: true, id: true, key_id: true, policy: true },
    expressions: { multi_region: constant(true) },
    ...more,
  });
  const replica: Entry = {
    address: 'aws_kms_replica_key.r',
    after: { enabled: true },
    unknown: { arn: true, id: true, key_id: true, policy: true, primary_key_arn: true },
    expressions: { primary_key_arn: reference('aws_kms_key.k.arn', 'aws_kms_key.k') },
    provider: 'aws.west',
  };

  test('a replica has the id of its primary, in another Region', async () => {
    const [primary, second] = keysIn(await readPlans(planOf([key(), replica])));
    const id = standIn('mrk-key', 'aws_kms_key.k');
    expect(primary?.Arn).toBe(`arn:aws:kms:us-east-1:${account}:key/${id}`);
    expect(second?.Arn).toBe(`arn:aws:kms:us-west-2:${account}:key/${id}`);
  });

  test('without a policy, that of AWS: the account decides', async () => {
    const [only] = keysIn(await readPlans(planOf([key()])));
    expect(
      JSON.parse((only as { readonly GetKeyPolicy: { readonly Policy: string } }).GetKeyPolicy.Policy),
    ).toMatchObject({
      Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*' }],
    });
  });

  test('the separate policy counts', async () => {
    const policy: Entry = {
      address: 'aws_kms_key_policy.p',
      after: { policy: open },
      unknown: { key_id: true },
      expressions: { key_id: reference('aws_kms_key.k.id', 'aws_kms_key.k') },
    };
    expect(keysIn(await readPlans(planOf([key(), policy])))[0]?.GetKeyPolicy).toEqual({ Policy: open });
  });

  test('disabled; waiting for its material', async () => {
    const disabled = key({ after: { is_enabled: false } });
    const external: Entry = {
      address: 'aws_kms_external_key.e',
      after: { enabled: null, key_material_base64: null },
      unknown: { arn: true, id: true, key_id: true, key_state: true },
      expressions: {},
    };
    const states = keysIn(await readPlans(planOf([disabled, external]))).map(({ DescribeKey }) => DescribeKey);
    expect(states).toEqual([
      expect.objectContaining({ KeyMetadata: expect.objectContaining({ KeyState: 'Disabled', Enabled: false }) }),
      expect.objectContaining({
        KeyMetadata: expect.objectContaining({ KeyState: 'PendingImport', Origin: 'EXTERNAL' }),
      }),
    ]);
  });

  test('grants and aliases', async () => {
    const grant: Entry = {
      address: 'aws_kms_grant.g',
      after: {
        grantee_principal: `arn:aws:iam::${account}:role/r`,
        operations: ['Decrypt'],
        constraints: [{ encryption_context_equals: { a: 'b' }, encryption_context_subset: null }],
      },
      unknown: { key_id: true },
      expressions: { key_id: reference('aws_kms_key.k.key_id', 'aws_kms_key.k') },
    };
    const alias: Entry = {
      address: 'aws_kms_alias.a',
      after: { name: 'alias/orders' },
      unknown: { target_key_id: true, arn: true },
      expressions: { target_key_id: reference('aws_kms_key.k.key_id', 'aws_kms_key.k') },
    };
    const reading = await readPlans(planOf([key(), grant, alias]));
    expect(keysIn(reading)[0]).toMatchObject({
      ListGrants: {
        Grants: [{ Operations: ['Decrypt'], Constraints: { EncryptionContextEquals: { a: 'b' } } }],
      },
      ListAliases: { Aliases: [{ AliasName: 'alias/orders' }] },
    });
    expect(reading.facts?.accounts[0]?.ListAliases).toMatchObject({
      Aliases: [{ AliasArn: `arn:aws:kms:us-east-1:${account}:alias/orders` }],
    });
  });
});
