/** Patches as edits of the files that the input came from: made there, the file says what was proved, and all else in it stays. */
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Log } from 'sarif';
import { emitted } from '../../src/fix/emit/index.js';
import type { FileEdit } from '../../src/fix/model.js';
import { withEditsMade } from '../../src/fix/source/apply-edits.js';
import { withEdits } from '../../src/fix/source/with-edits.js';
import { cloudFormationFiles } from '../../src/generate/emit/cloudformation.js';
import { audit } from '../../src/judge.js';
import { repair, type Repaired } from '../../src/repair.js';
import { ruleFacts } from '../../src/rule-facts.js';
import { InputFile } from '../../src/sources/input-file.js';
import { joinReadings } from '../../src/sources/join-readings.js';
import { readFiles } from '../../src/sources/recognise.js';
import { made, setUps } from '../generate/set-ups.js';
import { broken } from './broken.js';
import { sarifEdits } from './sarif-edits.js';
import { plainRepair } from '../plain-run.js';
import { everyNth } from '../tools/every-nth.js';

const fixtures = new URL('../../fixtures/', import.meta.url);

type Files = readonly (readonly [string, string])[];

function filesOf(files: Files): readonly InputFile[] {
  return files.map(([name, text]) => new InputFile({ name, given: '.', text, bytes: null }));
}

async function repaired(name: string, text: string): Promise<Repaired> {
  return repairedFiles([[name, text]]);
}

async function repairedFiles(files: Files, options = {}): Promise<Repaired> {
  const inputs = await readFiles(filesOf(files), options);
  const fixed = repair({
    inputs,
    ...plainRepair,
  });
  return withEdits(fixed, fixed.edited);
}

function editsOf({ report }: Repaired): readonly FileEdit[] {
  return report.patches.flatMap(({ edits = [] }) => edits);
}

async function verdictsOf(name: string, text: string): Promise<readonly string[]> {
  return verdictsOfFiles([[name, text]]);
}

async function verdictsOfFiles(files: Files, options = {}): Promise<readonly string[]> {
  const { replication } = audit(joinReadings(await readFiles(filesOf(files), options)).estate);
  return replication.filter(({ verdict }) => verdict !== 'disabled').map(({ verdict }) => verdict);
}

