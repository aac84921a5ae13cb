/** What a later template leaves out or replaces, and the policies of its resources keep. */
import { describe, expect, test } from '@jest/globals';
import { InputFile } from '../../../src/sources/input-file.js';
import { retainedIn, type Retained } from '../../../src/sources/cloudformation/retained.js';
import { readFiles } from '../../../src/sources/recognise.js';

const readingsOf = (text: string, name: string) =>
  readFiles([new InputFile({ name, given: name, text, bytes: null })], {
    account: '111122223333',
    region: 'us-east-1',
  });
const template = (...resources: readonly string[]): string =>
  `Conditions:\n  Never: !Equals [a, b]\nResources:\n${resources.join('')}`;
const resource = (id: string, type: string, attributes = '', properties = ''): string =>
  `  ${id}:\n    Type: ${type}\n${attributes === '' ? '' : `    ${attributes}\n`}${properties === '' ? '' : `    Properties: ${properties}\n`}`;
const bucket = (id: string, attributes = '', name = `${id.toLowerCase()}-bucket`): string =>
  resource(id, 'AWS::S3::Bucket', attributes, `{ BucketName: ${name} }`);
const both = 'DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain';

async function retained(before: readonly string[], after: readonly string[]): Promise<Retained> {
  return retainedIn(
    await readingsOf(template(...before), 'old.yaml'),
    await readingsOf(template(...after), 'new.yaml'),
  );
}

/** Names and ARNs of what stays. */
function namesIn({ readings }: Retained): readonly string[] {
  return readings.flatMap(({ facts }) =>
    (facts?.accounts ?? []).flatMap(({ buckets = [], roles = [], keys = [] }) => [
      ...buckets.map(({ Name }) => Name),
      ...[...roles, ...keys].map(({ Arn }) => Arn ?? 'a key'),
    ]),
  );
}

const leftOut =
  /^A \(AWS::S3::Bucket\) is left out .* kept by its DeletionPolicy: it is judged as the earlier template made it\.$/u;
const replaced =
  /^A \(AWS::S3::Bucket\) is made anew under another name .* kept by its UpdateReplacePolicy: it is judged/u;

describe('a bucket', () => {
  test.each<readonly [string, string, readonly string[], RegExp | null]>([
    ['left out, kept', 'DeletionPolicy: Retain', [], leftOut],
    ['left out, kept once it is there', 'DeletionPolicy: RetainExceptOnCreate', [], leftOut],
    ['left out, deleted', 'DeletionPolicy: Delete', [], null],
    ['left out, deleted unless it says so', '', [], null],
    ['left out, of a policy that is not known', 'DeletionPolicy: !Ref P', [], null],
    ['left out, kept only where it is replaced', 'UpdateReplacePolicy: Retain', [], null],
    ['of another type', 'DeletionPolicy: Retain', [resource('A', 'AWS::SNS::Topic')], leftOut],
    ['of another logical id', 'DeletionPolicy: Retain', [bucket('C')], leftOut],
    ['of another logical id and the same name', both, [bucket('C', both, 'a-bucket')], null],
    ['still there', both, [bucket('A', both)], null],
    ['there under a condition that is false', both, [bucket('A', `${both}\n    Condition: Never`)], leftOut],
    ['replaced, kept', both, [bucket('A', both, 'other')], replaced],
    ['replaced, kept by the earlier template alone', both, [bucket('A', '', 'other')], null],
    ['replaced, kept by the later template alone', '', [bucket('A', both, 'other')], null],
    ['replaced, kept only where it is left out', 'DeletionPolicy: Retain', [bucket('A', both, 'other')], null],
    ['replaced, deleted', '', [bucket('A', '', 'other')], null],
  ])('%s', async (_, attributes, after, note) => {
    const found = await retained([bucket('A', attributes), bucket('B')], [...after, bucket('B')]);
    // What the later template makes is not said twice.
    expect(namesIn(found)).toEqual(note === null ? [] : ['a-bucket']);
    if (note !== null) expect(found.notes).toEqual([expect.stringMatching(note)]);
  });

  test('several are one sentence', async () => {
    const { notes } = await retained([bucket('A', both), bucket('C', both), bucket('B')], [bucket('B')]);
    expect(notes).toEqual([
      expect.stringContaining('A (AWS::S3::Bucket), C (AWS::S3::Bucket) are left out of the later template'),
    ]);
  });

  test('what another resource says of it is not known afterwards', async () => {
    const policy = resource(
      'P',
      'AWS::S3::BucketPolicy',
      '',
      "{ Bucket: a-bucket, PolicyDocument: { Version: '2012-10-17', Statement: [] } }",
    );
    const partsOf = async (before: readonly string[]): Promise<object | undefined> =>
      (await retained([...before, bucket('B')], [bucket('B')])).readings[0]?.facts?.accounts[0]?.buckets?.[0];
    const own = await partsOf([bucket('A', both)]);
    expect(own).toMatchObject({
      GetBucketPolicy: { Error: { Code: 'NoSuchBucketPolicy' } },
      GetBucketReplication: { Error: { Code: 'ReplicationConfigurationNotFoundError' } },
    });
    const other = await partsOf([bucket('A', both), policy]);
    expect(other).not.toHaveProperty('GetBucketPolicy');
    expect(other).toHaveProperty('GetBucketReplication');
  });
});

test('a key', async () => {
  const key = resource('K', 'AWS::KMS::Key', both, "{ KeyPolicy: { Version: '2012-10-17', Statement: [] } }");
  const found = await retained([key, bucket('B')], [bucket('B')]);
  expect(found.readings[0]?.facts?.accounts[0]?.keys).toHaveLength(1);
  expect(namesIn(await retained([key, bucket('B')], [key, bucket('B')]))).toEqual([]);
});

describe('a role', () => {
  const trust = "AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] }";
  const document = "PolicyDocument: { Version: '2012-10-17', Statement: [] }";
  const role = resource(
    'R',
    'AWS::IAM::Role',
    both,
    `{ RoleName: r, ${trust}, Policies: [{ PolicyName: own, ${document} }] }`,
  );
  const policy = resource('P', 'AWS::IAM::Policy', '', `{ PolicyName: other, Roles: [r], ${document} }`);

  test.each([
    ['with its own policies', [role], true],
    ['with policies of other resources, which may be gone', [role, policy], false],
  ])('%s', async (_, before, arePoliciesKnown) => {
    const found = await retained([...before, bucket('B')], [bucket('B')]);
    expect(namesIn(found)).toEqual(['arn:aws:iam::111122223333:role/r']);
    const [kept] = found.readings[0]?.facts?.accounts[0]?.roles ?? [];
    expect(kept).toHaveProperty('GetRole');
    expect(Object.keys(kept ?? {}).includes('GetRolePolicy')).toBe(arePoliciesKnown);
    expect(Object.keys(kept ?? {}).includes('ListRolePolicies')).toBe(arePoliciesKnown);
  });

  test('renamed', async () => {
    const found = await retained([role], [role.replace('RoleName: r', 'RoleName: s')]);
    expect(namesIn(found)).toEqual(['arn:aws:iam::111122223333:role/r']);
  });
});

test('a resource that nothing is judged of is named', async () => {
  const { readings, notes } = await retained(
    [resource('T', 'AWS::SNS::Topic', 'DeletionPolicy: Retain'), bucket('B')],
    [bucket('B')],
  );
  expect(readings).toEqual([]);
  expect(notes).toEqual([
    expect.stringMatching(
      /^T \(AWS::SNS::Topic\) is left out .*: what stays of it in the account is not judged here\./u,
    ),
  ]);
});
