import type { AccountEntries } from '../entries/account-entries.js';
import type { Json } from '../json.js';

/** The account's own Block Public Access. Any Region answers for the whole account. */
export function readAccountPublicAccessBlock({ id, own, answers }: AccountEntries): Promise<Json> {
  return own.read('GetPublicAccessBlock', () => answers.read('GetAccountPublicAccessBlock', { AccountId: id }));
}
