/** A hundred CloudFormation templates of 500 resources, to verdicts; beside what cfn-lint takes for the same files, where it is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, round } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(root, 'dist/replint.js');
const linter = join(root, '.cache/cfn-lint/bin/cfn-lint');
const templates = 100;
const resourcesEach = 500;
/** cfn-lint takes minutes for all: a few say what one takes. */
const linted = 2;

/** Four resources: two buckets, the role, its policy. */
function group(stack, index) {
  return `  Source${index}:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub 'stack-${stack}-orders-${index}-\${AWS::Region}'
      VersioningConfiguration: { Status: Enabled }
      ReplicationConfiguration:
        Role: !GetAtt Role${index}.Arn
        Rules:
          - Id: all
            Priority: 1
            Status: Enabled
            Filter: { Prefix: '' }
            DeleteMarkerReplication: { Status: Disabled }
            Destination: { Bucket: !GetAtt Replica${index}.Arn }
  Replica${index}:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: Enabled }
  Role${index}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: [{ Effect: Allow, Principal: { Service: s3.amazonaws.com }, Action: sts:AssumeRole }]
  Policy${index}:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: replication
      Roles: [!Ref Role${index}]
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - { Effect: Allow, Action: [s3:GetReplicationConfiguration, s3:ListBucket], Resource: !GetAtt Source${index}.Arn }
          - Effect: Allow
            Action: [s3:GetObjectVersionForReplication, s3:GetObjectVersionAcl, s3:GetObjectVersionTagging]
            Resource: !Sub '\${Source${index}.Arn}/*'
          - Effect: Allow
            Action: [s3:ReplicateObject, s3:ReplicateTags]
            Resource: !Join ['', [!GetAtt Replica${index}.Arn, /*]]
`;
}

function templateText(stack) {
  const groups = Array.from({ length: resourcesEach / 4 }, (_, index) => group(stack, index));
  return `AWSTemplateFormatVersion: 2010-09-09\nResources:\n${groups.join('')}`;
}

const audit = async function* () {
  const folder = mkdtempSync(join(tmpdir(), 'replint-bench-'));
  try {
    const few = join(folder, 'few');
    const all = join(folder, 'all');
    for (const [into, count] of [
      [few, linted],
      [all, templates],
    ]) {
      mkdirSync(into);
      for (let stack = 0; stack < count; stack += 1)
        writeFileSync(join(into, `stack-${stack}.yaml`), templateText(stack));
    }
    const { seconds, peak } = measure([command, 'audit', all, '--format', 'json'], { keepsOutput: true });
    yield { name: 'template-100', value: round(seconds), unit: 's' };
    yield { name: 'template-100-peak', value: round(peak), unit: 'MB' };
    if (!existsSync(linter)) return;
    const own = measure([command, 'audit', few, '--format', 'json'], { keepsOutput: true });
    const start = performance.now();
    spawnSync(linter, [join(few, '*.yaml')], { stdio: 'ignore' });
    yield {
      name: 'template-cfn-lint-ratio',
      value: round(own.seconds / ((performance.now() - start) / 1000)),
      unit: 'ratio',
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const benchmarks = new Map([['template', audit]]);
