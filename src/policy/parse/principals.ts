/**
 * Principal and NotPrincipal. Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
import { isAccountId } from '../../basics/aws-names.js';
import { couldBe, hasStandIn } from '../../basics/stand-in.js';
import { arnFields } from '../arn.js';
import type { PrincipalElement, PrincipalEntry } from '../model.js';
import { isObject, listOf } from './json.js';
import { quote, type ProblemList } from './problem-list.js';

export interface ParsedPrincipals {
  readonly element: PrincipalElement;
  /** The element names nobody because it is empty. */
  readonly isEmpty: boolean;
}

export function parsePrincipals(value: unknown, not: boolean, path: string, problems: ProblemList): ParsedPrincipals {
  if (typeof value === 'string' && isOpen(value))
    return { element: { not, entries: [{ kind: 'open', text: value }] }, isEmpty: false };
  if (value === '*') return { element: { not, entries: [{ kind: 'anyone' }] }, isEmpty: false };
  if (Array.isArray(value) && value.length === 0) {
    problems.suspicious('empty-principal', path, `${path} is empty: the statement has no effect.`);
    return { element: { not, entries: [] }, isEmpty: true };
  }
  if (!isObject(value)) {
    problems.invalid('principal-shape', path, `${path} must be "*" or an object such as {"AWS": "arn:…"}.`);
    return { element: { not, entries: [] }, isEmpty: true };
  }
  const entries: PrincipalEntry[] = [];
  for (const [type, list] of Object.entries(value)) {
    for (const item of listOf(list)) {
      if (typeof item === 'string') entries.push(parseEntry(type, item, `${path}.${type}`, problems));
      else problems.invalid('principal-value', `${path}.${type}`, `${path}.${type} must hold texts.`);
    }
  }
  if (entries.length === 0)
    problems.suspicious('empty-principal', path, `${path} is empty: the statement has no effect.`);
  return { element: { not, entries }, isEmpty: entries.length === 0 };
}

/** Text that could name any principal. */
function isOpen(text: string): boolean {
  return hasStandIn(text) && couldBe(text, (value) => value.startsWith('arn:')) && couldBe(text, isAccountId);
}

function parseEntry(type: string, text: string, path: string, problems: ProblemList): PrincipalEntry {
  if (hasStandIn(type)) return { kind: 'open', text: type };
  switch (type) {
    case 'AWS':
      return parseAwsPrincipal(text, path, problems);
    case 'Service':
      if (!/[*?]/u.test(text)) return { kind: 'service', service: text };
      problems.suspicious(
        'wildcard-service',
        path,
        `Service principal ${quote(text)} has a wildcard, which matches no service.`,
      );
      return { kind: 'nobody', text };
    case 'CanonicalUser':
      return { kind: 'canonical-user', id: text };
    case 'Federated':
      return { kind: 'federated', provider: text };
    default:
      problems.invalid(
        'principal-type',
        path,
        `${quote(type)} is not a type of principal; there are AWS, Service, Federated and CanonicalUser.`,
      );
      return { kind: 'nobody', text };
  }
}

function parseAwsPrincipal(text: string, path: string, problems: ProblemList): PrincipalEntry {
  if (text === '*') return { kind: 'anyone' };
  if (isOpen(text)) return { kind: 'open', text };
  if (couldBe(text, isAccountId)) return { kind: 'account', account: text, partition: null };
  if (/^A[A-Z]{3}[A-Z0-9]{6,124}$/u.test(text)) return { kind: 'unique-id', id: text };
  if (text.includes('*') || text.includes('?')) {
    problems.suspicious(
      'partial-wildcard-principal',
      path,
      `Principal ${quote(text)} has a wildcard inside, which is not supported: it matches nobody.`,
    );
    return { kind: 'nobody', text };
  }
  const entry = parsePrincipalArn(text);
  if (entry !== null) return entry;
  problems.suspicious(
    'malformed-principal',
    path,
    `Principal ${quote(text)} is neither an account, nor the ARN of a role, a user or a session: it matches nobody.`,
  );
  return { kind: 'nobody', text };
}

function parsePrincipalArn(text: string): PrincipalEntry | null {
  const [prefix, partition, service, region, account = '', resource = ''] = arnFields(text);
  if (prefix !== 'arn' || partition === undefined || region !== '' || !couldBe(account, isAccountId)) return null;
  if (service === 'iam') {
    if (resource === 'root') return { kind: 'account', account, partition };
    if (resource.startsWith('role/')) return { kind: 'role', arn: text };
    if (resource.startsWith('user/')) return { kind: 'user', arn: text };
    return hasStandIn(resource) ? { kind: 'open', text } : null;
  }
  if (service !== 'sts') return null;
  if (resource.startsWith('assumed-role/')) return { kind: 'session', arn: text };
  return resource.startsWith('federated-user/') ? { kind: 'federated-user', arn: text } : null;
}
