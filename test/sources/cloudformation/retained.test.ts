import { expect, test } from '@jest/globals';
import { InputFile } from '../../../src/sources/input-file.js';
import { retainedNote } from '../../../src/sources/cloudformation/retained.js';
import { readFiles } from '../../../src/sources/recognise.js';

const readingsOf = (text: string) => readFiles([new InputFile({ name: 't.yaml', given: 't.yaml', text, bytes: null })]);
const template = (...resources: readonly string[]): string => `Resources:\n${resources.join('')}`;
const bucket = (id: string, policy = ''): string =>
  `  ${id}:\n    Type: AWS::S3::Bucket\n${policy === '' ? '' : `    DeletionPolicy: ${policy}\n`}`;

test.each([
  [
    'kept',
    'Retain',
    [bucket('B')],
    /^A \(AWS::S3::Bucket\) is left out .* kept by its DeletionPolicy: what stays of it in the account is not judged here\./u,
  ],
  ['kept once it is there', 'RetainExceptOnCreate', [bucket('B')], /^A \(AWS::S3::Bucket\) is left out/u],
  ['deleted', 'Delete', [bucket('B')], null],
  ['deleted unless it says so', '', [bucket('B')], null],
  ['still there', 'Retain', [bucket('A')], null],
  ['of a policy that is not known', '!Ref P', [bucket('B')], null],
  ['another type', 'Retain', ['  A:\n    Type: AWS::SNS::Topic\n'], /^A \(AWS::S3::Bucket\) is left out/u],
])('a resource that a later template leaves out is %s', async (_, policy, after, note) => {
  const notes = retainedNote(
    await readingsOf(template(bucket('A', policy), bucket('B'))),
    await readingsOf(template(...after)),
  );
  if (note === null) expect(notes).toEqual([]);
  else expect(notes).toEqual([expect.stringMatching(note)]);
});

test('several are one sentence', async () => {
  const before = await readingsOf(template(...['A', 'C'].map((id) => bucket(id, 'Retain'))));
  expect(retainedNote(before, await readingsOf(template(bucket('B'))))).toEqual([
    expect.stringContaining('A (AWS::S3::Bucket), C (AWS::S3::Bucket) are left out'),
  ]);
});
