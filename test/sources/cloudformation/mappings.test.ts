/**
 * `Fn::FindInMap` by a key that nobody gave: one of the rows, each a case. CloudFormation refuses a key that the mapping lacks.
 * Source: CloudFormation Template Reference, "Fn::FindInMap"; CloudFormation Language Extensions, "Fn::FindInMap enhancements".
 */
import { describe, expect, test } from '@jest/globals';
import type { ReadOptions } from '../../../src/sources/adapter.js';
import { auditTexts } from './audit-of-files.js';
import { type Edit, edited, plainTemplate } from './template-text.js';

const writing: Edit[0] = 'Action: [s3:ReplicateObject, s3:ReplicateTags]';

/** The role may do what the row says. */
function byRow(lookup: string, sections: string): string {
  return edited(plainTemplate, ['Resources:\n', `${sections}Resources:\n`], [writing, `Action: ${lookup}`]);
}

const right = "['s3:ReplicateObject', 's3:ReplicateTags']";
const env = 'Parameters:\n  Env: { Type: String }\n';
const onlyTwo = 'Parameters:\n  Env: { Type: String, AllowedValues: [dev, prod] }\n';
const extensions = 'Transform: AWS::LanguageExtensions\n';

function rows(values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([name, value]) => `    ${name}: { actions: ${value} }\n`);
  return `Mappings:\n  Rows:\n${lines.join('')}`;
}

const bothRight = rows({ dev: right, prod: right });
const oneWrong = rows({ dev: "['s3:ReplicateObject', 's3:ReplicateTags']", prod: "['s3:ReplicateTags']" });
const bothWrong = rows({ dev: "['s3:ReplicateTags']", prod: "['s3:Get*']" });
const many = rows(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`row${index}`, right])));
const lookup = '!FindInMap [Rows, !Ref Env, actions]';

async function audited(text: string, options: ReadOptions = {}) {
  const { replication, findings } = await auditTexts({ 'template.yaml': text }, options);
  const [{ verdict, cases = [] } = { verdict: '', cases: [] }] = replication;
  return { verdict, cases: cases.map((each) => `${each.when}: ${each.verdict}`), findings };
}

interface Looked {
  readonly name: string;
  readonly text: string;
  readonly verdict: string;
  readonly cases?: readonly string[];
  readonly options?: ReadOptions;
}

