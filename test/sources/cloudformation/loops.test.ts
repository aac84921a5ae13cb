/**
 * `Fn::ForEach` and names that are worked out. Needs AWS::LanguageExtensions.
 * Source: CloudFormation Template Reference, "Fn::ForEach", "AWS::LanguageExtensions transform".
 */
import { describe, expect, test } from '@jest/globals';
import { auditTexts, verdictsIn } from './audit-of-files.js';
import { type Edit, edited, plainTemplate } from './template-text.js';

const extensions = 'Transform: AWS::LanguageExtensions\n';
const replica: Edit['0'] =
  '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: Enabled }\n';

function loop(collection: string, body: string): string {
  return `  Fn::ForEach::Copies:\n    - Name\n    - ${collection}\n${body}`;
}

const copies = (collection: string): string =>
  loop(
    collection,
    `    - Copy\${Name}:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: !Sub copies-\${Name}
          VersioningConfiguration: { Status: Enabled }
`,
  );
const denials = (collection: string, type = 'AWS::S3::BucketPolicy'): string =>
  loop(
    collection,
    `    - Deny&{Name}:
        Type: ${type}
        Properties:
          ${type === 'AWS::S3::BucketPolicy' ? 'Bucket: !Ref Replica' : "Roles: [!Ref Role]\n          PolicyName: !Sub 'deny-${Name}'"}
          PolicyDocument:
            Statement:
              - Effect: Deny
                ${type === 'AWS::S3::BucketPolicy' ? "Principal: '*'" : 'Sid: Loop'}
                Action: s3:ReplicateObject
                Resource: !Sub ['\${Arn}/\${Name}*', { Arn: !GetAtt Replica.Arn }]
`,
  );
const names = 'Parameters:\n  Names: { Type: CommaDelimitedList }\n';

async function audited(text: string) {
  const report = await auditTexts({ 'template.yaml': text });
  return {
    verdicts: verdictsIn(report),
    rules: report.findings.map(({ rule }) => rule),
    notices: report.notices ?? [],
  };
}

