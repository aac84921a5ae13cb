/** Templates that are made to hurt: each ends, with one clear fault or an answer. */
import { describe, expect, test } from '@jest/globals';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { auditTexts, verdictsIn } from './audit-of-files.js';
import { edited, plainTemplate } from './template-text.js';

async function faultsOf(text: string, name = 'template.yaml'): Promise<readonly string[]> {
  const readings = await readFiles([InputFile.ofText(name, text)]);
  return readings.flatMap(({ faults }) => faults.map(({ message }) => message));
}

const head = 'Resources:\n  A:\n    Type: AWS::S3::Bucket\n';

describe('a hostile template', () => {
  test.each([
    ['deep lists in YAML', `${head}    Properties: ${'['.repeat(50_000)}`],
    ['deep maps in YAML', `${head}    Properties: ${'{ a: '.repeat(20_000)}`],
    [
      'an alias bomb',
      `x0: &x0 [a, a, a, a, a, a, a, a, a]\n${Array.from({ length: 12 }, (_, at) => `x${at + 1}: &x${at + 1} [${Array(9).fill(`*x${at}`).join(', ')}]\n`).join('')}${head}`,
    ],
    ['an alias inside of itself', `${head}    Properties: &me { Tags: [*me] }\n`],
    ['two documents', `${head}---\n${head}`],
    ['a name twice', `${head}    Type: AWS::S3::Bucket\n`],
    ['tabs', `${head}\tProperties: {}\n`],
    ['a star without quotes', `${head}    Properties: { BucketName: * }\n`],
  ])('%s: a fault', async (_, text) => {
    const faults = await faultsOf(text);
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault.length).toBeLessThan(400);
  });

  test('deep JSON: a fault', async () => {
    const deep = `{"Resources":{"A":{"Type":"AWS::S3::Bucket","Properties":${'['.repeat(5_000)}${']'.repeat(5_000)}}}}`;
    expect(await faultsOf(deep, 'template.json')).toHaveLength(1);
  });

  test('names of the prototype are names', async () => {
    const text = edited(plainTemplate, [
      '  Replica:\n',
      '  __proto__:\n    Type: AWS::S3::Bucket\n    Properties: { __proto__: { x: 1 }, constructor: 1 }\n  constructor:\n    Type: AWS::KMS::Key\n  Replica:\n',
    ]);
    expect(verdictsIn(await auditTexts({ 'template.yaml': text }))).toEqual(['orders → Replica: replicates']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('Fn::If in Fn::If', async () => {
    const depth = 60;
    const nested = `${'{ Fn::If: [C, '.repeat(depth)}Enabled${', Suspended] }'.repeat(depth)}`;
    const text = edited(
      plainTemplate,
      ['Resources:\n', 'Conditions: { C: !Equals [a, a] }\nResources:\n'],
      [
        '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: Enabled }',
        `  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: ${nested} }`,
      ],
    );
    expect(verdictsIn(await auditTexts({ 'template.yaml': text }))).toEqual(['orders → Replica: replicates']);
  });

  test('ten thousand conditions, each with the one before', async () => {
    const conditions = Array.from({ length: 10_000 }, (_, at) =>
      at === 0 ? '  C0: !Equals [a, a]' : `  C${at}: !Condition C${at - 1}`,
    );
    const text = edited(
      plainTemplate,
      ['Resources:\n', `Conditions:\n${conditions.join('\n')}\nResources:\n`],
      ['  Role:\n    Type: AWS::IAM::Role\n', '  Role:\n    Type: AWS::IAM::Role\n    Condition: C9999\n'],
    );
    expect(['replicates', 'unknown']).toContain((await auditTexts({ 'template.yaml': text })).replication[0]?.verdict);
  });

  test('conditions that double with each step', async () => {
    const conditions = Array.from({ length: 60 }, (_, at) =>
      at === 0 ? '  C0: !Equals [a, a]' : `  C${at}: !And [!Condition C${at - 1}, !Condition C${at - 1}]`,
    );
    const text = edited(
      plainTemplate,
      ['Resources:\n', `Conditions:\n${conditions.join('\n')}\nResources:\n`],
      ['  Role:\n    Type: AWS::IAM::Role\n', '  Role:\n    Type: AWS::IAM::Role\n    Condition: C59\n'],
    );
    expect(verdictsIn(await auditTexts({ 'template.yaml': text }))).toEqual(['orders → Replica: replicates']);
  });

  test('more cases than are looked at leave the verdict open', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `P${at}`);
    const text = edited(
      plainTemplate,
      [
        'Resources:\n',
        `Parameters:\n${names.map((name) => `  ${name}: { Type: String }`).join('\n')}\nConditions:\n${names.map((name) => `  ${name}On: !Equals [!Ref ${name}, 'yes']`).join('\n')}\nResources:\n`,
      ],
      [
        '          - Effect: Allow\n            Action: [s3:ReplicateObject',
        `${names.map((name) => `          - !If [${name}On, { Effect: Deny, Action: 's3:*', Resource: '*' }, !Ref AWS::NoValue]\n`).join('')}          - Effect: Allow\n            Action: [s3:ReplicateObject`,
      ],
    );
    expect(verdictsIn(await auditTexts({ 'template.yaml': text }))).toEqual(['orders → Replica: unknown']);
  });

  test.each(['../../etc/passwd', '/dev/zero', 'https://example.com/t.yaml', 'file:///etc/passwd', 'template.yaml'])(
    'the template of a nested stack at %s is not fetched',
    async (url) => {
      const text = edited(plainTemplate, [
        '  Replica:\n',
        `  Inner:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: '${url}' }\n  Replica:\n`,
      ]);
      const report = await auditTexts({ 'template.yaml': text });
      expect(verdictsIn(report)[0]).toContain('orders');
    },
  );
});
