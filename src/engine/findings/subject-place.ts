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

type PolicyPlace = Omit<SubjectPlace, 'origin'>;

const policyPlaces = new WeakMap<Estate, ReadonlyMap<string, PolicyPlace>>();

/** Whose policy stands at a place of the input; null where nobody's does. */
export function placeOfPolicy(estate: Estate, origin: Origin): PolicyPlace | null {
  let places = policyPlaces.get(estate);
  if (places === undefined) policyPlaces.set(estate, (places = placesOfPolicies(estate)));
  return places.get(spotOf(origin)) ?? null;
}

function spotOf({ source, pointer }: Origin): string {
  return `${source} ${pointer}`;
}

/** By where they stand; the first one that stands there. */
function placesOfPolicies(estate: Estate): ReadonlyMap<string, PolicyPlace> {
  const places = new Map<string, PolicyPlace>();
  const add = (policy: Fact<unknown>, place: PolicyPlace): void => {
    if (policy.state !== 'known') return;
    const spot = spotOf(policy.origin);
    if (!places.has(spot)) places.set(spot, place);
  };
  const addAll = (named: Fact<readonly NamedPolicy[]>, place: PolicyPlace): void => {
    if (named.state === 'known') for (const { document } of named.value) add(document, place);
  };
  for (const bucket of estate.buckets.values())
    add(bucket.policy, { resource: bucket.name, account: bucket.account, region: regionOf(bucket) });
  for (const { arn, account, region, policy } of estate.kmsKeys.values())
    add(policy, { resource: arn, account, region });
  for (const { arn, account, trustPolicy, identityPolicies, permissionsBoundary } of estate.roles.values()) {
    const place = { resource: arn, account, region: null };
    add(trustPolicy, place);
    if (permissionsBoundary.state === 'known') add(permissionsBoundary.value.document, place);
    addAll(identityPolicies, place);
  }
  for (const { id, organization } of estate.accounts.values()) {
    if (organization.state !== 'known') continue;
    const place = { resource: accountSubject(id), account: id, region: null };
    const { serviceControlPolicies, resourceControlPolicies } = organization.value;
    for (const levels of [serviceControlPolicies, resourceControlPolicies])
      if (levels.state === 'known') for (const { policies } of levels.value) addAll(policies, place);
  }
  return places;
}

/** What the name of a subject says by itself, where no input holds it. */
export function placeOfName(subject: string): Omit<SubjectPlace, 'origin'> {
  const [, , , region = '', account = ''] = arnFields(subject);
  // An AWS managed policy belongs to "aws", which is not an account.
  const ofSubject = subject.startsWith(ofAccount) ? subject.slice(ofAccount.length) : account === 'aws' ? '' : account;
  return { resource: subject, account: ofSubject || null, region: region || null };
}
