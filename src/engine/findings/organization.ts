/** Verdicts that hold as long as no organization policy denies: said once, not for each pair. */
import { shortList } from '../../basics/short-list.js';
import type { Estate } from '../../estate/model.js';
import type { Verdict } from '../../report/model.js';
import type { Pair, Problem } from '../shapes/model.js';
import type { Origin } from '../../estate/fact.js';
import { accountSubject } from './subject-place.js';
import { isUnsupported } from '../verdict/preconditions.js';

export function organizationProblem(estate: Estate, pairs: readonly Pair[]): Problem | null {
  const assuming = pairs.filter(
    (pair) => holds(pair.verdicts.whole) && !isUnsupported(pair) && pair.requests.assumesOrganizationPolicies,
  );
  const [first] = assuming;
  if (first === undefined) return null;
  const accounts = new Set(assuming.flatMap(accountsBehind));
  const missing = [...accounts]
    .filter((id) => id !== null)
    .filter((id) => !isOrganizationRead(estate, id))
    .sort();
  return {
    message: 'organization',
    kind: 'unknown',
    data: {
      accounts: missing.length === 0 ? `the owner of bucket ${first.destination.name}` : accountsText(missing),
      count: `${assuming.length} ${assuming.length === 1 ? 'verdict holds' : 'verdicts hold'}`,
      what: '',
      how: '',
      verdicts: '',
      id: 'organization-policies',
    },
    resource: missing[0] === undefined ? 'account not known' : accountSubject(missing[0]),
    account: missing[0] ?? null,
    region: null,
    failureReasons: [],
    // An account that no input holds is spoken of where it is first needed.
    origin: placeOfMissing(estate, missing) ?? first.origin,
    discriminator: 'organization-policies',
  };
}

/** What is denied or open already does not rest on what these policies say. */
function holds(verdict: Verdict): boolean {
  return verdict === 'replicates' || verdict === 'partly';
}

function placeOfMissing(estate: Estate, missing: readonly string[]): Origin | null {
  return missing.map((id) => estate.accounts.get(id)?.origin ?? null).find((origin) => origin !== null) ?? null;
}

/** Accounts whose organization policies have a say: of the role, of the destination bucket, of the keys. */
function accountsBehind({ role, destination, kms: { replicaKeys, sourceKeys } }: Pair): readonly (string | null)[] {
  return [
    role.account,
    destination.account ?? destination.claimedAccount,
    ...replicaKeys.map(({ account }) => account),
    ...sourceKeys.map(({ account }) => account),
  ];
}

function accountsText(ids: readonly string[]): string {
  return `account${ids.length > 1 ? 's' : ''} ${shortList(ids, 3)}`;
}

/** Whether every policy that the account's organization sets is known, or there are none. */
function isOrganizationRead(estate: Estate, id: string): boolean {
  const organization = estate.accounts.get(id)?.organization;
  if (organization?.state === 'absent') return true;
  if (organization?.state !== 'known') return false;
  const { isManagementAccount, serviceControlPolicies, resourceControlPolicies } = organization.value;
  if (isManagementAccount === true) return true;
  return [serviceControlPolicies, resourceControlPolicies].every(
    (levels) =>
      levels.state === 'known' &&
      levels.value.every(
        ({ policies }) =>
          policies.state === 'known' && policies.value.every(({ document }) => document.state === 'known'),
      ),
  );
}
