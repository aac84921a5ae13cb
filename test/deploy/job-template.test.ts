import { describe, expect, test } from '@jest/globals';
import validate from 'asl-validator';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptPrefix, writtenPrefixes } from '../../src/job/store.js';
import { hasCfnLint, lint } from './cfn-lint.js';
import { actionsOf, definitionOf, readTemplate, resource, statementsOf, templatePath, trustOf } from './template.js';

const template = readTemplate('replint-job.yaml');
const collector = resource(template, 'CollectorRole');

describe('the template of the job', () => {
  (hasCfnLint() ? test : test.skip)('has no fault that cfn-lint knows, as it would say', () => {
    expect(lint([templatePath('replint-job.yaml')])).toEqual([[]]);
    const folder = mkdtempSync(join(tmpdir(), 'replint-cfn-'));
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, readFileSync(templatePath('replint-job.yaml'), 'utf8').replace('nodejs24.x', 'nodejs4.3'));
    expect(lint([broken]).flat().join('\n')).toMatch(/nodejs4\.3/);
    rmSync(folder, { recursive: true });
  });

  test('says what the stack’s outputs are for', () => {
    expect(Object.keys(template.Outputs).sort()).toEqual([
      'BucketName',
      'CollectorRoleArn',
      'StateMachineArn',
      'TopicArn',
    ]);
  });
});

describe('the collector’s role', () => {
  test('has these rights: takes the member role in its organization, reads the organization, keeps snapshots', () => {
    expect(
      Object.fromEntries(statementsOf(collector).map((statement) => [statement.Sid, actionsOf(statement)])),
    ).toEqual({
      EnterAccounts: ['sts:AssumeRole'],
      ReadOrganization: [
        'organizations:DescribeOrganization',
        'organizations:DescribePolicy',
        'organizations:ListAccounts',
        'organizations:ListParents',
        'organizations:ListPoliciesForTarget',
        'organizations:ListRoots',
      ],
      KeepSnapshots: ['s3:GetObject', 's3:PutObject'],
      TellMissingFromForbidden: ['s3:ListBucket'],
      Log: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      QueryConfig: ['config:SelectAggregateResourceConfig'],
      EncryptSnapshots: ['kms:Decrypt', 'kms:GenerateDataKey'],
    });
  });

  test('takes no role of another name, and none outside of the organization', () => {
    const [enter] = statementsOf(collector);
    expect(enter).toMatchObject({
      Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::*:role/${MemberRoleName}' },
      Condition: { StringEquals: { 'aws:ResourceOrgID': { Ref: 'OrganizationId' } } },
    });
  });

  test('asks aggregators of the account, where one is named', () => {
    const query = statementsOf(collector).find(({ Sid }) => Sid === 'QueryConfig');
    expect(query?.Resource).toEqual({
      'Fn::Sub': [
        'arn:${AWS::Partition}:config:${Region}:${AWS::AccountId}:config-aggregator/*',
        { Region: { 'Fn::If': ['NamesConfigRegion', { Ref: 'ConfigAggregatorRegion' }, { Ref: 'AWS::Region' }] } },
      ],
    });
  });

  test('writes under runs/ only', () => {
    const keep = statementsOf(collector).find(({ Sid }) => Sid === 'KeepSnapshots');
    expect(keep?.Resource).toEqual({ 'Fn::Sub': '${Bucket.Arn}/runs/*' });
  });
});

describe('roles', () => {
  const roles = ['CollectorRole', 'MergeRole', 'StateMachineRole', 'ScheduleRole'] as const;

  test.each(roles)('%s: no action is a pattern, and only what knows no resources is for all of them', (name) => {
    const withoutResources = /^(?:organizations|logs):/;
    for (const statement of statementsOf(resource(template, name))) {
      expect(actionsOf(statement).filter((action) => action.includes('*'))).toEqual([]);
      if (statement.Resource === '*') {
        expect(actionsOf(statement).filter((action) => !withoutResources.test(action))).toEqual([]);
      }
    }
  });

  test.each([
    ['CollectorRole', 'lambda.amazonaws.com'],
    ['MergeRole', 'lambda.amazonaws.com'],
    ['StateMachineRole', 'states.amazonaws.com'],
    ['ScheduleRole', 'scheduler.amazonaws.com'],
  ])('%s is for %s alone', (name, Service) => {
    expect(trustOf(resource(template, name)).map(({ Principal }) => Principal)).toEqual([{ Service }]);
  });

  test('MergeRole reaches the bucket only, and writes where the store writes', () => {
    const statements = statementsOf(resource(template, 'MergeRole'));
    const services = new Set(statements.flatMap(actionsOf).map((action) => action.split(':')[0]));
    expect([...services].sort()).toEqual(['kms', 'logs', 's3']);
    const write = statements.find(({ Sid }) => Sid === 'WriteReports');
    expect(write?.Resource).toEqual(
      writtenPrefixes.toSorted().map((prefix) => ({ 'Fn::Sub': `\${Bucket.Arn}/${prefix}*` })),
    );
  });
});