describe('a snapshot', () => {
  const forms: readonly (readonly [string, (value: unknown) => string])[] = [
    ['two spaces', (value) => JSON.stringify(value, null, 2)],
    ['tabs and CRLF', (value) => JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n')],
    ['one line', (value) => JSON.stringify(value)],
  ];
  // Neighbours are broken in the same kind of place.
  test.each(forms.map(([name, write], index) => [name, write, index] as const))(
    'with %s: says what the patched facts say, and little of it changes',
    async (_, write, index) => {
      let count = 0;
      for (const [name, snapshot] of everyNth(9, broken, 3 * index)) {
        const text = write(snapshot);
        const fixed = await repaired('snapshot.json', text);
        if (fixed.report.patches.length === 0) continue;
        const after = withEditsMade(text, editsOf(fixed));
        expect([name, JSON.parse(after)]).toEqual([name, fixed.facts]);
        for (const { target, edits = [] } of fixed.report.patches)
          expect([name, target, edits.length > 0]).toEqual([name, target, true]);
        count += 1;
      }
      expect(count).toBeGreaterThan(4);
    },
    60_000,
  );

  test('the form of the others stays: every line that is not edited is there, in its order', async () => {
    const path = new URL('estates/five-independent-defects.json', fixtures);
    const text = readFileSync(path, 'utf8');
    const fixed = await repaired('snapshot.json', text);
    const lines = withEditsMade(text, editsOf(fixed)).split('\n');
    const isTouched = (line: number): boolean =>
      editsOf(fixed).some(({ startLine, endLine }) => startLine <= line && line <= endLine);
    const kept = text.split('\n').filter((_line, index) => !isTouched(index + 1));
    expect(kept.length).toBeGreaterThan(text.split('\n').length * 0.9);
    let at = 0;
    for (const line of lines) if (line === kept[at]) at += 1;
    expect(at).toBe(kept.length);
  });
});

/** One template in several spellings, each broken in another way; `#` comments have to stay. */
const head = `# the whole
Parameters:
  Name: {Type: String, Default: orders}
Resources:
  Source:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Ref Name
      VersioningConfiguration: {Status: Enabled} # on
      ReplicationConfiguration:
        Role: !GetAtt Role.Arn
        Rules:
          - {Id: all, Status: Enabled, Priority: 1, Filter: {Prefix: ''}, DeleteMarkerReplication: {Status: Disabled}, Destination: {Bucket: !GetAtt Replica.Arn}}
  Replica:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled
`;
const role = (trust: string, policy: string): string => `${head}  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: # who
        Version: '2012-10-17'
        Statement:
${trust}${policy}`;
const trusted = `          - Effect: Allow
            Principal: {Service: s3.amazonaws.com}
            Action: sts:AssumeRole
`;
const policy = (statements: string): string => `      Policies:
        - PolicyName: replication
          PolicyDocument:
            Version: '2012-10-17'
            Statement: # what
${statements}`;
const reading = `              - Effect: Allow
                Action:
                  - s3:GetReplicationConfiguration # first
                  - s3:ListBucket
                Resource: !Sub arn:aws:s3:::\${Name}
              - Effect: Allow
                Action: [s3:GetObjectVersionForReplication, s3:GetObjectVersionAcl, s3:GetObjectVersionTagging]
                Resource: !Sub arn:aws:s3:::\${Name}/*
`;
const writing = `              - Effect: Allow
                Action: s3:ReplicateObject # last
                Resource: !Sub \${Replica.Arn}/*
`;
const good = role(trusted, policy(reading + writing));

const templates: Readonly<Record<string, string>> = {
  'a statement is missing': role(trusted, policy(reading)),
  'an action of a list with comments is missing': good.replace('                  - s3:ListBucket\n', ''),
  'an action of a list in brackets is missing': good.replace('s3:GetObjectVersionAcl, ', ''),
  'a list of one in a single word': good
    .replace('                Action:\n', '                Action: s3:ListBucket\n')
    .replace('                  - s3:GetReplicationConfiguration # first\n                  - s3:ListBucket\n', ''),
  'the role has no policy at all': role(trusted, ''),
  'another service is trusted': good.replace('Service: s3.amazonaws.com', 'Service: ec2.amazonaws.com'),
  'statements in braces': role(
    '          [{Effect: Allow, Principal: {Service: s3.amazonaws.com}, Action: sts:AssumeRole}]\n',
    policy(
      `              [{Effect: Allow, Action: [s3:GetReplicationConfiguration], Resource: !Sub 'arn:aws:s3:::\${Name}'}]\n`,
    ),
  ),
  'a single statement without a list': role(trusted, policy(reading)).replace(
    `${trusted}`,
    '          Effect: Allow\n          Principal: {Service: ec2.amazonaws.com}\n          Action: sts:AssumeRole\n',
  ),
  'versioning is suspended': good.replace('        Status: Enabled\n', '        Status: Suspended # why\n'),
  'versioning is missing': good.replace('      VersioningConfiguration: {Status: Enabled} # on\n', ''),
  'the rule selects by a Deny': role(
    trusted,
    policy(`${reading}${writing}              - {Effect: Deny, Action: 's3:Replicate*', Resource: '*'}\n`),
  ),
};

describe('a template in YAML', () => {
  test('replicates where nothing is broken', async () => {
    expect(await verdictsOf('t.yaml', good)).toEqual(['replicates']);
  });

  const spellings = Object.entries(templates).flatMap(([name, text]) => [
    [name, text],
    [`${name}, CRLF`, text.replaceAll('\n', '\r\n')],
  ]);
  test.each(spellings)('%s: the edited template replicates, its comments are there', async (name = '', text = '') => {
    expect(await verdictsOf('t.yaml', text)).not.toEqual(['replicates']);
    const fixed = await repaired('t.yaml', text);
    expect(fixed.report.verified).toBe(true);
    const after = withEditsMade(text, editsOf(fixed));
    expect([name, await verdictsOf('t.yaml', after)]).toEqual([name, ['replicates']]);
    const comments = (all: string): readonly string[] => all.match(/#.*/gu) ?? [];
    expect(comments(after)).toEqual(comments(text));
    // What code names is referred to, whatever account and Region it is deployed to.
    expect(after).not.toMatch(/[\uFDD0-\uFDEF]|123456789012/u);
    expect(after.includes('\r\n')).toBe(text.includes('\r\n'));
  });

  test('what a function says is for a person to edit: the place is named, and there is no edit', async () => {
    const text = role(trusted, policy(reading)).replace(
      '- PolicyName: replication',
      '- PolicyName: replication # here',
    );
    const byFunction = text.replace(
      "            Version: '2012-10-17'\n            Statement: # what",
      "            Version: '2012-10-17'\n            Statement: !If [Never, [], !Ref AWS::NoValue] # what",
    );
    const cut = byFunction.slice(0, byFunction.indexOf('              - Effect: Allow\n                Action:\n'));
    const fixed = await repaired('t.yaml', `Conditions: {Never: !Equals [a, b]}\n${cut}`);
    for (const patch of fixed.report.patches.filter(({ edits }) => edits === undefined))
      expect(patch.place).toMatchObject({ file: 't.yaml', line: expect.any(Number) });
  });
});

describe('a template in JSON', () => {
  const template = {
    Resources: {
      Source: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          VersioningConfiguration: { Status: 'Enabled' },
          ReplicationConfiguration: {
            Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
            Rules: [
              {
                Id: 'all',
                Status: 'Enabled',
                Priority: 1,
                Filter: { Prefix: '' },
                DeleteMarkerReplication: { Status: 'Disabled' },
                Destination: { Bucket: { 'Fn::GetAtt': ['Replica', 'Arn'] } },
              },
            ],
          },
        },
      },
      Replica: { Type: 'AWS::S3::Bucket', Properties: {} },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
          Policies: [
            {
              PolicyName: 'replication',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: 's3:GetReplicationConfiguration',
                    Resource: { 'Fn::GetAtt': ['Source', 'Arn'] },
                  },
                ],
              },
            },
          ],
        },
      },
    },
  };

  test.each([
    ['two spaces', JSON.stringify(template, null, 2)],
    ['tabs', JSON.stringify(template, null, '\t')],
    ['one line', JSON.stringify(template)],
  ])('%s: the edited template replicates, and names its own resources', async (_, text) => {
    const fixed = await repaired('t.json', text);
    expect(fixed.report.patches.every(({ edits = [] }) => edits.length > 0)).toBe(true);
    const after = withEditsMade(text, editsOf(fixed));
    expect(await verdictsOf('t.json', after)).toEqual(['replicates']);
    expect(after).toContain('arn:aws:s3:::${Replica}/*');
    expect(after.split('\n').length === 1).toBe(text.split('\n').length === 1);
  });
});

