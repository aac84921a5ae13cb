/** An effect that the template leaves open: the statement allows or denies, and the policy is not called invalid. */
import { expect, test } from '@jest/globals';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { run } from '../../../src/run.js';
import { plainRun } from '../../plain-run.js';

const template = (statements: string): string => `Parameters: { How: { Type: String }, C: { Type: String } }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: r
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: s3.amazonaws.com}, Action: sts:AssumeRole}]}
      Policies:
        - PolicyName: p
          PolicyDocument: {Version: '2012-10-17', Statement: [${statements}]}
  Src:
    Type: AWS::S3::Bucket
    DependsOn: Dst
    Properties:
      BucketName: src-bucket
      VersioningConfiguration: {Status: Enabled}
      ReplicationConfiguration:
        Role: !GetAtt Role.Arn
        Rules:
          - {Id: all, Status: Enabled, Priority: 1, Filter: {Prefix: ''}, DeleteMarkerReplication: {Status: Disabled}, Destination: {Bucket: 'arn:aws:s3:::dst-bucket'}}
  Dst:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: dst-bucket
      VersioningConfiguration: {Status: Enabled}
`;

const allow = "{ Effect: Allow, Action: 's3:*', Resource: '*' }";

test.each<readonly [string, string, boolean]>([
  [allow, 'replicates', false],
  ["{ Effect: !Ref How, Action: 's3:*', Resource: '*' }", 'unknown', false],
  ["{ Effect: !ImportValue x, Action: 's3:*', Resource: '*' }", 'unknown', false],
  [`${allow}, { Effect: !Ref How, Action: 's3:*', Resource: '*' }`, 'unknown', false],
  [`${allow}, { Effect: !Ref How, Action: 'sqs:*', Resource: '*' }`, 'replicates', false],
  [
    `${allow}, { Effect: !Ref How, Action: 's3:*', Resource: '*', Condition: { StringLike: { 'aws:PrincipalArn': 'x' } } }`,
    'replicates',
    false,
  ],
  ["{ Effect: !Sub '${C}Allow', Action: 's3:*', Resource: '*' }", 'unknown', true],
  ["{ Effect: Alow, Action: 's3:*', Resource: '*' }", 'unknown', true],
])('%s', async (statements, verdict, isInvalid) => {
  const text = template(statements);
  const file = new InputFile({ name: 't.yaml', given: 't.yaml', text, bytes: null });
  const inputs = await readFiles([file], { account: '111122223333', region: 'us-east-1' });
  const { replication, findings } = run({ inputs, ...plainRun }).report;
  expect(replication.map((entry) => entry.verdict)).toEqual([verdict]);
  expect(findings.some(({ rule }) => rule === 'policy/invalid')).toBe(isInvalid);
});
