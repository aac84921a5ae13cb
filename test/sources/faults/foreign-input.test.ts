import { describe, expect, test } from '@jest/globals';
import { InvalidInput } from '../../../src/sources/faults/invalid-input.js';
import { describeForeignFile } from '../../../src/sources/faults/foreign-file.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { read } from '../snapshots.js';

function refusal(document: unknown): InvalidInput {
  try {
    read(document);
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
  throw new Error('was read');
}

describe('what is not a snapshot is named, with what to do', () => {
  test.each<[unknown, string, string]>([
    [{ format: 'replint-snapshot/2', accounts: [] }, 'another format than "replint-snapshot/1"', 'collect again'],
    [{ format: 'replint-report/1', findings: [] }, 'a report of replint', 'the snapshot that the report was made from'],
    [{ format: 'replint-rules/1', rules: [] }, 'the rule list of replint', 'replint collect'],
    [
      { format_version: '1.2', terraform_version: '1.11.4', resource_changes: [] },
      'a Terraform plan',
      'replint collect',
    ],
    [{ version: 4, terraform_version: '1.11.4', resources: [] }, 'a Terraform state', 'replint collect'],
    [
      { serial: 1, lineage: 'a', meta: {}, encrypted_data: 'aGk=', encryption_version: 'v0' },
      'OpenTofu encrypted',
      'tofu show',
    ],
    [{ format: 'replint-fix/1', patches: [] }, 'that `replint fix` proposes', 'the input that they change'],
    [{ version: '2.1.0', runs: [{ tool: { driver: { name: 'replint' } } }] }, 'a report of replint', 'made from'],
    [{ ChangeSetName: 'c', StackName: 's', Changes: [] }, 'a CloudFormation change set', 'get-template'],
    [{ StackResources: [{ LogicalResourceId: 'B' }] }, 'names the resources of a stack', 'get-template'],
    [{ StackResourceSummaries: [] }, 'names the resources of a stack', 'get-template'],
    [{ Stacks: [{ StackName: 's' }] }, 'describes stacks', 'get-template'],
    [{ Findings: [{ SchemaVersion: '2018-10-08', ProductArn: 'x' }] }, 'ASFF', 'replint audit'],
    [[{ SchemaVersion: '2018-10-08', ProductArn: 'x' }], 'ASFF', 'replint audit'],
    [[{ class_uid: 2004, finding_info: {} }], 'OCSF', 'replint audit'],
    [{ class_uid: 2004 }, 'OCSF', 'replint audit'],
    [[['r', 'arn:aws:iam::111122223333:role/r']], 'a list of values', '`--query` out'],
    [['orders', 'logs'], 'a list of values', '`--query` out'],
    [[{ Status: 'Enabled', Destination: {} }], 'replication rules without their role', '`--query` out'],
    [[{ RoleName: 'r', Arn: 'x' }], '`--query` cut out', '`--query` out'],
    [[{ Name: 'orders', CreationDate: '2026' }], '`--query` cut out', '`--query` out'],
    [[{ name: 'x' }], 'This is a list, not a snapshot', 'replint collect'],
    ['"Enabled"', 'This is a single value', '`--query` out'],
    [{ AWSTemplateFormatVersion: '2010-09-09', Parameters: {} }, 'template without Resources', 'the whole template'],
    [{ format_version: '1.0', provider_schemas: {} }, 'schemas', 'terraform show -json'],
    [{ format_version: '1.0', valid: true, diagnostics: [] }, 'terraform validate', 'terraform show -json'],
    [{ format_version: '1.0' }, 'a Terraform state without anything in it', 'terraform show -json'],
    [{ AWSTemplateFormatVersion: '2010-09-09', Resources: {} }, 'a CloudFormation template', 'replint collect'],
    [{ version: '2.1.0', runs: [] }, 'a SARIF log', 'replint collect'],
    [{ Version: '2012-10-17', Statement: [] }, 'a policy document alone', 'in the place of the resource'],
    [
      { ReplicationConfiguration: {} },
      'an answer of GetBucketReplication alone',
      'accounts[].buckets[].GetBucketReplication',
    ],
    [
      { RoleDetailList: [], Policies: [] },
      'an answer of GetAccountAuthorizationDetails alone',
      'accounts[].GetAccountAuthorizationDetails',
    ],
    [{ KeyMetadata: {} }, 'an answer of DescribeKey alone', 'accounts[].keys[].DescribeKey'],
    [{ Policy: '{}' }, 'GetBucketPolicy or GetKeyPolicy', 'accounts[].keys[].GetKeyPolicy'],
    [{ accounts: [] }, '`format` is missing', ''],
    [{ format: 7, accounts: [] }, '`format` is another', ''],
    [{}, '"format": "replint-snapshot/1" is missing', 'replint collect'],
    ['[]', 'This is a list', 'replint collect'],
    ['null', 'This is a single value', 'replint collect'],
    ['{"__proto__":{"format":"replint-snapshot/1"}}', 'This is not a snapshot', 'replint collect'],
  ])('%j', (document, message, help) => {
    const error = refusal(document);
    expect(error.faults).toEqual([
      { file: '0.json', pointer: '', line: 1, column: 1, message: expect.stringContaining(message) },
    ]);
    expect(error.help).toContain(help);
  });
});

describe('what is not JSON is named, with what to do', () => {
  test.each([
    ['', 'This is empty.', 'Run the command again'],
    [' \n\n', 'This is empty.', 'Run the command again'],
    ['{\0"\0a\0"\0:\0', 'UTF-16 without a byte order mark', 'UTF-8'],
    ['\0{\0"\0a\0"\0:', 'UTF-16 without a byte order mark', 'UTF-8'],
    [
      'AWSTemplateFormatVersion: "2010-09-09"\nParameters:\n  A: { Type: String }\n',
      'without Resources',
      'whole template',
    ],
    ['#!/bin/sh\naws s3 ls\n', 'a script', 'replint collect'],
    ['# Title\n', 'This is not JSON, a template or Terraform code.', 'replint collect'],
    ['that is text', 'This is not JSON, a template or Terraform code.', 'replint collect'],
    ['true false', 'Nothing may follow', ''],
  ])('%j', (text, message, help) => {
    const found = describeForeignFile(InputFile.ofText('x', text));
    expect(found.message).toContain(message);
    expect(found.help).toContain(help);
    if (help !== '') expect(found.place).toMatchObject({ line: 1, column: 1 });
  });
});

describe('what is called after a command in a folder, and is no answer', () => {
  const answer = '{"ReplicationConfiguration":{"Role":"arn:aws:iam::111122223333:role/r","Rules":[]}}';
  const notesOf = async (texts: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const files = Object.entries({ 'get-bucket-replication_orders.json': answer, ...texts }).map(
      ([name, text]) => new InputFile({ name: `in/${name}`, given: 'in', text, bytes: null }),
    );
    const readings = await readFiles(files);
    return readings.flatMap(({ notes = [] }) => notes).filter((note) => note.includes('passed over'));
  };
  test.each([
    ['get-bucket-versioning_orders.txt', 'VERSIONING\tEnabled\n', 'tab-separated text'],
    ['get-bucket-policy.out', '-------\n|  GetBucketPolicy  |\n', 'the table'],
    ['get-bucket-versioning_orders.json', '"Enabled"', 'a single value'],
    ['list-aliases', '[["alias/a", "k"]]', 'a list of values'],
  ])('%s is spoken of', async (name, text, part) => {
    const notes = await notesOf({ [name]: text });
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(`in/${name} was passed over.`);
    expect(notes[0]).toContain(part);
  });

  test.each([
    ['README.md', '# How to get-bucket-policy\n'],
    ['get-bucket-policy.sh', '#!/bin/sh\n'],
    ['get-bucket-policy.py', 'import boto3\n'],
    ['notes.txt', 'orders\tlogs\n'],
  ])('%s is not', async (name, text) => {
    expect(await notesOf({ [name]: text })).toEqual([]);
  });

  test('many of them are counted', async () => {
    const many = Object.fromEntries([...'abcdefg'].map((name) => [`get-bucket-policy_${name}.txt`, 'POLICY\t{}\n']));
    const notes = await notesOf(many);
    expect(notes).toHaveLength(5);
  });
});
