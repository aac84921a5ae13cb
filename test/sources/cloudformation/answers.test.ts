/** Deployed stacks: answers of `aws cloudformation`, alone and beside templates. */
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { auditTexts, errorsIn, verdictsIn } from './audit-of-files.js';
import { edited, plainTemplate } from './template-text.js';

const account = '111122223333';

function stackId(name: string, region = 'us-east-1', owner = account): string {
  return `arn:aws:cloudformation:${region}:${owner}:stack/${name}/11112222-3333-4444-5555-666677778888`;
}

interface StackFacts {
  readonly name: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly outputs?: readonly { readonly key: string; readonly value: string; readonly exported?: string }[];
  readonly region?: string;
  readonly owner?: string;
}

function stacks(...all: readonly StackFacts[]): string {
  return JSON.stringify({
    Stacks: all.map(({ name, parameters = {}, outputs = [], region, owner }) => ({
      StackName: name,
      StackId: stackId(name, region, owner),
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      Outputs: outputs.map(({ key, value, exported }) => ({
        OutputKey: key,
        OutputValue: value,
        ExportName: exported,
      })),
    })),
  });
}

function resources(ids: Readonly<Record<string, string>>): string {
  return JSON.stringify({
    StackResourceSummaries: Object.entries(ids).map(([LogicalResourceId, PhysicalResourceId]) => ({
      LogicalResourceId,
      PhysicalResourceId,
      ResourceStatus: 'CREATE_COMPLETE',
    })),
  });
}

function answered(body: unknown): string {
  return JSON.stringify({ TemplateBody: body, StagesAvailable: ['Original', 'Processed'] }, null, 2);
}

/** Without functions in short form, so that it can be put into JSON. */
function asObject(yaml: string): unknown {
  const long = yaml
    .replaceAll(/!GetAtt (\w+)\.(\w+)/g, '{ "Fn::GetAtt": [$1, $2] }')
    .replaceAll(/!Ref (\w+)/g, '{ Ref: $1 }')
    .replaceAll(/!Join (\[.*\])$/gm, '{ "Fn::Join": $1 }');
  return parse(long, { schema: 'failsafe' });
}

const names = { Source: 'orders', Replica: 'stack-replica-kdwwxmddtr2g', Role: 'stack-Role-1A2B3C' };

