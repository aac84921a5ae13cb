/**
 * The callers that principal elements tell apart: for each that is named one, for each account one that is not named, and one of
 * an account that nobody names. For comparing policies that say who may, such as bucket policies.
 */
import { arnFields } from '../arn.js';
import type { PolicyDocument, PolicyInForce, PrincipalEntry, Statement } from '../model.js';

export interface PrincipalCell {
  /** For people: an ARN, an account, a service; `*` for anybody else. */
  readonly text: string;
  matches(entry: PrincipalEntry): boolean;
}

/** Null = one that cannot be told from the others: NotPrincipal, or a canonical user beside accounts, one of which it may be. */
export function principalCells(policies: readonly PolicyInForce[]): readonly PrincipalCell[] | null {
  const cells = new Map<string, PrincipalCell>();
  const kinds = new Set<PrincipalEntry['kind']>();
  for (const { document } of policies) {
    for (const { principals } of document.statements) {
      if (principals === null) continue;
      if (principals.not) return null;
      for (const entry of principals.entries) {
        kinds.add(entry.kind);
        for (const cell of cellsOf(entry)) cells.set(cell.text, cell);
      }
    }
  }
  if (kinds.has('canonical-user') && kinds.size > (kinds.has('anyone') ? 2 : 1)) return null;
  return [...cells.values(), somebody];
}

const somebody: PrincipalCell = { text: '*', matches: ({ kind }) => kind === 'anyone' };

/** The named caller, and another one of its account. */
function cellsOf(entry: PrincipalEntry): readonly PrincipalCell[] {
  switch (entry.kind) {
    case 'anyone':
    case 'nobody':
      return [];
    case 'account':
      return [ofAccount(entry.account)];
    case 'role':
    case 'session':
    case 'user':
    case 'federated-user':
      return [named(entry), ofAccount(arnFields(entry.arn)[4] ?? '')];
    default: {
      const id = idOf(entry);
      return [
        { text: id, matches: (other) => other.kind === 'anyone' || (other.kind === entry.kind && idOf(other) === id) },
      ];
    }
  }
}

function ofAccount(account: string): PrincipalCell {
  return {
    text: account,
    matches: (entry) => entry.kind === 'anyone' || (entry.kind === 'account' && entry.account === account),
  };
}

function named(entry: Extract<PrincipalEntry, { arn: string }>): PrincipalCell {
  const { arn, kind } = entry;
  const account = ofAccount(arnFields(arn)[4] ?? '');
  return {
    text: arn,
    matches: (other) =>
      account.matches(other) ||
      ('arn' in other && other.arn === arn) ||
      (kind === 'session' && other.kind === 'role' && isSessionOf(arn, other.arn)),
  };
}

/** A session's ARN has the name of its role, and not the path. */
function isSessionOf(session: string, role: string): boolean {
  const [, sessionPartition, , , sessionAccount, sessionResource = ''] = arnFields(session);
  const [, partition, , , account, resource = ''] = arnFields(role);
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  return sessionPartition === partition && sessionAccount === account && sessionResource.split('/')[1] === name;
}

function idOf(entry: PrincipalEntry): string {
  switch (entry.kind) {
    case 'service':
      return entry.service;
    case 'canonical-user':
    case 'unique-id':
      return entry.id;
    case 'federated':
      return entry.provider;
    default:
      return '';
  }
}

/** What is left of policies for one caller: as identity-based policies of its own. */
export function seenBy(policies: readonly PolicyInForce[], cell: PrincipalCell): readonly PolicyInForce[] {
  return policies.map((policy) => ({ ...policy, document: documentFor(policy.document, cell) }));
}

function documentFor(document: PolicyDocument, cell: PrincipalCell): PolicyDocument {
  return {
    ...document,
    statements: document.statements.filter(
      ({ principals }: Statement) => principals?.entries.some(cell.matches) === true,
    ),
  };
}
