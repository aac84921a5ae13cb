/** Estates whose faults lie in documents that the fixtures hardly touch, one fault each. */
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';

type Change = (snapshot: Snapshot) => void;

function estate(choices: Readonly<Record<string, unknown>>, change: Change): Snapshot {
  const { snapshot } = buildEstate(choices);
  change(snapshot);
  return snapshot;
}

function edited(place: Snapshot, name: string, change: Change): void {
  const isText = typeof place[name] === 'string';
  const document = isText ? JSON.parse(place[name]) : place[name];
  change(document);
  place[name] = isText ? JSON.stringify(document) : document;
}

function destination({ accounts }: Snapshot): Snapshot {
  return accounts.at(-1).buckets.at(-1);
}
function role({ accounts }: Snapshot): Snapshot {
  return accounts[0].roles[0];
}
function rule({ accounts }: Snapshot): Snapshot {
  return accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Rules[0];
}
function bucketPolicy(change: Change): Change {
  return (snapshot) => edited(destination(snapshot).GetBucketPolicy, 'Policy', change);
}
function bucketStatement(change: Change): Change {
  return bucketPolicy(({ Statement }) => change(Statement[0]));
}
function without(...names: readonly string[]): Change {
  return (snapshot) => {
    for (const statement of role(snapshot).RolePolicyList[0].PolicyDocument.Statement)
      statement.Action = [statement.Action].flat().filter((action: string) => !names.includes(action));
  };
}
const denyWithoutEndpoint = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::orders-replica', 'arn:aws:s3:::orders-replica/*'],
  Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } },
};
const cross = { crossAccount: true };

function inPartition(partition: string, regions: Readonly<Record<string, string>>, snapshot: Snapshot): Snapshot {
  let text = JSON.stringify(snapshot).replaceAll('arn:aws:', `arn:${partition}:`);
  for (const [from, to] of Object.entries(regions)) text = text.replaceAll(from, to);
  const changed = JSON.parse(text);
  for (const account of changed.accounts) account.partition = partition;
  return changed;
}

const china = { 'us-east-1': 'cn-north-1', 'us-west-2': 'cn-northwest-1' };

export const estates: Readonly<Record<string, Snapshot>> = {
  'a boundary without KMS': estate({ boundary: true, kms: true }, ({ accounts }) => {
    accounts[0].policies[0].PolicyVersionList[0].Document.Statement[0].Action = 's3:*';
  }),
  'an SCP that allows one service only': estate({ scp: true }, ({ accounts }) => {
    accounts[0].organization.serviceControlPolicies[2].policies[0].Content = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
    });
  }),
  'an SCP of another Region': estate({ scp: true }, ({ accounts }) => {
    const [, limit] = accounts[0].organization.serviceControlPolicies[1].policies;
    limit.Content = limit.Content.replace('us-west-2', 'eu-west-1').replace('us-east-1', 'eu-west-2');
  }),
  'an RCP of another organization': estate({ rcp: true, crossAccount: true }, ({ accounts }) => {
    const [, perimeter] = accounts[1].organization.resourceControlPolicies[0].policies;
    perimeter.Content = perimeter.Content.replace('o-exampleorg1', 'o-another0001');
  }),
  'a Deny in the trust policy': estate({}, (snapshot) => {
    role(snapshot).AssumeRolePolicyDocument.Statement.push({
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:AssumeRole',
    });
  }),
  'a trust policy for somebody else': estate({}, (snapshot) => {
    role(snapshot).AssumeRolePolicyDocument.Statement[0].Principal = { Service: 'ec2.amazonaws.com' };
  }),
  'two Denies of a bucket policy': estate(
    cross,
    bucketPolicy(({ Statement }) => {
      Statement.push({ ...denyWithoutEndpoint, Sid: 'One' }, { ...denyWithoutEndpoint, Sid: 'Two' });
    }),
  ),
  'a Deny with exceptions of its own': estate(
    cross,
    bucketPolicy(({ Statement }) => {
      const { Condition } = denyWithoutEndpoint;
      const spared = { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/admin' } };
      Statement.push({ ...denyWithoutEndpoint, Condition: { ...Condition, ...spared } });
    }),
  ),
  'a Deny in an identity-based policy': estate({}, (snapshot) => {
    role(snapshot).RolePolicyList.push({
      PolicyName: 'guard',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: { Effect: 'Deny', Action: 's3:Replicate*', Resource: '*' },
      },
    });
  }),
  'an AWS managed policy that denies': estate({}, (snapshot) => {
    const arn = 'arn:aws:iam::aws:policy/AWSDenyAll';
    role(snapshot).AttachedManagedPolicies = [{ PolicyName: 'AWSDenyAll', PolicyArn: arn }];
    snapshot.accounts[0].policies.push({
      PolicyName: 'AWSDenyAll',
      Arn: arn,
      DefaultVersionId: 'v1',
      PolicyVersionList: [
        {
          VersionId: 'v1',
          IsDefaultVersion: true,
          Document: { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: '*', Resource: '*' } },
        },
      ],
    });
  }),
  'an archive with a prefix a team': estate(
    cross,
    bucketStatement((statement) => {
      statement.Resource = 'arn:aws:s3:::orders-replica/team-a/*';
    }),
  ),
  'an archive for the whole organization': estate(
    cross,
    bucketStatement((statement) => {
      statement.Principal = '*';
      statement.Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } };
      statement.Resource = 'arn:aws:s3:::orders-replica/team-a/*';
    }),
  ),
  'a public policy': estate(
    cross,
    bucketPolicy(({ Statement }) => {
      const Resource = 'arn:aws:s3:::orders-replica/public/*';
      Statement.push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource });
    }),
  ),
  'no bucket policy at all': estate(cross, (snapshot) => {
    destination(snapshot).GetBucketPolicy = { Error: { Code: 'NoSuchBucketPolicy', Message: 'none' } };
  }),
  'several actions missing': estate(
    { kms: true, objectLock: true, deleteMarkers: true },
    without('s3:ReplicateObject', 's3:GetObjectRetention', 's3:ListBucket', 'kms:Decrypt', 's3:ReplicateDelete'),
  ),
  'two rules that overlap': estate({}, (snapshot) => {
    without('s3:GetObjectVersionAcl', 's3:ReplicateObject')(snapshot);
    const { Rules } = snapshot.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration;
    Rules.push({ ...structuredClone(Rules[0]), ID: 'logs', Priority: 2, Filter: { Prefix: 'logs/' } });
  }),
  'a prefix with characters of patterns': estate({ prefix: 'a*b?/$' }, (snapshot) => {
    role(snapshot).RolePolicyList[0].PolicyDocument.Statement = [];
    rule(snapshot).Filter = { Prefix: 'a*b?/$' };
  }),
  'a prefix that no policy can hold': estate({ prefix: 'счета/' }, (snapshot) => {
    role(snapshot).RolePolicyList[0].PolicyDocument.Statement = [];
  }),
  'the AWS managed key': estate({ kms: true }, (snapshot) => {
    const [bucket] = snapshot.accounts[0].buckets;
    const [encryption] = bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules;
    delete encryption.ApplyServerSideEncryptionByDefault.KMSMasterKeyID;
  }),
  'the AWS managed key of another account': estate({ kms: true, crossAccount: true }, (snapshot) => {
    rule(snapshot).Destination.EncryptionConfiguration.ReplicaKmsKeyID =
      'arn:aws:kms:us-west-2:444455556666:alias/aws/s3';
  }),
  'a key that is switched off': estate({ kms: true }, ({ accounts }) => {
    accounts[0].keys[0].DescribeKey.KeyMetadata.KeyState = 'Disabled';
  }),
  'KMS objects that are not selected': estate({ kms: true }, (snapshot) => {
    delete rule(snapshot).SourceSelectionCriteria;
    delete rule(snapshot).Destination.EncryptionConfiguration;
  }),
  'a key of the wrong Region': estate({ kms: true, multiRegionKey: true }, (snapshot) => {
    const key = rule(snapshot).Destination.EncryptionConfiguration;
    key.ReplicaKmsKeyID = key.ReplicaKmsKeyID.replace('us-west-2', 'us-east-1');
  }),
  'China, several actions missing': inPartition(
    'aws-cn',
    china,
    estate({ kms: true }, without('s3:ReplicateObject', 'kms:Decrypt', 'kms:Encrypt')),
  ),
  'China, a bucket of that name in another partition': (() => {
    const snapshot = inPartition('aws-cn', china, estate({}, without('s3:ReplicateObject')));
    rule(snapshot).Destination.Bucket = 'arn:aws:s3:::orders-replica';
    return snapshot;
  })(),
};