const table: readonly Looked[] = [
  { name: 'rows that agree', text: byRow(lookup, env + bothRight), verdict: 'replicates' },
  { name: 'rows that all fail', text: byRow(lookup, env + bothWrong), verdict: 'fails' },
  {
    name: 'rows that differ',
    text: byRow(lookup, env + oneWrong),
    verdict: 'unknown',
    cases: ['Env is dev: replicates', 'Env is prod: fails'],
  },
  {
    name: 'a row that is not allowed',
    text: byRow(lookup, 'Parameters:\n  Env: { Type: String, AllowedValues: [dev] }\n' + oneWrong),
    verdict: 'replicates',
  },
  {
    name: 'a value that is allowed and has no row: it cannot be deployed',
    text: byRow(lookup, 'Parameters:\n  Env: { Type: String, AllowedValues: [dev, none] }\n' + oneWrong),
    verdict: 'replicates',
  },
  {
    name: 'a default for other values',
    text: byRow(
      "!FindInMap [Rows, !Ref Env, actions, { DefaultValue: ['s3:Get*'] }]",
      extensions + env + rows({ dev: right }),
    ),
    verdict: 'unknown',
    cases: ['Env is dev: replicates', 'Env is not dev: fails'],
  },
  {
    name: 'a value that is given',
    text: byRow(lookup, env + oneWrong),
    options: { parameters: { Env: 'prod' } },
    verdict: 'fails',
  },
  { name: 'more rows than can be looked at', text: byRow(lookup, env + many), verdict: 'unknown' },
  {
    name: 'the Region of the stack',
    text: byRow(
      '!FindInMap [Rows, !Ref AWS::Region, actions]',
      rows({ 'eu-west-1': right, 'us-east-1': "['s3:Get*']" }),
    ),
    verdict: 'unknown',
    cases: ['AWS::Region is eu-west-1: replicates', 'AWS::Region is us-east-1: fails'],
  },
  {
    name: 'a name that a parameter is part of',
    text: byRow("!FindInMap [Rows, !Sub 'of-${Env}', actions]", env + rows({ 'of-dev': right, 'of-prod': right })),
    verdict: 'replicates',
  },
  {
    name: 'a name that holds a value which is not allowed',
    text: byRow(
      "!FindInMap [Rows, !Sub 'of-${Env}', actions]",
      onlyTwo + rows({ 'of-dev': right, 'of-prod': right, 'of-none': "['s3:Get*']" }),
    ),
    verdict: 'replicates',
  },
  {
    name: 'a condition on a text that a parameter is part of',
    text: byRow(
      `!If [IsProd, ${right}, ['s3:Get*']]`,
      `${onlyTwo}Conditions:\n  IsProd: !Equals [!Sub 'of-\${Env}', of-prod]\n`,
    ),
    verdict: 'unknown',
    cases: ['Env is dev: fails', 'Env is prod: replicates'],
  },
  {
    name: 'conditions on a parameter, and on a text that it is part of',
    text: byRow(
      `!If [IsProd, !If [IsOfProd, ${right}, ['s3:Get*']], ${right}]`,
      `${env}Conditions:\n  IsProd: !Equals [!Ref Env, prod]\n  IsOfProd: !Equals [!Join ['-', [of, !Ref Env]], of-prod]\n`,
    ),
    verdict: 'replicates',
  },
  {
    name: 'a condition on a text that never holds what it is compared with',
    text: byRow(
      `!If [Never, ['s3:Get*'], ${right}]`,
      `${env}Conditions:\n  Never: !Equals [!Sub 'of-\${Env}', prod]\n`,
    ),
    verdict: 'replicates',
  },
  {
    name: 'the second name',
    text: byRow(
      '!FindInMap [Rows, all, !Ref Env]',
      `${env}Mappings:\n  Rows:\n    all: { dev: ${right}, prod: ${right} }\n`,
    ),
    verdict: 'replicates',
  },
  {
    name: 'the name of the mapping',
    text: byRow(
      '!FindInMap [!Ref Env, all, actions]',
      `${extensions}${env}Mappings:\n  Dev:\n    all: { actions: ${right} }\n  Prod:\n    all: { actions: ${right} }\n`,
    ),
    verdict: 'replicates',
  },
  {
    name: 'a mapping that says which condition holds',
    text: byRow(
      `!If [Full, ${right}, ['s3:Get*']]`,
      `${env}Mappings:\n  Rows:\n    dev: { full: 'yes' }\n    prod: { full: 'no' }\nConditions:\n  Full: !Equals [!FindInMap [Rows, !Ref Env, full], 'yes']\n`,
    ),
    verdict: 'unknown',
    cases: ['Env is dev: replicates', 'Env is prod: fails'],
  },
  {
    name: 'a row and a condition on one parameter go together',
    text: byRow(
      `!If [IsProd, ${right}, ${lookup}]`,
      `${onlyTwo}${rows({ dev: right, prod: "['s3:Get*']" })}Conditions:\n  IsProd: !Equals [!Ref Env, prod]\n`,
    ),
    verdict: 'replicates',
  },
  {
    name: 'a row that only a branch asks for, which the case does not take, may be missing',
    text: byRow(
      `!If [IsProd, ['s3:Get*'], ${lookup}]`,
      `${onlyTwo}${rows({ dev: right })}Conditions:\n  IsProd: !Equals [!Ref Env, prod]\n`,
    ),
    verdict: 'unknown',
    cases: ['Env is dev: replicates', 'Env is prod: fails'],
  },
  {
    name: 'too many rows leave conditions as they are',
    text: byRow(`!If [IsProd, ${right}, ${lookup}]`, `${env}${many}Conditions:\n  IsProd: !Equals [!Ref Env, prod]\n`),
    verdict: 'unknown',
    cases: ['Env is not prod: unknown', 'Env is prod: replicates'],
  },
];

test.each(table)('$name', async ({ text, verdict, cases = [], options }) => {
  const found = await audited(text, options);
  expect({ verdict: found.verdict, cases: [...found.cases].sort() }).toEqual({ verdict, cases });
});

describe('a nested stack', () => {
  const parent = `Parameters:
  Env: { Type: String }
Resources:
  Child:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: child.yaml
      Parameters: { Stage: !Ref Env }
`;
  const child = (text: string): string => text.replace('  Env: { Type: String }', '  Stage: { Type: String }');

  test.each([
    ['a condition', `!If [Full, ${right}, ['s3:Get*']]`, 'Conditions:\n  Full: !Equals [!Ref Stage, dev]\n', 'not dev'],
    ['a mapping', '!FindInMap [Rows, !Ref Stage, actions]', rows({ dev: right, prod: "['s3:Get*']" }), 'prod'],
  ])('with %s on what the stack around it is given', async (_, actions, sections, other) => {
    const files = { 'parent.yaml': parent, 'child.yaml': child(byRow(actions, env + sections)) };
    const { replication } = await auditTexts(files);
    expect(replication.map(({ cases = [] }) => cases.map((each) => `${each.when}: ${each.verdict}`))).toEqual([
      ['Env is dev: replicates', `Env is ${other}: fails`],
    ]);
  });
});
