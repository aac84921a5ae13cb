/**
 * Conditions on where a stack is: in each case, the account, Region or partition has the value that the case says.
 * Source: CloudFormation Template Reference, "Pseudo parameters reference".
 */
import { describe, expect, test } from '@jest/globals';
import type { ReadOptions } from '../../../src/sources/adapter.js';
import { auditTexts } from './audit-of-files.js';
import { edited, plainTemplate, type Edit } from './template-text.js';

const noLiteralArns = plainTemplate
  .replaceAll('arn:aws:s3:::orders', "!Sub 'arn:${AWS::Partition}:s3:::orders")
  .replace(/(s3:::orders(?:\/\*)?)$/gmu, "$1'");

/** A right that the role has where the condition holds. */
function rightIf(condition: string, resource: string, conditions = `  Right: ${condition}`): string {
  const edits: readonly Edit[] = [
    ['Resources:\n', `Conditions:\n${conditions}\nResources:\n`],
    ["Resource: !Join ['', [!GetAtt Replica.Arn, /*]]", `Resource: ${resource}`],
  ];
  return edited(noLiteralArns, ...edits);
}

const toReplica = "!Sub '${Replica.Arn}/*'";
const onlyIn = (condition: string): string =>
  rightIf(condition, `!If [Right, ${toReplica}, !Sub 'arn:\${AWS::Partition}:s3:::none/*']`);

async function audited(text: string, options: ReadOptions = {}) {
  const { replication, findings } = await auditTexts({ 'template.yaml': text }, options);
  return {
    verdicts: replication.map(({ verdict }) => verdict).filter((verdict) => verdict !== 'disabled'),
    why: JSON.stringify([replication, findings]),
  };
}

describe('within its case', () => {
  test.each([
    [
      'AWS::Region is the one of the case',
      '!Equals [!Ref AWS::Region, eu-west-1]',
      "!Sub 'x-${AWS::Region}'",
      'x-eu-west-1',
    ],
    [
      'AWS::AccountId is the one of the case',
      "!Equals [!Ref AWS::AccountId, '111122223333']",
      "!Sub 'x-${AWS::AccountId}'",
      'x-111122223333',
    ],
    [
      'AWS::Partition follows from the Region',
      '!Equals [!Ref AWS::Region, us-gov-west-1]',
      "!Sub 'x-${AWS::Partition}'",
      'x-aws-us-gov',
    ],
    [
      'AWS::Partition is the one of the case',
      '!Equals [!Ref AWS::Partition, aws-us-gov]',
      "!Sub 'x-${AWS::Partition}'",
      'x-aws-us-gov',
    ],
    [
      'AWS::URLSuffix follows from the partition',
      '!Equals [!Ref AWS::Partition, aws-cn]',
      "!Sub 'x-${AWS::URLSuffix}'",
      'x-amazonaws.com.cn',
    ],
    [
      'AWS::Partition follows from AWS::URLSuffix',
      '!Equals [!Ref AWS::URLSuffix, amazonaws.com.cn]',
      "!Sub 'x-${AWS::Partition}'",
      'x-aws-cn',
    ],
  ])('%s', async (_name, condition, name, literal) => {
    // Versioned under a name that only the case has: the rule is there in the case alone.
    const text = edited(
      noLiteralArns,
      ['Resources:\n', `Conditions:\n  Here: ${condition}\nResources:\n`],
      ['            Status: Enabled\n', '            Status: !If [Here, Enabled, Disabled]\n'],
      [
        '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n',
        `  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: ${name}\n`,
      ],
      ["Resource: !Join ['', [!GetAtt Replica.Arn, /*]]", `Resource: !Sub 'arn:\${AWS::Partition}:s3:::${literal}/*'`],
    );
    expect((await audited(text)).verdicts).toEqual(['replicates']);
    const wrong = text.replace(`s3:::${literal}/*`, `s3:::${literal}-not/*`);
    expect((await audited(wrong)).verdicts).toEqual(['fails']);
  });
});

describe('a condition that nobody decides is looked at both ways', () => {
  test.each([
    ['a Region', '!Equals [!Ref AWS::Region, eu-west-1]', 'AWS::Region is not eu-west-1'],
    ['an account', "!Equals [!Ref AWS::AccountId, '111122223333']", 'AWS::AccountId is not 111122223333'],
    ['a partition', '!Equals [!Ref AWS::Partition, aws-us-gov]', 'AWS::Partition is not aws-us-gov'],
    ['a partition, by the suffix', '!Equals [!Ref AWS::URLSuffix, amazonaws.com.cn]', 'AWS::Partition is not aws-cn'],
  ])('%s', async (_name, condition, when) => {
    const { verdicts, why } = await audited(onlyIn(condition));
    expect(verdicts).toEqual(['unknown']);
    expect(why).toContain(when);
  });

  test('partition and Region go together', async () => {
    const both = rightIf(
      '',
      toReplica,
      '  Gov: !Equals [!Ref AWS::Partition, aws-us-gov]\n  Ireland: !Equals [!Ref AWS::Region, eu-west-1]\n  Right: !And [!Condition Gov, !Condition Ireland]',
    ).replace('            Status: Enabled\n', '            Status: !If [Right, Enabled, Disabled]\n');
    const { verdicts } = await audited(both);
    expect(verdicts).not.toContain('replicates');
    expect(verdicts).not.toContain('fails');
  });
});

describe('a condition that is decided is looked at one way', () => {
  test.each([
    ['by the Region that was given', '!Equals [!Ref AWS::Region, eu-west-1]', { region: 'eu-west-1' }],
    ['by the Region that was given, for the partition', '!Equals [!Ref AWS::Partition, aws]', { region: 'eu-west-1' }],
    ['by the account that was given', "!Equals [!Ref AWS::AccountId, '111122223333']", { account: '111122223333' }],
    ['by what a Region cannot be', '!Not [!Equals [!Ref AWS::Region, production]]', {}],
    ['by what an account cannot be', '!Not [!Equals [!Ref AWS::AccountId, production]]', {}],
    ['by what a partition cannot be', '!Not [!Equals [!Ref AWS::Partition, aws-moon]]', {}],
  ])('%s', async (_name, condition, options) => {
    expect((await audited(onlyIn(condition), options)).verdicts).toEqual(['replicates']);
  });

  test('by a literal ARN, which says the partition', async () => {
    const text = onlyIn('!Equals [!Ref AWS::Partition, aws]').replaceAll(
      "!Sub 'arn:${AWS::Partition}:s3:::orders'",
      'arn:aws:s3:::orders',
    );
    expect((await audited(text)).verdicts).toEqual(['replicates']);
  });
});

test('a part of a Region that nobody said is not known', async () => {
  const first = "!Equals [!Select [0, !Split ['-', !Ref AWS::Region]], eu]";
  expect((await audited(onlyIn(first))).verdicts).toEqual(['unknown']);
  expect((await audited(onlyIn(first), { region: 'eu-west-1' })).verdicts).toEqual(['replicates']);
});
