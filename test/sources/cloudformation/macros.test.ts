/**
 * Macros: what they may change is open, wherever they stand.
 * Source: CloudFormation Template Reference, "Fn::Transform": it works on the content at its level, and on what is below.
 */
import { describe, expect, test } from '@jest/globals';
import { auditTexts } from './audit-of-files.js';
import { type Edit, edited, plainTemplate } from './template-text.js';

const macro = "Fn::Transform: { Name: AWS::Include, Parameters: { Location: 's3://parts/more.yaml' } }";
const bucket = '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n';

async function audited(text: string) {
  const { replication, notices = [] } = await auditTexts({ 'template.yaml': text });
  return { verdicts: [...new Set(replication.map(({ verdict }) => verdict))], notices: notices.join('\n') };
}

const whole: readonly (readonly [name: string, ...edits: Edit[]])[] = [
  ['for the whole template', ['Resources:\n', 'Transform: Tagger\nResources:\n']],
  ['among the sections', ['Resources:\n', `${macro}\nResources:\n`]],
  ['among the resources', ['Resources:\n', `Resources:\n  ${macro}\n`]],
  ['as a resource', ['Resources:\n', `Resources:\n  More:\n    ${macro}\n`]],
  ['among the conditions', ['Resources:\n', `Conditions:\n  ${macro}\nResources:\n`]],
];

describe('a macro', () => {
  test.each(whole)('%s leaves all open, and is named', async (_, ...edits) => {
    const { verdicts, notices } = await audited(edited(plainTemplate, ...edits));
    expect(verdicts).toEqual(['unknown']);
    expect(notices).toMatch(/The macro (?:Tagger|AWS::Include) may change anything in template\.yaml/u);
    expect(notices).not.toContain('refuses');
  });

  test.each<readonly [string, Edit]>([
    ['beside the type', [bucket, bucket.replace('    Properties:\n', `    ${macro}\n    Properties:\n`)]],
    ['among the properties', [bucket, `${bucket}      ${macro}\n`]],
    [
      'as a property',
      ['VersioningConfiguration: { Status: Enabled }\n  Role', `VersioningConfiguration: { ${macro} }\n  Role`],
    ],
  ])('%s leaves the resource open', async (_, edit) => {
    expect((await audited(edited(plainTemplate, edit))).verdicts).toEqual(['unknown']);
  });

  test.each([
    ['of another resource', `  Queue:\n    Type: AWS::SQS::Queue\n    ${macro}\n`],
    ['in the metadata', `Metadata:\n  ${macro}\n`],
  ])('%s leaves the others alone', async (_, more) => {
    expect((await audited(`${plainTemplate}${more}`)).verdicts).toEqual(['replicates']);
  });

  test.each([
    ['among the rows of a mapping', `Mappings:\n  Rows:\n    ${macro}\n`],
    ['in a row', `Mappings:\n  Rows:\n    all:\n      ${macro}\n`],
    ['among the mappings', `Mappings:\n  ${macro}\n`],
  ])('%s: what is looked up may be there', async (_, mappings) => {
    const text = edited(
      plainTemplate,
      [
        'Resources:\n',
        `Parameters:\n  Env: { Type: String }\nConditions:\n  Prod: !Equals [!Ref Env, prod]\n${mappings}Resources:\n`,
      ],
      [
        'Action: [s3:ReplicateObject, s3:ReplicateTags]',
        "Action: !If [Prod, !FindInMap [Rows, all, actions], ['s3:ReplicateObject', 's3:ReplicateTags']]",
      ],
    );
    expect((await audited(text)).verdicts).toEqual(['unknown']);
    const [{ cases = [] } = {}] = (await auditTexts({ 'template.yaml': text })).replication;
    expect(cases.map((each) => `${each.when}: ${each.verdict}`)).toEqual([
      'Env is prod: unknown',
      'Env is not prod: replicates',
    ]);
  });
});

test('a type whose letters have another case is none, and the report says which is meant', async () => {
  const text = plainTemplate.replaceAll('AWS::S3::Bucket\n', 'AWS::S3::bucket\n');
  const { verdicts, notices } = await audited(text);
  expect(verdicts).toEqual([]);
  expect(notices).toContain('Source has the type AWS::S3::bucket, which CloudFormation does not know');
  expect(notices).toContain('AWS::S3::Bucket is meant.');
});
