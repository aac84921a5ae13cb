/** A template that is changed, over what its stack has made: what it no longer has, what it calls by another name, what has no name in it. */
import { describe, expect, test } from '@jest/globals';
import { auditOnto } from './audit-of-files.js';
import { ids, resources, right, snapshotOf, templateOf } from './deployed-estate.js';
import { edited } from './template-text.js';

const base = snapshotOf(right);
const template = templateOf(right);

/** The answer as AWS gives it, with the policy, whose ID says neither its name nor its role. */
function listed(...more: readonly (readonly [id: string, type: string])[]): string {
  const { StackResourceSummaries: known } = JSON.parse(resources) as {
    readonly StackResourceSummaries: readonly object[];
  };
  const others = more.map(([LogicalResourceId, ResourceType]) => ({
    LogicalResourceId,
    ResourceType,
    PhysicalResourceId: `stack-${LogicalResourceId.slice(0, 4)}-1A2B3C`,
    ResourceStatus: 'CREATE_COMPLETE',
  }));
  return JSON.stringify({ StackResourceSummaries: [...known, ...others] });
}

function without(text: string, id: string, next: string): string {
  return text.slice(0, text.indexOf(`  ${id}:\n`)) + text.slice(text.indexOf(`  ${next}:\n`));
}

const policy = ['Policy', 'AWS::IAM::Policy'] as const;
const withoutPolicy = without(template, 'Policy', 'SourceKey');

async function changed(text: string, list: string | null) {
  const { replication, notices = [] } = await auditOnto(base, {
    'template.yaml': text,
    ...(list === null ? {} : { 'list-stack-resources.json': list }),
  });
  return {
    entries: replication.map(({ source, destination, role, verdict }) => [
      source.bucket,
      destination?.bucket,
      role?.split('/').at(-1),
      verdict,
    ]),
    notices,
  };
}

describe('a changed template over what is deployed', () => {
  const same = ['orders', ids.Replica, 'orders-role', 'replicates'];

  test('is joined by the names that AWS gave, also where it has more or less than the stack', async () => {
    const more = edited(template, ['  SourceKey:\n', '  Alarms:\n    Type: AWS::SNS::Topic\n  SourceKey:\n']);
    expect(await changed(more, listed(policy, ['Old', 'AWS::SQS::Queue']))).toEqual({ entries: [same], notices: [] });
  });

  test('that drops a policy of the stack leaves open what the role is allowed', async () => {
    const { entries, notices } = await changed(withoutPolicy, listed(policy));
    expect(entries).toEqual([[...same.slice(0, 3), 'unknown']]);
    expect(notices).toEqual([expect.stringContaining('The stack has Policy, and template.yaml does not')]);
  });

  test('that lacks a policy which the stack may have made says so', async () => {
    const { entries, notices } = await changed(withoutPolicy, listed());
    expect(entries).toEqual([same]);
    expect(notices).toEqual([
      expect.stringContaining('template.yaml does not have the inline policy replication of role'),
    ]);
  });

  test('that drops something else leaves the role alone', async () => {
    expect(await changed(template, listed(policy, ['Worker', 'AWS::Lambda::Function']))).toEqual({
      entries: [same],
      notices: [],
    });
  });

  test('that gives a role a name makes another role', async () => {
    const text = edited(template, [
      '    Type: AWS::IAM::Role\n    Properties:\n',
      '    Type: AWS::IAM::Role\n    Properties:\n      RoleName: copying\n',
    ]);
    const { entries } = await changed(text, listed(policy));
    expect(entries).toEqual([['orders', ids.Replica, 'copying', 'replicates']]);
  });

  test('that gives the destination a name makes another bucket', async () => {
    const text = edited(template, [
      '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n',
      '  Replica:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: orders-copies\n',
    ]);
    const { entries } = await changed(text, listed(policy));
    expect(entries).toEqual([['orders', 'orders-copies', 'orders-role', 'replicates']]);
  });

  test('without the names that AWS gave counts as new, and says what to add', async () => {
    const { notices } = await changed(template, null);
    expect(notices).toEqual([
      expect.stringMatching(
        /Replica, Role, SourceKey, ReplicaKey of template.yaml have no names .* list-stack-resources/u,
      ),
    ]);
  });

  test('counts resources of loops that have no names as new, too', async () => {
    const body = (name: string): string =>
      `  Fn::ForEach::Copies:\n    - Name\n    - [Alpha, Beta]\n    - Copy\${Name}:\n        Type: AWS::S3::Bucket\n        Properties: { ${name} }\n`;
    const looped = (name: string): string =>
      edited(template, ['Resources:\n', `Transform: AWS::LanguageExtensions\nResources:\n${body(name)}`]);
    expect((await changed(looped(''), null)).notices.join()).toContain('ReplicaKey, CopyAlpha');
    expect((await changed(looped('BucketName: !Ref Name'), null)).notices.join()).not.toContain('CopyAlpha');
  });

  test.each([
    [
      'of another type',
      JSON.stringify({
        StackResourceSummaries: [
          { LogicalResourceId: 'Role', PhysicalResourceId: 'x', ResourceType: 'AWS::S3::Bucket' },
        ],
      }),
    ],
    [
      'of another stack',
      JSON.stringify({
        StackResourceSummaries: ['Role', 'A', 'B'].map((LogicalResourceId) => ({
          LogicalResourceId,
          PhysicalResourceId: 'x',
        })),
      }),
    ],
  ])('takes no names from resources %s', async (_, list) => {
    const { notices } = await changed(template, list);
    expect(notices).toEqual([expect.stringContaining('have no names')]);
  });
});
