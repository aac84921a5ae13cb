/** A template over a live account: the command says what the template lacks and what the account lacks; both done, both replicate. */
import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { buildEstate, sourceAccount } from '../../scripts/fixtures/estate.mjs';
import type { FixReport } from '../../src/fix/model.js';
import type { Report } from '../../src/report/model.js';
import { hasCli } from './servers/aws-cli.js';
import { build } from '../cli/replint.js';
import { LiveCommand, rolesOf } from './servers/live-command.js';
import { ran } from './servers/run-script.js';
import { describeOnTheWire } from './servers/wire-test.js';

build();

/** A second rule for the bucket that is there, by a role of the template's own that may not write. */
const template = `Resources:
  Orders:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: orders
      VersioningConfiguration: {Status: Enabled}
      ReplicationConfiguration:
        Role: !GetAtt Copy.Arn
        Rules:
          - {Id: all, Status: Enabled, Priority: 1, Filter: {Prefix: ''}, DeleteMarkerReplication: {Status: Disabled}, Destination: {Bucket: 'arn:aws:s3:::orders-replica'}}
  Copy:
    Type: AWS::IAM::Role
    Properties:
      RoleName: copy
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{Effect: Allow, Principal: {Service: s3.amazonaws.com}, Action: 'sts:AssumeRole'}]
      Policies:
        - PolicyName: copy
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'] # the bucket
                Resource: arn:aws:s3:::orders
`;

describeOnTheWire('fix --onto live', (wire) => {
  (hasCli() ? describe : describe.skip)('with the AWS CLI', () => {
    test('edits the template, prints a script for what is there; then both together replicate', async () => {
      const command = new LiveCommand(wire);
      const { snapshot } = buildEstate();
      const [account] = snapshot.accounts;
      for (const bucket of account?.buckets ?? [])
        if (bucket.Name === 'orders-replica') bucket.GetBucketVersioning = { Status: 'Suspended' };
      const { accounts } = await wire.seed(snapshot);
      writeFileSync(command.path('t.yaml'), template);
      const onto = [
        't.yaml',
        '--onto',
        'live',
        '--account',
        sourceAccount,
        '--region',
        'us-east-1',
        ...rolesOf(accounts),
      ];
      const fix = await command.run([
        'fix',
        ...onto,
        '--format',
        'json=fix.json',
        '--format',
        'patch=fix.patch',
        '--format',
        'aws-cli=fix.sh',
      ]);
      expect([fix.status, fix.stderr]).toEqual([0, '']);
      const { patches } = command.json('fix.json') as FixReport;
      expect(
        patches.map(({ target, edits, commands }) => [target.kind, edits !== undefined, commands.length > 0]).sort(),
      ).toEqual([
        ['role-policy', true, false],
        ['setting', false, true],
      ]);
      execFileSync('git', ['apply', 'fix.patch'], { cwd: command.folder });
      expect(readFileSync(command.path('t.yaml'), 'utf8')).toContain('# the bucket');
      const done = await ran(wire, sourceAccount, readFileSync(command.path('fix.sh'), 'utf8'), []);
      expect([done.status, done.output]).toEqual([0, expect.stringMatching(/: changed\n/u)]);
      const after = await command.run(['audit', ...onto, '--format', 'json']);
      expect((JSON.parse(after.stdout) as Report).replication.map(({ verdict }) => verdict)).toEqual(['replicates']);
    }, 120_000);
  });
});
