/** Places in a snapshot that the cases change, and the changes that many of them make. */

export function sourceBucket(s) {
  return s.accounts[0].buckets[0];
}
export function destinationBucket(s) {
  return s.accounts.at(-1).buckets.at(-1);
}
export function configuration(s) {
  return sourceBucket(s).GetBucketReplication.ReplicationConfiguration;
}
export function rule(s) {
  return configuration(s).Rules[0];
}
export function role(s) {
  return s.accounts[0].roles[0];
}
export function statements(s) {
  return role(s).RolePolicyList[0].PolicyDocument.Statement;
}
export function statement(s, sid) {
  return statements(s).find(({ Sid }) => Sid === sid);
}
export function without(sid, action) {
  return (s) => {
    statement(s, sid).Action = statement(s, sid).Action.filter((name) => name !== action);
  };
}
export function changePolicy(place, change) {
  const policy = JSON.parse(place.Policy);
  change(policy);
  place.Policy = JSON.stringify(policy);
}
export function bucketPolicy(change) {
  return (s) => changePolicy(destinationBucket(s).GetBucketPolicy, change);
}
export function keyPolicy(index, change) {
  return (s) => changePolicy(s.accounts.at(-1).keys.at(index).GetKeyPolicy, change);
}
export function trust(s) {
  return role(s).AssumeRolePolicyDocument.Statement[0];
}
export function secondRule(more) {
  return (s) => configuration(s).Rules.push({ ...structuredClone(rule(s)), ID: 'second', ...more });
}
/** A role that S3 Batch Operations takes too, with these statements on top. */
export function forBatch(...more) {
  return (s) => {
    trust(s).Principal.Service = ['s3.amazonaws.com', 'batchoperations.s3.amazonaws.com'];
    statements(s).push(...more);
  };
}
/** A job that the role serves: S3 generates its manifest and keeps it, and the job writes a report. */
export function withJob(...more) {
  return (s) => {
    forBatch(...more)(s);
    addJob(s);
  };
}
/** The same, with a bucket of manifests and reports that encrypts with a key of the account. */
export function withKmsJob(...more) {
  return (s) => {
    withJob(...more)(s);
    const id = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
    const account = s.accounts[0].id;
    const Arn = `arn:aws:kms:us-east-1:${account}:key/${id}`;
    const Statement = [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
    ];
    s.accounts[0].keys = [
      ...(s.accounts[0].keys ?? []),
      {
        DescribeKey: { KeyMetadata: { Arn, KeyId: id, KeyState: 'Enabled', Enabled: true } },
        GetKeyPolicy: { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) },
        ListGrants: { Grants: [] },
      },
    ];
    const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Arn } }];
    s.accounts[0].buckets.at(-1).GetBucketEncryption = { ServerSideEncryptionConfiguration: { Rules } };
  };
}
export function addJob(s) {
  const Job = {
    JobId: '11112222-3333-4444-5555-666677778888',
    Status: 'Suspended',
    Operation: { S3ReplicateObject: {} },
    RoleArn: role(s).Arn,
    ManifestGenerator: {
      S3JobManifestGenerator: {
        SourceBucket: `arn:aws:s3:::${sourceBucket(s).Name}`,
        EnableManifestOutput: true,
        ManifestOutputLocation: { Bucket: 'arn:aws:s3:::jobs', ManifestPrefix: 'manifests' },
      },
    },
    Report: { Bucket: 'arn:aws:s3:::jobs', Prefix: 'reports', Enabled: true },
  };
  s.accounts[0].jobs = [{ JobId: Job.JobId, DescribeJob: { Job } }];
  s.accounts[0].buckets.push({ Name: 'jobs', GetBucketPolicy: { Error: { Code: 'NoSuchBucketPolicy' } } });
}
export function allow(Action, Resource) {
  return { Effect: 'Allow', Action, Resource };
}
/** A Deny in the role's own policy; `more` narrows it. */
export function denyInRole(Action, more = {}) {
  return (s) => statements(s).push({ Sid: 'Guard', Effect: 'Deny', Action, Resource: '*', ...more });
}
/** For a correct estate with `scp`: a Deny of the organization, on the level of the organizational unit. */
export function denyInOrganization(Action) {
  return (s) => {
    const statement = { Sid: 'Guard', Effect: 'Deny', Action, Resource: '*' };
    const Content = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    s.accounts[0].organization.serviceControlPolicies[1].policies.push({ Name: 'Guard', Content });
  };
}
/** For a correct estate with `boundary`: the only actions that the boundary allows. */
export function narrowBoundary(...actions) {
  return (s) => {
    s.accounts[0].policies[0].PolicyVersionList[0].Document.Statement = [
      { Effect: 'Allow', Action: actions, Resource: '*' },
    ];
  };
}
/** The statement of the role covers this alone. */
export function covers(sid, resourceOf) {
  return (s, names) => {
    statement(s, sid).Resource = resourceOf(names);
  };
}