describe('a template whose conditions have no value', () => {
  const conditional = (otherwise: string): string =>
    good
      .replace('Parameters:\n', 'Parameters:\n  Much: {Type: String}\n')
      .replace('Resources:\n', "Conditions:\n  IsMuch: !Equals [!Ref Much, 'yes']\nResources:\n")
      .replace(
        'Action: s3:ReplicateObject # last',
        `Action: !If [IsMuch, 's3:ReplicateObject', '${otherwise}'] # last`,
      );

  test('each case has its fix; the one that takes most is shown, and the files are not edited for all', async () => {
    const { report, exitCode } = await repaired('t.yaml', conditional('s3:GetObject'));
    expect(report.cases?.map(({ verified, patches }) => [verified, patches.length])).toEqual([
      [true, 0],
      [true, 1],
    ]);
    expect([report.verified, exitCode, report.patches.length]).toEqual([true, 0, 1]);
    expect(report.patches[0]).toMatchObject({ place: { file: 't.yaml' } });
    expect(report.patches[0]?.edits).toBeUndefined();
    const text = await emitted({ ...(await repaired('t.yaml', conditional('s3:GetObject'))) }, 'text', {
      color: false,
      rules: ruleFacts,
      workingDirectory: '/',
    });
    expect(text).toMatch(/^When .*: nothing to change\.$/mu);
    expect(text).toMatch(/^When .*: 1 change of those above\.$/mu);
  });

  test('no case is verified for another: one that nothing mends fails the whole', async () => {
    const text = conditional('s3:GetObject').replace(
      '{Bucket: !GetAtt Replica.Arn}',
      '{Bucket: !If [IsMuch, !GetAtt Replica.Arn, !Sub "arn:aws:s3:::${Name}"]}',
    );
    const { report, exitCode } = await repaired('t.yaml', text);
    expect(report.cases?.map(({ verified }) => verified)).toEqual([true, false]);
    expect([report.verified, exitCode]).toEqual([false, 1]);
  });
});

