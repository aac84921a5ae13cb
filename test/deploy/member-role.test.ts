import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { auditorPolicy } from '../../src/collectors/auditor-policy.js';
import { hasCfnLint, lint } from './cfn-lint.js';
import { readTemplate, resource, statementsOf, templatePath, trustOf } from './template.js';

const template = readTemplate('replint-member-role.yaml');
const role = resource(template, 'Auditor');

function resolved(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'Fn::Sub' in entry
    ? String(entry['Fn::Sub']).replaceAll('${AWS::Partition}', 'aws')
    : entry;
}

describe('the role in member accounts', () => {
  (hasCfnLint() ? test : test.skip)('has no fault that cfn-lint knows', () => {
    expect(lint([templatePath('replint-member-role.yaml')])).toEqual([[]]);
  });

  test('has the rights of docs/auditor-policy.json, and no other', () => {
    const statements = statementsOf(role).map((statement) => ({
      ...statement,
      Resource: [statement.Resource].flat().map(resolved),
    }));
    expect(statements).toEqual(auditorPolicy().Statement);
    const published: unknown = JSON.parse(
      readFileSync(new URL('../../docs/auditor-policy.json', import.meta.url), 'utf8'),
    );
    expect({ Version: '2012-10-17', Statement: statements }).toEqual(published);
    expect(role.Properties['ManagedPolicyArns']).toBeUndefined();
  });

  test('trusts the collector’s role only, from its organization, with the external ID, for an hour', () => {
    expect(trustOf(role)).toEqual([
      {
        Sid: 'TheCollectorOnly',
        Effect: 'Allow',
        Principal: { AWS: { Ref: 'CollectorRoleArn' } },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: {
            'aws:PrincipalOrgID': { Ref: 'OrganizationId' },
            'sts:ExternalId': { Ref: 'ExternalId' },
          },
        },
      },
    ]);
    expect(role.Properties['MaxSessionDuration']).toBe(3600);
  });

  test('has the name that the job’s template looks for', () => {
    const job = readTemplate('replint-job.yaml');
    expect(template.Parameters['RoleName']?.['Default']).toBe(job.Parameters['MemberRoleName']?.['Default']);
    expect(template.Parameters['ExternalId']).toMatchObject({
      AllowedPattern: job.Parameters['ExternalId']?.['AllowedPattern'],
    });
  });
});
