import type { PrincipalEntry } from '../model.js';

/** How a principal of a policy is called; one that matches nobody by what was written. */
export function principalText(entry: PrincipalEntry): string {
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
    case 'open':
      return entry.text;
    default:
      return entry.arn;
  }
}
