/** The accounts of an organization, without reading any of them. */
import { findAgents } from './answers/sdk/agents.js';
import { Calls } from './pace/calls.js';
import { realEnvironment } from './pace/environment.js';
import { OrganizationNotListed } from './errors.js';
import { Identities } from './accounts/identities.js';
import { errorCodeOf, memberAt, textAt } from './json.js';
import type { CollectOptions } from './model.js';
import { OrganizationReader } from './reads/organizations.js';

export interface OrganizationAccounts {
  /** Ids of the active accounts, sorted, the management account among them. */
  readonly accounts: readonly string[];
  /** Id of the management account; null where the organization cannot be described. */
  readonly managementAccount: string | null;
}

/**
 * With the credentials of the management account or of a delegated administrator.
 * @throws {OrganizationNotListed} for all others; {ExpectedError} where the credentials are no good
 */
export async function listAccounts(
  options: Pick<CollectOptions, 'profile' | 'region' | 'environment' | 'signal'> = {},
): Promise<OrganizationAccounts> {
  const environment = { ...realEnvironment, ...options.environment };
  const signal = options.signal ?? new AbortController().signal;
  const identities = new Identities(options, environment, new Calls(environment, signal, 1, () => {}), {
    connections: 1,
    agents: await findAgents(),
  });
  const base = await identities.base();
  try {
    const organization = new OrganizationReader(base);
    const found = await organization.accounts();
    if ('failure' in found) {
      const message = textAt(memberAt(found.failure, 'Error'), 'Message') ?? '';
      throw new OrganizationNotListed(errorCodeOf(found.failure) ?? '', message);
    }
    return { accounts: found.map(({ id }) => id).sort(), managementAccount: await organization.managementAccount() };
  } finally {
    base.close();
  }
}