describe('what is kept', () => {
  test('is private, versioned, encrypted, over TLS, and survives the stack', () => {
    const { Properties, DeletionPolicy } = resource(template, 'Bucket');
    expect(DeletionPolicy).toBe('Retain');
    expect(Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    expect(Object.values(Properties['PublicAccessBlockConfiguration'] as object)).toEqual([true, true, true, true]);
    expect(resource(template, 'BucketPolicy').Properties).toMatchObject({
      PolicyDocument: {
        Statement: [
          { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:PutObject',
            Resource: { 'Fn::Sub': `\${Bucket.Arn}/${keptPrefix}*` },
            Condition: { Null: { 's3:if-none-match': 'true' } },
          },
        ],
      },
    });
    expect(resource(template, 'Key').Properties['EnableKeyRotation']).toBe(true);
  });
});

describe('options are off unless they are asked for', () => {
  const product =
    'arn:${AWS::Partition}:securityhub:${AWS::Region}:${AWS::AccountId}:product/${AWS::AccountId}/default';

  function rawStatementsOf(name: string): readonly unknown[] {
    return (
      resource(template, name).Properties['Policies'] as readonly {
        readonly PolicyDocument: { readonly Statement: readonly unknown[] };
      }[]
    ).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  }

  test('findings are imported into the account’s own product, and nothing else may be', () => {
    expect(template.Parameters['ImportFindings']?.['Default']).toBe('false');
    const own = rawStatementsOf('StateMachineRole').filter((each) => JSON.stringify(each).includes('securityhub'));
    expect(own).toEqual([
      {
        'Fn::If': [
          'ImportsFindings',
          {
            Sid: 'ImportFindings',
            Effect: 'Allow',
            Action: 'securityhub:BatchImportFindings',
            Resource: { 'Fn::Sub': product },
          },
          { Ref: 'AWS::NoValue' },
        ],
      },
    ]);
    for (const name of ['CollectorRole', 'MergeRole', 'ScheduleRole'])
      expect(JSON.stringify(rawStatementsOf(name))).not.toContain('securityhub');
    const { Variables } = resource(template, 'MergeFunction').Properties['Environment'] as {
      readonly Variables: Readonly<Record<string, unknown>>;
    };
    expect(Variables['REPLINT_SECURITY_HUB']).toEqual({ 'Fn::If': ['ImportsFindings', { 'Fn::Sub': product }, ''] });
  });

  test('dated reports are locked, and only they', () => {
    expect(template.Parameters['ReportLock']?.['Default']).toBe('NONE');
    expect(resource(template, 'Bucket').Properties['ObjectLockEnabled']).toEqual({
      'Fn::If': ['LocksReports', true, { Ref: 'AWS::NoValue' }],
    });
    const own = rawStatementsOf('MergeRole').filter((each) => JSON.stringify(each).includes('Retention'));
    expect(own).toEqual([
      {
        'Fn::If': [
          'LocksReports',
          {
            Sid: 'LockReports',
            Effect: 'Allow',
            Action: 's3:PutObjectRetention',
            Resource: { 'Fn::Sub': `\${Bucket.Arn}/${keptPrefix}*` },
          },
          { Ref: 'AWS::NoValue' },
        ],
      },
    ]);
  });
});

describe('the functions', () => {
  const functions = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');

  test('run the entry points that there are', async () => {
    process.env['AWS_REGION'] = 'us-east-1';
    const job: Record<string, unknown> = await import('../../src/job/index.js');
    expect(functions).toHaveLength(4);
    for (const [, { Properties }] of functions) {
      const [file, name = ''] = String(Properties['Handler']).split('.');
      expect(file).toBe('index');
      expect(job[name]).toBeInstanceOf(Function);
    }
  });

  test('are told what they ask their environment for', () => {
    const source = readFileSync(new URL('../../src/job/settings.ts', import.meta.url), 'utf8');
    const asked = new Set(source.match(/REPLINT_[A-Z_]+/g));
    const stated = functions.flatMap(([, { Properties }]) =>
      Object.keys((Properties['Environment'] as { Variables: object }).Variables),
    );
    expect([...new Set(stated)].sort()).toEqual([...asked].sort());
  });
});

describe('the state machine', () => {
  const arn = 'arn:aws:lambda:us-east-1:111122223333:function:x';
  const definition = definitionOf(template, {
    Bucket: 'reports',
    Topic: 'arn:aws:sns:us-east-1:111122223333:replint',
    ListFunction: arn,
    CollectFunction: arn,
    PlanFunction: arn,
    MergeFunction: arn,
  });

  test('is valid in the Amazon States Language', async () => {
    expect(await validate(definition)).toMatchObject({ isValid: true });
    const broken = JSON.parse(JSON.stringify(definition).replace('"Next":"TellFailure"', '"Next":"Nowhere"')) as object;
    expect(await validate(broken)).toMatchObject({ isValid: false });
  });

  test('may invoke each of its functions, and nothing else', () => {
    const used = new Set(
      JSON.stringify(resource(template, 'StateMachine').Properties['Definition']).match(/\w+Function\b(?=\})/g),
    );
    const invoke = statementsOf(resource(template, 'StateMachineRole')).find(({ Sid }) => Sid === 'InvokeSteps');
    const allowed = ((invoke?.Resource ?? []) as readonly { 'Fn::GetAtt': string }[]).map(
      (entry) => entry['Fn::GetAtt'].split('.')[0],
    );
    expect(allowed.toSorted()).toEqual([...used].sort());
  });
});
