/** Where the subject of a read stands: whose it is, and where the input speaks of it. */
import type { Origin } from '../../estate/fact.js';
import type { Estate } from '../../estate/model.js';
import { arnFields } from '../../policy/parts.js';
import { regionOf } from '../words/words.js';

export interface SubjectPlace {
  readonly resource: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly origin: Origin | null;
}

const ofAccount = 'account ';

/** `account 111122223333`, as reads about a whole account name their subject. */
export function accountSubject(id: string): string {
  return `${ofAccount}${id}`;
}

/** @param subject - a bucket name, an ARN of a role or key, or `account 111122223333`; null where the estate knows nothing of it */
export function placeOfSubject(estate: Estate, subject: string): SubjectPlace | null {
  const bucket = estate.buckets.get(subject);
  if (bucket !== undefined)
    return { resource: subject, account: bucket.account, region: regionOf(bucket), origin: bucket.origin };
  const role = estate.roles.get(subject);
  if (role !== undefined) return { resource: subject, account: role.account, region: null, origin: role.origin };
  const key = estate.kmsKeys.get(subject);
  if (key !== undefined) return { resource: subject, account: key.account, region: key.region, origin: key.origin };
  const account = subject.startsWith(ofAccount) ? estate.accounts.get(subject.slice(ofAccount.length)) : undefined;
  return account === undefined
    ? null
    : { resource: subject, account: account.id, region: null, origin: account.origin };
}

/** What the name of a subject says by itself, where no input holds it. */
export function placeOfName(subject: string): Omit<SubjectPlace, 'origin'> {
  const [, , , region = '', account = ''] = arnFields(subject);
  const ofSubject = subject.startsWith(ofAccount) ? subject.slice(ofAccount.length) : account;
  return { resource: subject, account: ofSubject || null, region: region || null };
}