describe('a loop', () => {
  const toBeta = (more: string, collection: string): string =>
    edited(
      plainTemplate,
      ['Resources:\n', `${extensions}${more}Resources:\n`],
      ['    DependsOn: Replica\n', ''],
      [replica, copies(collection)],
      ['Bucket: !GetAtt Replica.Arn', "Bucket: { Fn::GetAtt: [!Sub 'Copy${Pick}', Arn] }"],
      ['[!GetAtt Replica.Arn, /*]', '[!GetAtt CopyBeta.Arn, /*]'],
    );
  const pick = 'Parameters:\n  Pick: { Type: String, Default: Beta }\n';

  test('over literals makes resources, whose names can be worked out', async () => {
    const { verdicts, rules } = await audited(toBeta(pick, '[Alpha, Beta]'));
    expect(verdicts).toEqual(['orders → copies-Beta: replicates']);
    expect(rules).not.toContain('configuration/replication-before-versioning');
  });

  test('over a parameter: its default is an assumption', async () => {
    const text = toBeta(`${pick}  Names: { Type: CommaDelimitedList, Default: 'Alpha,Beta' }\n`, '!Ref Names');
    const { verdicts, notices } = await audited(text);
    expect(verdicts).toEqual(['orders → copies-Beta: replicates']);
    expect(notices).toEqual([expect.stringContaining('have their defaults: Names, Pick')]);
  });

  test.each([
    ['of which nobody said one', 'Parameters:\n  Pick: { Type: String }\n', 'unknown'],
    ['that the loop does not make', 'Parameters:\n  Pick: { Type: String, Default: Gamma }\n', 'unknown'],
    ['that has no policy', 'Parameters:\n  Pick: { Type: String, Default: Alpha }\n', 'fails'],
  ])('a name %s', async (_, parameters, verdict) => {
    const { verdicts } = await audited(toBeta(parameters, '[Alpha, Beta]'));
    expect(verdicts.map((each) => each.split(': ').at(-1))).toEqual([verdict]);
  });

  test.each([
    ['denies what it names', "['', b]", 'AWS::S3::BucketPolicy', 'unknown'],
    ['of one policy denies all', "['']", 'AWS::S3::BucketPolicy', 'fails'],
    ['of inline policies denies all', "['', b-1]", 'AWS::IAM::Policy', 'fails'],
    ['of inline policies denies some', '[a, b-1]', 'AWS::IAM::Policy', 'partly'],
  ])('of policies %s', async (_, collection, type, verdict) => {
    const text = edited(plainTemplate, ['Resources:\n', `${extensions}Resources:\n${denials(collection, type)}`]);
    expect((await audited(text)).verdicts).toEqual([`orders → Replica: ${verdict}`]);
  });

  // What is bound stands in every text of the loop, not only in names and in Fn::Sub.
  test.each([
    ['a text', "Bucket: 'orders-${Name}'", []],
    ['Fn::Sub', "Bucket: !Sub 'orders-${Name}'", []],
    ['Ref', "Bucket: !Ref 'Copy${Name}'", []],
    ['Ref without what no logical ID has', "Bucket: !Ref 'Copy&{Name}'", []],
    ['Ref of the bound name', "Bucket: !Join ['-', [orders, !Ref Name]]", []],
    ['Fn::GetAtt as a list, in a text', "Bucket: !Select [5, !Split [':', !GetAtt ['Copy${Name}', Arn]]]", []],
    ['Fn::GetAtt as a text', "Bucket: !Select [5, !Split [':', !GetAtt 'Copy${Name}.Arn']]", []],
    ['a condition', "Bucket: !If ['Is${Name}', 'orders-${Name}', elsewhere]", ["  IsBeta: !Equals ['1', '1']\n"]],
  ])('of policies that name their bucket by %s', async (_, bucket, conditions) => {
    const body = loop(
      '[Beta]',
      `    - Copy\${Name}:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: 'orders-\${Name}'
          VersioningConfiguration: { Status: Enabled }
      Deny\${Name}:
        Type: AWS::S3::BucketPolicy
        DependsOn: 'Copy\${Name}'
        Properties:
          ${bucket}
          PolicyDocument:
            Statement: [{ Effect: Deny, Principal: '*', Action: s3:ReplicateObject, Resource: 'arn:aws:s3:::orders-\${Name}/*' }]
`,
    );
    const text = edited(
      plainTemplate,
      [
        'Resources:\n',
        `${extensions}${conditions.length === 0 ? '' : `Conditions:\n${conditions.join('')}`}Resources:\n`,
      ],
      ['    DependsOn: Replica\n', ''],
      [replica, body],
      ['Bucket: !GetAtt Replica.Arn', 'Bucket: arn:aws:s3:::orders-Beta'],
      ['[!GetAtt Replica.Arn, /*]', "['arn:aws:s3:::orders-Beta', /*]"],
    );
    const { verdicts, notices } = await audited(text);
    expect(verdicts).toEqual(['orders → orders-Beta: fails']);
    expect(notices.filter((notice) => notice.includes('has this name'))).toEqual([]);
  });

  test.each(['AWS::S3::BucketPolicy', 'AWS::IAM::Policy'])(
    'over what nobody knows may make any %s: nothing is certain',
    async (type) => {
      const text = edited(plainTemplate, [
        'Resources:\n',
        `${extensions}${names}Resources:\n${denials('!Ref Names', type)}`,
      ]);
      const { verdicts, notices } = await audited(text);
      expect(verdicts.map((each) => each.split(': ').at(-1))).toEqual(['unknown', 'unknown']);
      expect(notices).toEqual([expect.stringContaining('Fn::ForEach::Copies runs over what is not known')]);
    },
  );

  test('over what nobody knows that makes buckets leaves the others alone', async () => {
    const text = edited(plainTemplate, ['Resources:\n', `${extensions}${names}Resources:\n${copies('!Ref Names')}`]);
    const { verdicts, notices } = await audited(text);
    expect(verdicts).toEqual(['orders → Replica: replicates']);
    expect(notices).toEqual([expect.stringContaining('Fn::ForEach::Copies runs over what is not known')]);
  });
});

