/** Configuration items as AWS Config answers with them, for as many accounts as a test or a benchmark takes. */
export type Item = Readonly<Record<string, unknown>>;

export function idOf(index: number): string {
  return String(100_000_000_000 + index);
}

export function item(
  resourceType: string,
  account: string,
  name: string,
  arn: string,
  configuration: object,
  supplementaryConfiguration: object = {},
): Item {
  return {
    resourceType,
    accountId: account,
    resourceId: name,
    resourceName: name,
    arn,
    awsRegion: 'eu-west-1',
    configurationItemCaptureTime: '2026-10-01T08:00:00.000Z',
    configurationItemStatus: 'OK',
    configuration,
    supplementaryConfiguration,
    tags: [],
  };
}

export function bucket(account: string, name: string, more: object = {}): Item {
  return item(
    'AWS::S3::Bucket',
    account,
    name,
    `arn:aws:s3:::${name}`,
    { name },
    { BucketPolicy: {}, BucketVersioningConfiguration: { status: 'Enabled' }, ...more },
  );
}

const trust = encodeURIComponent(
  JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  }),
);

export function role(account: string, name: string, attached: readonly string[]): Item {
  const arn = `arn:aws:iam::${account}:role/${name}`;
  return item('AWS::IAM::Role', account, `AROA${name}`, arn, {
    arn,
    roleName: name,
    roleId: `AROA${name}`,
    assumeRolePolicyDocument: trust,
    rolePolicyList: [],
    attachedManagedPolicies: attached.map((policyArn) => ({ policyArn })),
  });
}

export function policy(account: string, name: string): Item {
  const arn = `arn:aws:iam::${account}:policy/${name}`;
  return item('AWS::IAM::Policy', account, `ANPA${name}`, arn, {
    arn,
    policyName: name,
    defaultVersionId: 'v1',
    policyVersionList: [{ versionId: 'v1', isDefaultVersion: true, document: encodeURIComponent('{"Statement":[]}') }],
  });
}

export function key(account: string, id: string): Item {
  const arn = `arn:aws:kms:eu-west-1:${account}:key/${id}`;
  return item(
    'AWS::KMS::Key',
    account,
    id,
    arn,
    { arn, keyId: id, keyState: 'Enabled', keyManager: 'CUSTOMER' },
    { Policy: '{"Statement":[]}' },
  );
}

export function replication(account: string, roleName: string, to: string, keyArn: string | null): object {
  const rule = {
    status: 'Enabled',
    priority: 1,
    filter: { predicate: { prefix: '' } },
    deleteMarkerReplication: { status: 'Disabled' },
    destinationConfig: {
      bucketARN: `arn:aws:s3:::${to}`,
      ...(keyArn === null ? {} : { encryptionConfiguration: { replicaKmsKeyID: keyArn } }),
    },
  };
  return {
    BucketReplicationConfiguration: { roleARN: `arn:aws:iam::${account}:role/${roleName}`, rules: { all: rule } },
  };
}

export interface Size {
  readonly accounts: number;
  readonly buckets: number;
  readonly rules: number;
}

/** Each replication rule has a source, a destination in the next account, a role, and a policy; every second one a key. */
export function organization({ accounts, buckets, rules }: Size): readonly Item[] {
  const idle = Array.from({ length: buckets - 2 * rules }, (_, index) =>
    bucket(idOf(index % accounts), `idle-bucket-of-a-usual-length-${index}`),
  );
  const replicating = Array.from({ length: rules }, (_, index) => {
    const account = idOf(index % accounts);
    const keyId = `${String(index).padStart(8, '0')}-3333-4444-5555-666677778888`;
    const keyArn = index % 2 === 0 ? `arn:aws:kms:eu-west-1:${account}:key/${keyId}` : null;
    return [
      bucket(
        account,
        `source-bucket-of-a-usual-length-${index}`,
        replication(account, `replication-role-${index}`, `destination-bucket-of-a-usual-length-${index}`, keyArn),
      ),
      bucket(idOf((index + 1) % accounts), `destination-bucket-of-a-usual-length-${index}`),
      role(account, `replication-role-${index}`, [`arn:aws:iam::${account}:policy/replication-policy-${index}`]),
      policy(account, `replication-policy-${index}`),
      ...(keyArn === null ? [] : [key(account, keyId)]),
    ];
  }).flat();
  return [...idle, ...replicating];
}
