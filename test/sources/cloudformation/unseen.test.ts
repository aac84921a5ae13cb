/** What a template does not show, or must not show: secrets, placeholders of the CDK, custom resources, policies of the organization. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { audit } from '../../../src/judge.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';

const plain = readFileSync(new URL('../../../fixtures/cloudformation/same-region.yaml', import.meta.url), 'utf8');

async function audited(...texts: readonly (readonly [string, string])[]) {
  const files = texts.map(([name, text]) => new InputFile({ name: `t/${name}`, given: 't', text, bytes: null }));
  const readings = await readFiles(files, { account: '111122223333', region: 'us-east-1' });
  const report = audit(joinReadings(readings).estate);
  return {
    report,
    notes: readings.flatMap(({ notes = [] }) => notes).join('\n'),
    text: JSON.stringify([readings, report]),
  };
}

function withResource(text: string): string {
  return `${plain.trimEnd()}\n${text}`;
}

test('the template alone replicates, and says nothing', async () => {
  const { report, notes } = await audited(['t.yaml', plain]);
  expect(report.replication.map(({ verdict }) => verdict)).toEqual(['replicates']);
  expect(notes).toBe('');
});

describe('a parameter with NoEcho of a nested stack is never printed', () => {
  const nested = (more: string): string => `Parameters:
  Secret: { Type: String, NoEcho: true${more} }
Resources:
  Extra:
    Type: AWS::S3::Bucket
    Properties: { BucketName: !Ref Secret }
`;
  const call = (parameters: string): string => `  N:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: n.yaml
${parameters}`;

  test.each([
    ['its default', nested(', Default: hunter2secret'), call('')],
    ['what the outer stack says', nested(''), call('      Parameters: { Secret: hunter2secret }\n')],
  ])('%s', async (_name, inner, outer) => {
    const { report, text } = await audited(['t.yaml', withResource(outer)], ['n.yaml', inner]);
    expect(JSON.stringify(report)).not.toContain('hunter2secret');
    expect(text.replaceAll(/Default: hunter2secret|Secret: hunter2secret/gu, '')).not.toContain('hunter2secret');
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['replicates']);
  });
});

test('a placeholder of the CDK is a value that nobody knows', async () => {
  const { report } = await audited([
    't.yaml',
    plain.replace("Filter: { Prefix: '' }", 'Filter: { Prefix: dummy-value-for-/app/prefix }'),
  ]);
  expect(report.replication.map(({ verdict }) => verdict)).not.toEqual(['fails']);
  const arn = plain.replace("Resource: !Sub '${Replica.Arn}/*'", 'Resource: dummy-value-for-/app/arn');
  const { report: open } = await audited(['t.yaml', arn]);
  expect(open.replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
});

test.each([
  ['PutBucketReplicationCommand', 'Custom::AWS'],
  ['putBucketVersioning', 'Custom::AWS'],
  ['put_bucket_policy', 'Custom::Script'],
  ['putKeyPolicy', 'AWS::CloudFormation::CustomResource'],
  ['createGrant', 'Custom::AWS'],
])('a custom resource that calls %s is named', async (action, type) => {
  const { notes } = await audited([
    't.yaml',
    withResource(`  Other:\n    Type: ${type}\n    Properties: { Create: '{"action":"${action}"}' }\n`),
  ]);
  expect(notes).toContain(`Other (${type}) may set up replication`);
});

test.each(['putObjectTagging', 'getBucketReplicationStatus', 'describeKey'])(
  'one that calls %s is not',
  async (action) => {
    const { notes } = await audited([
      't.yaml',
      withResource(`  Other:\n    Type: Custom::AWS\n    Properties: { Create: '{"action":"${action}"}' }\n`),
    ]);
    expect(notes).toBe('');
  },
);

test('a policy of the organization is named', async () => {
  const { notes } = await audited([
    't.yaml',
    withResource(`  Limit:
    Type: AWS::Organizations::Policy
    Properties: { Name: limit, Type: SERVICE_CONTROL_POLICY, Content: { Version: '2012-10-17', Statement: [] } }
`),
  ]);
  expect(notes).toContain('Limit is a policy of the organization');
});
