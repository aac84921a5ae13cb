/** Evidence as AWS writes it, for tests. */

export interface FailureFields {
  readonly bucket: string;
  readonly rule?: string;
  readonly destination: string;
  readonly key?: string;
  readonly reason?: string;
  readonly time?: string;
  readonly name?: string;
}

export function failureEvent(fields: FailureFields): object {
  const { bucket, rule = 'everything', destination, key = 'a/b+c%25.txt' } = fields;
  const time = fields.time ?? '2026-11-25T10:00:00.000Z';
  return {
    eventVersion: '2.6',
    eventSource: 'aws:s3',
    awsRegion: 'us-east-1',
    eventTime: time,
    eventName: fields.name ?? 'Replication:OperationFailedReplication',
    userIdentity: { principalId: 's3.amazonaws.com' },
    s3: {
      s3SchemaVersion: '1.0',
      bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
      object: { key, size: 5, versionId: 'v' },
    },
    replicationEventData: {
      replicationRuleId: rule,
      destinationBucket: `arn:aws:s3:::${destination}`,
      s3Operation: 'OBJECT_PUT',
      requestTime: time,
      ...(fields.reason === undefined ? {} : { failureReason: fields.reason }),
    },
  };
}

/** As recorded at the destination, re-authored. */
export function trailEvent(role: string, more: Readonly<Record<string, unknown>>): object {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:s3-replication',
      arn: `${role.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/s3-replication`,
      invokedBy: 's3.amazonaws.com',
      sessionContext: { sessionIssuer: { type: 'Role', arn: role } },
    },
    eventTime: '2026-11-25T11:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'PutObject',
    awsRegion: 'us-west-2',
    ...more,
  };
}