describe('get-template', () => {
  test('a template that is JSON: findings stand at their lines of the answer', async () => {
    const text = answered(asObject(edited(plainTemplate, ['s3:ReplicateObject, ', ''])));
    const report = await auditTexts({ 'get-template.json': text });
    expect(verdictsIn(report)).toEqual(['orders → Replica: fails']);
    const [error = ''] = errorsIn(report);
    const line = Number(error.split(':').at(-1));
    expect(error).toContain('role/replicate-not-allowed');
    expect(text.split('\n')[line - 1]).toMatch(/Rules|\{|ReplicationConfiguration/u);
    expect(line).toBeGreaterThan(2);
  });

  test('a template that is YAML: findings stand at its text', async () => {
    const text = answered(edited(plainTemplate, ['s3:ReplicateObject, ', '']));
    const report = await auditTexts({ 'get-template.json': text });
    expect(errorsIn(report)).toEqual(['role/replicate-not-allowed no-statement get-template.json:2']);
  });

  test('names, account and Region come from the answers beside it', async () => {
    const report = await auditTexts({
      'get-template.json': answered(plainTemplate),
      'describe-stacks.json': stacks({ name: 'orders-stack' }),
      'list-stack-resources.json': resources(names),
    });
    expect(report.replication[0]).toMatchObject({
      verdict: 'replicates',
      source: { bucket: 'orders', account, region: 'us-east-1' },
      destination: { bucket: names.Replica },
      role: `arn:aws:iam::${account}:role/${names.Role}`,
    });
  });

  test.each([
    [
      'by their IDs',
      { 'root-resources.json': { Inner: stackId('root-Inner-1A2B3C') }, 'list_root-Inner-1A2B3C.json': names },
    ],
    ['by what they hold', { 'inner-resources.json': names }],
  ])('names of nested stacks come from the answers beside them, %s', async (_, answers) => {
    const root =
      'Resources:\n  Inner:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: inner.yaml }\n';
    const report = await auditTexts({
      'root.yaml': root,
      'inner.yaml': plainTemplate,
      'describe-stacks.json': stacks({ name: 'root' }),
      ...Object.fromEntries(Object.entries(answers).map(([name, ids]) => [name, resources(ids)])),
    });
    expect(report.replication[0]).toMatchObject({
      verdict: 'replicates',
      source: { bucket: 'orders', account, region: 'us-east-1' },
      destination: { bucket: names.Replica },
      role: `arn:aws:iam::${account}:role/${names.Role}`,
    });
  });

  test('parameters of the deployed stack beat the defaults; stars are no value', async () => {
    const text = edited(
      plainTemplate,
      [
        'Resources:\n',
        'Parameters:\n  State: { Type: String, Default: Suspended }\n  Name: { Type: String }\nResources:\n',
      ],
      [
        'BucketName: orders\n      VersioningConfiguration: { Status: Enabled }',
        'BucketName: orders\n      VersioningConfiguration: { Status: !Ref State }',
      ],
    );
    const given = (parameters: Readonly<Record<string, string>>): Promise<readonly string[]> =>
      auditTexts({ 'template.yaml': text, 'stacks.json': stacks({ name: 's', parameters }) }).then(verdictsIn);
    expect(await given({ State: 'Enabled', Name: 'n' })).toEqual(['orders → Replica: replicates']);
    expect(await given({ State: '****', Name: 'n' })).toEqual(['orders → Replica: fails']);
  });

  test('which of several stacks a template is, is said by the name of its file; otherwise by nothing', async () => {
    const both = stacks({ name: 'orders' }, { name: 'orders-replica', region: 'eu-west-1' });
    const named = await auditTexts({
      'get-template_orders-replica.json': answered(plainTemplate),
      'stacks.json': both,
    });
    expect(named.replication[0]?.source.region).toBe('eu-west-1');
    const unnamed = await auditTexts({ 'get-template.json': answered(plainTemplate), 'stacks.json': both });
    expect(unnamed.replication[0]?.source.region).toBe('AWS::Region');
  });
});

describe('stacks without their templates', () => {
  const importing = edited(
    plainTemplate,
    ['    DependsOn: Replica\n', ''],
    ['              Bucket: !GetAtt Replica.Arn', '              Bucket: !ImportValue replica-arn'],
    ["!Join ['', [!GetAtt Replica.Arn, /*]]", "!Sub ['${Arn}/*', { Arn: !ImportValue replica-arn }]"],
  );

  test.each([
    {
      name: 'describe-stacks.json',
      text: stacks({
        name: 'far',
        outputs: [{ key: 'Arn', value: 'arn:aws:s3:::far-replica', exported: 'replica-arn' }],
      }),
    },
    {
      name: 'list-exports.json',
      text: JSON.stringify({
        Exports: [{ ExportingStackId: stackId('far'), Name: 'replica-arn', Value: 'arn:aws:s3:::far-replica' }],
      }),
    },
  ])('what they export is known: $name', async ({ name, text }) => {
    const { replication } = await auditTexts({ 'template.yaml': importing, [name]: text });
    expect(replication[0]?.destination?.bucket).toBe('far-replica');
    expect(replication[0]?.verdict).toBe('unknown');
  });

  test('an export of another Region is not taken', async () => {
    const far = stacks({
      name: 'far',
      region: 'eu-west-1',
      outputs: [{ key: 'Arn', value: 'arn:aws:s3:::far-replica', exported: 'replica-arn' }],
    });
    const { replication } = await auditTexts(
      { 'template.yaml': importing, 'stacks.json': far },
      { account, region: 'us-east-1' },
    );
    expect(replication[0]?.destination?.bucket).not.toBe('far-replica');
  });

  test('outputs of stacks by their names, account and Region', async () => {
    const text = edited(
      importing,
      ['!ImportValue replica-arn', '{ Fn::GetStackOutput: { StackName: far, OutputName: Arn, Region: eu-west-1 } }'],
      ['!ImportValue replica-arn', '{ Fn::GetStackOutput: { StackName: far, OutputName: Arn, Region: eu-west-1 } }'],
    );
    const outputs = [{ key: 'Arn', value: 'arn:aws:s3:::far-replica' }];
    const bucket = async (region: string): Promise<string | undefined> => {
      const files = { 'template.yaml': text, 'stacks.json': stacks({ name: 'far', region, outputs }) };
      const { replication } = await auditTexts(files, { account, region: 'us-east-1' });
      return replication[0]?.destination?.bucket;
    };
    expect(await bucket('eu-west-1')).toBe('far-replica');
    expect(await bucket('us-east-1')).not.toBe('far-replica');
  });
});
