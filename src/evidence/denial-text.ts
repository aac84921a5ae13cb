/**
 * What the text of a denial says: which kind of policy denied, or lacks an Allow. An unknown text says nothing.
 * Source: Amazon S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors", for requests inside of one account or organization.
 */
import type { Denial, DenyingPolicy } from '../report/evidence.js';

const kinds: readonly (readonly [RegExp, DenyingPolicy])[] = [
  [/^identity-based policy/u, 'identity'],
  [/^resource-based policy/u, 'resource'],
  [/^permissions boundary/u, 'permissions-boundary'],
  [/^session policy/u, 'session'],
  [/^service control policy/u, 'service-control'],
  [/^resource control policy/u, 'resource-control'],
  [/^VPC endpoint policy/iu, 'vpc-endpoint'],
];

const longest = 8_000;

export function denialOf(text: string): Omit<Denial, 'count' | 'last'> | null {
  if (text.length > longest) return null;
  const action = /(?:perform: |allows the )([a-z0-9-]+:[A-Za-z*]+)/u.exec(text)?.[1] ?? '';
  const found = (policy: DenyingPolicy, isExplicit: boolean): Omit<Denial, 'count' | 'last'> => ({
    action,
    policy,
    isExplicit,
    arn: /with policy ARN: "?(arn:[\w:/+=,.@*-]{1,1000})/u.exec(text)?.[1] ?? null,
  });
  if (text.includes('blocked upload requests that specify Server Side Encryption with Customer provided keys'))
    return found('sse-c-blocked', true);
  if (/because public (?:ACLs|policies|access)/u.test(text)) return found('block-public-access', true);
  const missing = /because no ([a-zA-Z -]{1,60}) allows/u.exec(text)?.[1];
  if (missing !== undefined) return ofKind(missing, (policy) => found(policy, false));
  const denying = /with an explicit deny in an? ([a-zA-Z -]{1,60})/u.exec(text)?.[1];
  return denying === undefined ? null : ofKind(denying, (policy) => found(policy, true));
}

function ofKind<T>(words: string, found: (policy: DenyingPolicy) => T): T | null {
  const kind = kinds.find(([pattern]) => pattern.test(words));
  return kind === undefined ? null : found(kind[1]);
}
