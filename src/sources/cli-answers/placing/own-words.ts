/** What an answer says itself of whose it is, and how people are told what it does not say. */
import { accountOfArn } from '../../../estate/arn.js';
import { isObject } from '../../shape.js';
import { type Operation, type Subject, subjectOf } from '../operations.js';
import type { Piece } from '../pieces.js';
import { idIn } from './path-names.js';

export type Answer = { readonly subject: string; readonly isByName: boolean } | null;

const jobId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/u;

export function ofJob(piece: Piece): Answer {
  const { Job: job } = piece.value;
  const id = isObject(job) ? job['JobId'] : (piece.options.get('job-id') ?? idIn(piece, jobId));
  return typeof id === 'string' ? { subject: id, isByName: false } : null;
}

export function jobAccountOf({ value: { Job: job } }: Piece): string | null {
  const arn = isObject(job) ? (job['JobArn'] ?? job['RoleArn']) : undefined;
  return typeof arn === 'string' ? accountOfArn(arn) : null;
}

export function ofOrganization(operation: Operation, piece: Piece, account: string | null): Answer {
  const { value, options, hints } = piece;
  if (operation === 'DescribeOrganization') return account === null ? null : { subject: account, isByName: false };
  if (operation === 'DescribePolicy') {
    const { Policy: policy } = value;
    const summary = isObject(policy) ? policy['PolicySummary'] : undefined;
    const id = isObject(summary) ? summary['Id'] : (options.get('policy-id') ?? idIn(piece, /p-[a-zA-Z0-9_]{8,128}/u));
    return typeof id === 'string' ? { subject: id, isByName: false } : null;
  }
  const target =
    options.get('target-id') ??
    options.get('child-id') ??
    idIn(piece, /(?<![a-z0-9])r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}/u);
  const subject = target ?? hints.account ?? account;
  return subject === null ? null : { subject, isByName: false };
}

const words: Readonly<Record<Subject, string>> = {
  account: 'which account it is about',
  bucket: 'which bucket it is about',
  role: 'which role it is about',
  policy: 'which managed policy it is about',
  key: 'which key it is about',
  job: 'which job it is about',
  organization: 'which account or organizational unit it is about',
};

export function openOf({ operations }: Piece): string {
  return [...new Set(operations.map((operation) => words[subjectOf(operation)]))].join(', or ');
}