describe('a loop of conditions', () => {
  const right = "['s3:ReplicateObject', 's3:ReplicateTags']";
  const text = (loops: string, condition: string): string =>
    edited(
      plainTemplate,
      ['Resources:\n', `${extensions}Parameters:\n  Env: { Type: String }\nConditions:\n${loops}Resources:\n`],
      ['Action: [s3:ReplicateObject, s3:ReplicateTags]', `Action: !If [${condition}, ${right}, 's3:Get*']`],
    );
  const conditions = (collection: string, body: string): string =>
    `  Fn::ForEach::Stages:\n    - Stage\n    - ${collection}\n    - ${body}\n`;

  test.each([
    ['that hold', "'Is${Stage}': !Not [!Equals [!Ref Stage, none]]", '[Dev, Prod]', 'replicates'],
    ['that do not', "'Is${Stage}': !Equals [!Ref Stage, none]", '[Dev, Prod]', 'fails'],
    ['of which one is a parameter', "'Is${Stage}': !Equals [!Ref Env, !Ref Stage]", '[Dev, Prod]', 'unknown'],
    ['over what nobody knows', "'Is${Stage}': !Equals [a, a]", '!Ref Env', 'unknown'],
  ])('%s', async (_, body, collection, verdict) => {
    const report = await auditTexts({ 'template.yaml': text(conditions(collection, `{ ${body} }`), 'IsProd') });
    expect(report.replication.map((each) => each.verdict)).toEqual([verdict]);
    const [{ cases = [] } = {}] = report.replication;
    expect(cases.map((each) => `${each.when}: ${each.verdict}`)).toEqual(
      body.includes('Env') ? ['Env is Prod: replicates', 'Env is not Prod: fails'] : [],
    );
  });

  test('that another condition names', async () => {
    const loops = `${conditions('[Dev, Prod]', "{ 'Is${Stage}': !Equals [!Ref Stage, Prod] }")}  Full: !Condition IsProd\n`;
    expect((await audited(text(loops, 'Full'))).verdicts).toEqual(['orders → Replica: replicates']);
  });

  test('on which a resource of a loop hangs', async () => {
    const body = loop(
      '[Dev, Prod]',
      "    - 'Deny${Name}':\n        Type: AWS::IAM::Policy\n        Condition: 'Is${Name}'\n        Properties:\n          Roles: [!Ref Role]\n          PolicyName: !Sub 'deny-${Name}'\n          PolicyDocument: { Statement: [{ Effect: Deny, Action: 's3:*', Resource: '*' }] }\n",
    );
    const all = edited(plainTemplate, [
      'Resources:\n',
      `${extensions}Parameters:\n  Env: { Type: String, AllowedValues: [Test, Prod] }\nConditions:\n${conditions('[Dev, Prod]', "{ 'Is${Stage}': !Equals [!Ref Env, !Ref Stage] }")}Resources:\n${body}`,
    ]);
    const [{ cases = [] } = {}] = (await auditTexts({ 'template.yaml': all })).replication;
    expect(cases.map((each) => `${each.when}: ${each.verdict}`)).toEqual([
      'Env is Prod: fails',
      'Env is Test: replicates',
    ]);
  });
});

test('an output of a loop is exported', async () => {
  const exporting = `${extensions}Resources:\n  Fn::ForEach::Copies:\n    - Name\n    - [Alpha, Beta]\n    - 'Copy\${Name}':\n        Type: AWS::S3::Bucket\n        Properties: { VersioningConfiguration: { Status: Enabled } }\nOutputs:\n  Fn::ForEach::Exports:\n    - Name\n    - [Alpha, Beta]\n    - 'Arn\${Name}': { Value: !GetAtt ['Copy\${Name}', Arn], Export: { Name: !Sub 'arn-\${Name}' } }\n`;
  const importing = edited(
    plainTemplate,
    [replica, ''],
    ['    DependsOn: Replica\n', ''],
    ['Bucket: !GetAtt Replica.Arn', 'Bucket: !ImportValue arn-Beta'],
    ['[!GetAtt Replica.Arn, /*]', '[!ImportValue arn-Beta, /*]'],
  );
  const options = { account: '111122223333', region: 'eu-west-1' };
  const report = await auditTexts({ 'copies.yaml': exporting, 'orders.yaml': importing }, options);
  expect(verdictsIn(report)).toEqual(['orders → copies/CopyBeta: replicates']);
});

