/** What a change of a template breaks and fixes, and the lines of it. */
import { describe, expect, test } from '@jest/globals';
import { changedLines, changeHeadline, renderChange } from '../../../src/diff/render-change.js';
import type { Diff } from '../../../src/diff/model.js';
import { renderText } from '../../../src/diff/render-text.js';
import { changeOf } from '../../../src/run/change-of.js';
import { run } from '../../../src/run.js';
import { existingIn } from '../../../src/sources/existing.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { account, region, resources, right, snapshotOf, templateOf } from './deployed-estate.js';
import { type Edit, edited } from './template-text.js';
import { plainRun } from '../../plain-run.js';

async function changeBy(base: string, template: string): Promise<Diff> {
  const before = await readFiles([InputFile.ofText('before.json', base)]);
  const files = { 'template.yaml': template, 'list-stack-resources.json': resources };
  const after = await readFiles(
    Object.entries(files).map(([name, text]) => InputFile.ofText(name, text)),
    { account, region, existing: existingIn(before) },
  );
  const judged = {
    inputs: [...before, ...after.map((reading) => ({ ...reading, isChange: true }))],
    ...plainRun,
    today: '2026-01-01',
  };
  const diff = changeOf(judged, run(judged));
  if (diff === null) throw new Error('Nothing is laid over anything.');
  return diff;
}

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

const broken = snapshotOf({ ...right, writing: ['s3:ReplicateTags'] });

const breaking: readonly (readonly [name: string, edit: Edit, at: string, what: string])[] = [
  [
    'a right that is taken away',
    ['Action: [s3:ReplicateObject, s3:ReplicateTags]', 'Action: [s3:ReplicateTags]'],
    '          - Effect: Allow\n            Action: [s3:ReplicateTags]',
    'Action loses s3:ReplicateObject',
  ],
  [
    'a resource that is another one',
    ["Resource: !Join ['', [!GetAtt Replica.Arn, /*]]", 'Resource: !GetAtt Replica.Arn'],
    '          - Effect: Allow\n            Action: [s3:ReplicateObject',
    'Resource loses arn:aws:s3:::orders-replica/*',
  ],
  [
    'a statement that denies',
    [
      "Resource: !Join ['', [!GetAtt Replica.Arn, /*]]\n",
      "Resource: !Join ['', [!GetAtt Replica.Arn, /*]]\n          - { Effect: Deny, Action: s3:ReplicateObject, Resource: '*' }\n",
    ],
    '          - { Effect: Deny',
    'added',
  ],
  [
    'versioning that is suspended',
    [
      '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: Enabled }',
      '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: { Status: Suspended }',
    ],
    '      VersioningConfiguration: { Status: Suspended }',
    'Suspended',
  ],
  [
    'a trust policy of another service',
    ['Service: s3.amazonaws.com', 'Service: ec2.amazonaws.com'],
    '        Statement: [{ Effect: Allow, Principal: { Service: ec2',
    'ec2.amazonaws.com',
  ],
];

describe('a template over what is there', () => {
  test.each(breaking)('breaks by %s, at its line', async (_name, edit, at, what) => {
    const template = edited(templateOf(right), edit);
    const diff = await changeBy(snapshotOf(right), template);
    expect(changeHeadline(diff)).toBe('This change breaks 1 replication rule');
    const line = lineOf(template, at);
    expect(changedLines(diff)).toContainEqual(
      expect.objectContaining({ level: 'error', file: 'template.yaml', line, text: expect.stringContaining(what) }),
    );
    const text = renderText(diff, (each) => each);
    expect(text).toContain(`changed: template.yaml:${line}: `);
    expect(renderChange(diff, (each) => each)).toContain(`template.yaml:${line}: `);
  });

  test('fixes, at its line', async () => {
    const template = templateOf(right);
    const diff = await changeBy(broken, template);
    expect(changeHeadline(diff)).toBe('This change fixes 1 replication rule');
    expect(changedLines(diff)).toContainEqual(
      expect.objectContaining({
        level: 'notice',
        file: 'template.yaml',
        line: lineOf(template, '          - Effect: Allow\n            Action: [s3:ReplicateObject'),
        text: expect.stringContaining('Action gains s3:ReplicateObject'),
      }),
    );
  });

  test('that changes nothing breaks nothing', async () => {
    const diff = await changeBy(snapshotOf(right), templateOf(right));
    expect(changeHeadline(diff)).toBe('This change breaks no replication rule');
    expect(changedLines(diff)).toEqual([]);
  });

  test('that leaves broken what was broken breaks nothing', async () => {
    const diff = await changeBy(broken, templateOf({ ...right, writing: ['s3:ReplicateTags'] }));
    expect(changeHeadline(diff)).toBe('This change breaks no replication rule');
  });

  test('what breaks and has no changed line is shown at the finding', async () => {
    const diff = await changeBy(snapshotOf(right), edited(templateOf(right), breaking[0]?.[1] ?? ['', '']));
    const without = { ...diff, broke: diff.broke.map((pair) => ({ ...pair, changes: [] })) };
    expect(changedLines(without)).toEqual([expect.objectContaining({ level: 'error', file: 'template.yaml' })]);
  });
});
