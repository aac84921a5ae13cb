/** First step: which accounts are read, and what AWS Config says of them, where it is asked. */
import { listAccounts } from '../collectors/list-accounts.js';
import { ExpectedError } from '../basics/expected-error.js';
import type { RunEvent } from './events.js';
import { writeItems, type Round } from './items.js';
import { recordAll } from './recorded.js';
import type { Limits } from './settings.js';
import type { Setting } from './setting.js';

export interface Listed {
  readonly next: Round;
  /** For the Distributed Map, which takes numbers from the state's input. */
  readonly limits: Omit<Limits, 'batchSize'>;
}

/** Writes what the Distributed Map reads in its first round. */
export async function list({ run }: Pick<RunEvent, 'run'>, setting: Setting): Promise<Listed> {
  const accounts = await accountsToRead(setting);
  if (accounts.length === 0) {
    throw new ExpectedError(
      'There is no account to read.',
      'The organization lists none that is active, apart from its management account. Name accounts by the parameter AccountIds.',
    );
  }
  if (setting.settings.aggregator !== null) await recordAll(run, accounts, setting);
  const items = accounts.map((account) => ({ account, destinations: [], keys: [], roles: [] }));
  const { batchSize, maxConcurrency, toleratedFailurePercentage } = setting.settings.limits;
  return {
    next: await writeItems(setting.store, { run, round: 0, size: batchSize }, items),
    limits: { maxConcurrency, toleratedFailurePercentage },
  };
}

async function accountsToRead({ settings, environment }: Setting): Promise<readonly string[]> {
  if (settings.accounts.length > 0) return settings.accounts;
  const { accounts, managementAccount } = await listAccounts(environment === undefined ? {} : { environment });
  return settings.includesManagementAccount ? accounts : accounts.filter((id) => id !== managementAccount);
}