describe('a name that is nothing in the template', () => {
  const variable = "Resource: !Sub '${Replica.Arn}/${aws:username}/*'";
  const objects: Edit['0'] = "Resource: !Join ['', [!GetAtt Replica.Arn, /*]]";

  test.each([
    ['of a variable of IAM', edited(plainTemplate, [objects, variable]), ['"aws:username"', '${!aws:username}']],
    ['in Ref', edited(plainTemplate, ['Roles: [!Ref Role]', 'Roles: [!Ref Rolle, !Ref Role]']), ['"Rolle"']],
    ['in GetAtt', edited(plainTemplate, ['Role: !GetAtt Role.Arn', 'Role: !GetAtt Rolle.Arn']), ['"Rolle"']],
    [
      'of a pseudo parameter',
      edited(plainTemplate, ['Resource: arn:aws:s3:::orders\n', "Resource: !Sub 'arn:aws:s3:::${AWS::AccountID}'\n"]),
      ['"AWS::AccountID"'],
    ],
  ])('%s is a fault', async (_, text, parts) => {
    const { verdicts, notices } = await audited(text);
    for (const part of parts) expect(notices.join('\n')).toContain(part);
    expect(verdicts.join()).not.toContain('replicates');
  });

  test('is none where a transform may add it', async () => {
    const text = edited(
      plainTemplate,
      ['Resources:\n', 'Transform: AWS::Serverless-2016-10-31\nResources:\n'],
      ['Roles: [!Ref Role]', 'Roles: [!Ref WorkerRole, !Ref Role]'],
    );
    expect((await audited(text)).notices).toEqual([]);
  });

  test('is none where a loop that nobody can unroll may make it', async () => {
    const text = edited(
      plainTemplate,
      ['Resources:\n', `${extensions}${names}Resources:\n${copies('!Ref Names')}`],
      ['    DependsOn: Replica\n', ''],
      ['Bucket: !GetAtt Replica.Arn', 'Bucket: !GetAtt CopyBeta.Arn'],
    );
    const { verdicts, notices } = await audited(text);
    expect(verdicts.map((each) => each.split(': ').at(-1))).toEqual(['unknown']);
    expect(notices).toEqual([expect.stringContaining('Fn::ForEach::Copies runs over what is not known')]);
  });

  test('is none in the branch that is not taken', async () => {
    const text = edited(
      plainTemplate,
      ['Resources:\n', 'Conditions: { C: !Equals [a, b] }\nResources:\n'],
      ["Prefix: ''", "Prefix: !If [C, !Ref Nothing, '']"],
    );
    expect(await audited(text)).toMatchObject({ verdicts: ['orders → Replica: replicates'], notices: [] });
  });
});

test.each([
  [
    'an identity-based policy',
    '        Statement:\n          - Effect: Allow\n            Action: [s3:GetReplicationConfiguration',
  ],
  ['a trust policy', '        Statement: [{ Effect: Allow, Principal: { Service: s3.amazonaws.com }'],
])('a statement that a macro writes into %s is no fault of it', async (_, before) => {
  const macro = "{ Fn::Transform: { Name: 'AWS::Include', Parameters: { Location: s3://a/b } } }";
  const text = edited(plainTemplate, [
    before,
    before.includes('[{')
      ? before.replace('[{', `[${macro}, {`)
      : before.replace('Statement:\n', `Statement:\n          - ${macro}\n`),
  ]);
  const { verdicts, rules } = await audited(text);
  expect(verdicts).toEqual(['orders → Replica: unknown']);
  expect(rules).not.toContain('policy/invalid');
});

test.each(['Dest', 'Other'])(
  'rights on a bucket that the open destination may be are not too broad (%s)',
  async (name) => {
    const text = edited(
      plainTemplate,
      ['Resources:\n', 'Parameters:\n  Dest: { Type: String }\n  Other: { Type: String }\nResources:\n'],
      ['    DependsOn: Replica\n', ''],
      ['Bucket: !GetAtt Replica.Arn', "Bucket: !Sub 'arn:aws:s3:::${Dest}'"],
      [
        "Resource: !Join ['', [!GetAtt Replica.Arn, /*]]",
        `Resource: ['arn:aws:s3:::known/*', !Sub 'arn:aws:s3:::\${${name}}/*']`,
      ],
    );
    const { verdicts, rules } = await audited(text);
    expect(verdicts).toEqual(['orders → Dest: unknown']);
    expect(rules.filter((rule) => rule.startsWith('least-privilege/'))).toEqual([]);
  },
);
