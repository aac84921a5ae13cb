/** Where the subject of a read stands: whose it is, and where the input speaks of it. */
import type { Fact, Origin } from '../../estate/fact.js';
import type { Estate, NamedPolicy } from '../../estate/model.js';
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

/** Whose policy stands at a place of the input; null where nobody's does. */
export function placeOfPolicy(estate: Estate, { source, pointer }: Origin): Omit<SubjectPlace, 'origin'> | null {
  const isThere = (policy: Fact<unknown>): boolean =>
    policy.state === 'known' && policy.origin.source === source && policy.origin.pointer === pointer;
  const isIn = (named: Fact<readonly NamedPolicy[]>): boolean =>
    named.state === 'known' && named.value.some(({ document }) => isThere(document));
  for (const bucket of estate.buckets.values())
    if (isThere(bucket.policy)) return { resource: bucket.name, account: bucket.account, region: regionOf(bucket) };
  for (const { arn, account, region, policy } of estate.kmsKeys.values())
    if (isThere(policy)) return { resource: arn, account, region };
  for (const { arn, account, trustPolicy, identityPolicies, permissionsBoundary } of estate.roles.values()) {
    const isBoundary = permissionsBoundary.state === 'known' && isThere(permissionsBoundary.value.document);
    if (isThere(trustPolicy) || isBoundary || isIn(identityPolicies)) return { resource: arn, account, region: null };
  }
  for (const { id, organization } of estate.accounts.values()) {
    if (organization.state !== 'known') continue;
    const { serviceControlPolicies, resourceControlPolicies } = organization.value;
    for (const levels of [serviceControlPolicies, resourceControlPolicies]) {
      if (levels.state === 'known' && levels.value.some(({ policies }) => isIn(policies)))
        return { resource: accountSubject(id), account: id, region: null };
    }
  }
  return null;
}

/** What the name of a subject says by itself, where no input holds it. */
export function placeOfName(subject: string): Omit<SubjectPlace, 'origin'> {
  const [, , , region = '', account = ''] = arnFields(subject);
  // An AWS managed policy belongs to "aws", which is not an account.
  const ofSubject = subject.startsWith(ofAccount) ? subject.slice(ofAccount.length) : account === 'aws' ? '' : account;
  return { resource: subject, account: ofSubject || null, region: region || null };
}