describe('generated stacks, each action of a policy left out in turn', () => {
  test.each(['plain', 'with a prefix, to another account', 'in one Region', 'one to two'])(
    '%s',
    async (setUp) => {
      const written = cloudFormationFiles(made(setUps[setUp] ?? []).setup);
      const deployments = written.map(({ path }) => {
        const [, account = '', region = ''] = /^\d-(\d+)-(.+)\.yaml$/u.exec(path) ?? [];
        return { file: path, account, region };
      });
      const whole: Files = written.map(({ path, text }) => [path, text]);
      const all = await verdictsOfFiles(whole, { deployments });
      let tried = 0;
      for (const [path, text] of whole) {
        const lines = text.split('\n');
        for (const [index, line] of lines.entries()) {
          if (!/^\s+- ["']?(?:s3|kms):\w+["']?$/u.test(line)) continue;
          const without = lines.filter((_line, at) => at !== index).join('\n');
          const files: Files = whole.map(([name, own]) => [name, name === path ? without : own]);
          const before = await verdictsOfFiles(files, { deployments });
          if (before.every((verdict, at) => verdict === all[at])) continue;
          tried += 1;
          const fixed = await repairedFiles(files, { deployments });
          const edits = editsOf(fixed);
          expect([line, fixed.report.patches.every((patch) => patch.edits !== undefined)]).toEqual([line, true]);
          const edited: Files = files.map(([name, own]) => [
            name,
            withEditsMade(
              own,
              edits.filter(({ file }) => file === name),
            ),
          ]);
          expect([line, await verdictsOfFiles(edited, { deployments })]).toEqual([line, all]);
        }
      }
      expect(tried).toBeGreaterThan(1);
    },
    60_000,
  );
});

// ---- SARIF ----------------------------------------------------------------------------------------------------------

const require = createRequire(import.meta.url);

function schemaOf(folder: string): string {
  const path = join(folder, 'sarif-2.1.0.json');
  if (existsSync(path)) return path;
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) =>
    /sarif-(?:schema-)?2\.1\.0(?:-rtm\.\d)?\.json$/u.test(name),
  );
  if (found === undefined) throw new Error('no schema');
  return join(folder, found);
}

const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(schemaOf(dirname(String(require('@microsoft/sarif-multitool')))), 'utf8')) as object,
);

test('SARIF: what its fixes say, made in the file, makes it replicate', async () => {
  let count = 0;
  for (const [name, snapshot] of everyNth(4, broken)) {
    const text = JSON.stringify(snapshot, null, 2);
    const fixed = await repaired('in/snapshot.json', text);
    const log = JSON.parse(
      await emitted(fixed, 'sarif', { color: false, rules: ruleFacts, workingDirectory: '/' }),
    ) as Log;
    expect([name, isValid(log)]).toEqual([name, true]);
    if (!fixed.report.verified || fixed.report.patches.length === 0) continue;
    const edits = sarifEdits(log);
    expect(new Set(edits.map(({ file }) => file))).toEqual(new Set(['in/snapshot.json']));
    const after = await verdictsOf('in/snapshot.json', withEditsMade(text, edits));
    expect([name, after]).toEqual([name, after.map(() => 'replicates')]);
    count += 1;
  }
  expect(count).toBeGreaterThan(9);
}, 60_000);

test.each(Object.entries(templates))(
  'SARIF of a template, %s: its fixes, made in the file, make it replicate',
  async (_, text) => {
    const fixed = await repaired('stacks/t.yaml', text);
    const log = JSON.parse(
      await emitted(fixed, 'sarif', { color: false, rules: ruleFacts, workingDirectory: '/' }),
    ) as Log;
    expect(isValid(log)).toBe(true);
    const edits = sarifEdits(log);
    expect(new Set(edits.map(({ file }) => file))).toEqual(new Set(['stacks/t.yaml']));
    expect(await verdictsOf('stacks/t.yaml', withEditsMade(text, edits))).toEqual(['replicates']);
  },
);

test('the diff is one that git takes', async () => {
  const fixed = await repaired('stacks/t.yaml', templates['a statement is missing'] ?? '');
  const text = await emitted(fixed, 'patch', { color: false, rules: ruleFacts, workingDirectory: '/' });
  expect(text).toMatch(/^--- a\/stacks\/t\.yaml\n\+\+\+ b\/stacks\/t\.yaml\n@@ /u);
  expect(text.split('\n').filter((line) => /^-(?!--)/u.test(line))).toEqual([]);
});
