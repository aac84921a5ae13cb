import type { PrincipalEntry } from '../policy/model.js';

/** How a principal of a policy is called; null for one that matches nobody. */
export function principalText(entry: PrincipalEntry): string | null {
  switch (entry.kind) {
    case 'anyone':
      return '*';
    case 'account':
      return `account ${entry.account}`;
    case 'service':
      return entry.service;
    case 'canonical-user':
    case 'unique-id':
      return entry.id;
    case 'federated':
      return entry.provider;
    case 'nobody':
      return null;
    default:
      return entry.arn;
  }
}
