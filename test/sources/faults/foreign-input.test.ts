import { describe, expect, test } from '@jest/globals';
import { InvalidInput } from '../../../src/sources/faults/invalid-input.js';
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
