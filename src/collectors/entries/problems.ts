/** What is missing in a snapshot, from the errors that stand in it. */
import { meansAbsence } from '../../sources/build/answer.js';
import { iamActionFor } from '../../sources/read-operations.js';
import { type Json, type JsonObject, isJsonObject, listAt, memberAt, textAt } from '../json.js';
import { type CollectProblem, interruptedCode } from '../model.js';
import type { AccountEntries } from './account-entries.js';

interface Place {
  readonly account: string | null;
  readonly subject: string | null;
  readonly isNeeded: boolean;
}

function* errorsIn(value: Json | undefined, operation: string, place: Place): Generator<CollectProblem> {
  const code = textAt(value, 'Error', 'Code');
  if (code !== undefined) {
    if (meansAbsence(code)) return;
    const failed = textAt(value, 'Operation') ?? operation;
    yield {
      kind: 'unreadable',
      ...place,
      operation: failed,
      action: iamActionFor(failed),
      code,
      message: textAt(value, 'Error', 'Message') ?? '',
    };
    return;
  }
  if (Array.isArray(value)) for (const element of value as readonly Json[]) yield* errorsIn(element, operation, place);
}

function* errorsOf(entry: Json, name: string, place: Omit<Place, 'subject'>): Generator<CollectProblem> {
  if (!isJsonObject(entry)) return;
  const subject = textAt(entry, name) ?? null;
  for (const [operation, answer] of Object.entries(entry)) {
    const isNeeded = place.isNeeded && operation !== 'ObservedReplication';
    yield* errorsIn(answer, operation, { ...place, isNeeded, subject });
  }
}

/** Member accounts can rarely read these, and verdicts say that they rest on them: they are told, but nothing waits for them. */
function* errorsOfOrganization(organization: Json | undefined, account: string | null): Generator<CollectProblem> {
  const place = { account, subject: account, isNeeded: false };
  yield* errorsIn(organization, 'DescribeOrganization', place);
  for (const name of ['serviceControlPolicies', 'resourceControlPolicies']) {
    const levels = memberAt(organization, name);
    yield* errorsIn(levels, 'ListPoliciesForTarget', place);
    for (const level of listAt(organization, name)) {
      const ofLevel = { ...place, subject: textAt(level, 'target') ?? account };
      yield* errorsIn(memberAt(level, 'policies'), 'DescribePolicy', ofLevel);
    }
  }
}

const lists = [
  ['buckets', 'Name'],
  ['roles', 'Arn'],
  ['policies', 'Arn'],
  ['keys', 'Arn'],
] as const;

/** What is missing because a run ended before its time. */
export const interruption: CollectProblem = {
  kind: 'interrupted',
  account: null,
  operation: null,
  action: null,
  subject: null,
  code: interruptedCode,
  message: 'The run was ended early: what it had not read by then is missing.',
  isNeeded: true,
};

/** What is missing because the time that was given for a run was up. */
export const outOfTime: CollectProblem = {
  ...interruption,
  code: 'OutOfTime',
  message: 'The time given for the run was up: what it had not read by then is missing.',
};

/** Accounts whose credentials ended, and all that stands as an error in what was read. */
export function problemsOf(
  works: readonly AccountEntries[],
  accounts: readonly JsonObject[],
  external: readonly JsonObject[],
): readonly CollectProblem[] {
  const endings = works.flatMap(({ id, answers: { ended } }): readonly CollectProblem[] =>
    ended === null
      ? []
      : [
          {
            kind: 'credentials',
            account: id,
            operation: null,
            action: null,
            subject: null,
            code: ended.code,
            message: ended.message,
            isNeeded: true,
          },
        ],
  );
  return [...endings, ...problemsIn(accounts, external)];
}

/** What a snapshot lacks that a verdict may need: what ended its run, and every answer that is an error. */
export function missingIn(snapshot: Json): readonly string[] {
  const ended = listAt(snapshot, 'collection', 'problems').map((problem) => textAt(problem, 'code') ?? '');
  const found = problemsIn(
    listAt(snapshot, 'accounts').filter(isJsonObject),
    listAt(snapshot, 'externalBuckets').filter(isJsonObject),
  );
  return [...ended, ...[...found].filter(({ isNeeded }) => isNeeded).map(({ code }) => code)];
}

/** One problem for each answer that is an error and does not mean "there is none", in the snapshot's order. */
function* problemsIn(accounts: readonly JsonObject[], external: readonly JsonObject[]): Generator<CollectProblem> {
  for (const entry of accounts) {
    const account = textAt(entry, 'id') ?? null;
    yield* errorsIn(entry['ListBuckets'], 'ListBuckets', { account, subject: account, isNeeded: true });
    yield* errorsIn(entry['GetPublicAccessBlock'], 'GetAccountPublicAccessBlock', {
      account,
      subject: account,
      isNeeded: true,
    });
    // Live replication needs no job.
    yield* errorsIn(entry['ListJobs'], 'ListJobs', { account, subject: account, isNeeded: false });
    for (const list of listAt(entry['ListJobs'])) yield* cutList(list, account);
    for (const job of listAt(entry['jobs'])) yield* errorsOf(job, 'JobId', { account, isNeeded: false });
    yield* errorsOfOrganization(entry['organization'], account);
    for (const [list, name] of lists) {
      for (const element of listAt(entry[list])) {
        // Another account's key: its state is asked for, and often refused.
        const isForeign = list === 'keys' && textAt(element, 'Arn')?.split(':')[4] !== account;
        yield* errorsOf(element, name, { account, isNeeded: !isForeign });
      }
    }
  }
  for (const bucket of external) yield* errorsOf(bucket, 'Name', { account: null, isNeeded: false });
}

/** A list of jobs that was not read to its end. */
function* cutList(list: Json, account: string | null): Generator<CollectProblem> {
  if (textAt(list, 'NextToken') === undefined) return;
  yield {
    kind: 'unreadable',
    account,
    subject: account,
    operation: 'ListJobs',
    action: iamActionFor('ListJobs'),
    code: 'TooManyJobs',
    message: `Region ${textAt(list, 'Region') ?? ''} has more jobs of S3 Batch Operations than were read: the roles of the others are not judged.`,
    isNeeded: false,
  };
}
