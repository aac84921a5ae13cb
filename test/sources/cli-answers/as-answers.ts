/** A snapshot, told as people would send it: one file an answer, in folders and under names of several habits. */
import { InputFile } from '../../../src/sources/input-file.js';

type Entry = Record<string, unknown>;

export interface Answer {
  readonly account: string;
  readonly kind: 'account' | 'bucket' | 'role' | 'policy' | 'key' | 'organization';
  readonly subject: string;
  readonly operation: string;
  readonly value: unknown;
}

export interface SnapshotLike {
  readonly accounts: readonly Entry[];
  readonly externalBuckets?: readonly Entry[];
}

function entries(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? (value as readonly Entry[]) : [];
}

function operationsOf(entry: Entry): readonly (readonly [string, unknown])[] {
  return Object.entries(entry).filter(([name]) => /^(?:Get|List|Describe|Head)/u.test(name));
}

/** Everything that the snapshot says of its accounts, as answers; organizations apart. */
export function answersOf(snapshot: SnapshotLike): readonly Answer[] {
  const answers: Answer[] = [];
  for (const account of snapshot.accounts) {
    const id = String(account['id']);
    const add = (kind: Answer['kind'], subject: string, operation: string, value: unknown): void => {
      answers.push({ account: id, kind, subject, operation, value });
    };
    add('account', id, 'GetCallerIdentity', { UserId: 'AIDA', Account: id, Arn: `arn:aws:iam::${id}:user/auditor` });
    if (account['organization'] === null)
      add('organization', id, 'DescribeOrganization', {
        Error: { Code: 'AWSOrganizationsNotInUseException', Message: 'none' },
      });
    if (account['GetPublicAccessBlock'] !== undefined)
      add('account', id, 'GetPublicAccessBlock', account['GetPublicAccessBlock']);
    const buckets = entries(account['buckets']);
    add('account', id, 'ListBuckets', {
      Buckets: buckets.map(({ Name, BucketRegion }) => ({
        Name,
        CreationDate: '2024-01-01T00:00:00Z',
        ...(BucketRegion === undefined ? {} : { BucketRegion }),
      })),
      Owner: { ID: 'abc' },
    });
    for (const bucket of buckets)
      for (const [operation, value] of operationsOf(bucket)) add('bucket', String(bucket['Name']), operation, value);
    add('account', id, 'GetAccountAuthorizationDetails', {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: entries(account['roles']).filter((role) => role['AssumeRolePolicyDocument'] !== undefined),
      Policies: account['policies'] ?? [],
    });
    for (const key of entries(account['keys'])) {
      const described = key['DescribeKey'] as { KeyMetadata?: { Arn?: string } } | undefined;
      const arn = String(described?.KeyMetadata?.Arn ?? key['Arn']);
      for (const [operation, value] of operationsOf(key)) add('key', arn, operation, value);
    }
  }
  return answers;
}

export function commandOf(operation: string): string {
  return operation.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`).slice(1);
}

function textOf({ operation, value }: Answer): string {
  const { Error: failed } = value as { Error?: { Code: string; Message?: string } };
  return failed === undefined
    ? JSON.stringify(value, null, 4)
    : `\nAn error occurred (${failed.Code}) when calling the ${operation} operation: ${failed.Message ?? ''}\n`;
}

function regionOf(arn: string): string {
  return arn.split(':')[3] ?? '';
}

function shortName({ kind, subject }: Answer): string {
  // A multi-Region key has one id in all its Regions.
  return kind === 'key' ? `${regionOf(subject)}_${subject.slice(subject.lastIndexOf('/') + 1)}` : subject;
}

/** Habits of naming; each gives the path of an answer below the folder that is given. */
export const habits: Readonly<Record<string, (answer: Answer) => string>> = {
  'a folder for each thing': (answer) =>
    answer.kind === 'account' || answer.kind === 'organization'
      ? `${answer.account}/${commandOf(answer.operation)}.json`
      : `${answer.account}/${answer.kind}s/${shortName(answer)}/${commandOf(answer.operation)}.json`,
  'the command and the name': (answer) =>
    answer.kind === 'account' || answer.kind === 'organization'
      ? `${answer.account}/${commandOf(answer.operation)}.json`
      : `${answer.account}/${commandOf(answer.operation)}_${shortName(answer)}.json`,
  'the name and the operation': (answer) =>
    answer.kind === 'account' || answer.kind === 'organization'
      ? `${answer.account}/${answer.operation}.txt`
      : `${answer.account}/${shortName(answer)}-${answer.operation}.txt`,
  'a folder for each command': (answer) =>
    answer.kind === 'account' || answer.kind === 'organization'
      ? `${answer.account}/eu-west-1/${commandOf(answer.operation)}.json`
      : `${answer.account}/${answer.kind === 'key' ? regionOf(answer.subject) : 'eu-west-1'}/${answer.kind === 'key' ? 'kms' : 's3'}-${commandOf(answer.operation)}/${answer.kind === 'key' ? answer.subject.slice(answer.subject.lastIndexOf('/') + 1) : answer.subject}`,
};

export function filesOf(
  answers: readonly Answer[],
  pathOf: (answer: Answer) => string,
  given = 'answers',
): readonly InputFile[] {
  return answers.map(
    (answer) => new InputFile({ name: `${given}/${pathOf(answer)}`, given, text: textOf(answer), bytes: null }),
  );
}
