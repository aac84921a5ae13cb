/**
 * The callers that principal elements tell apart: for each that is named one, for each account one that is not named, and one of
 * an account that nobody names. For comparing policies that say who may, such as bucket policies.
 */
import { arnFields } from '../arn.js';
import type { PolicyDocument, PolicyInForce, PrincipalElement, PrincipalEntry, Statement } from '../model.js';

export interface PrincipalCell {
  /** For people: an ARN, an account, a service; `*` for anybody else. */
  readonly text: string;
  readonly kind: 'service' | 'principal';
  /** Kinds of entries that a NotPrincipal must list to spare such a caller. One that is not named can never be listed whole. */
  readonly names: readonly (PrincipalEntry['kind'] | 'unlisted')[];
  matches(entry: PrincipalEntry): boolean;
}

/** Null = one that cannot be told from the others: a canonical user beside accounts, one of which it may be. */
export function principalCells(policies: readonly PolicyInForce[]): readonly PrincipalCell[] | null {
  const cells = new Map<string, PrincipalCell>();
  const kinds = new Set<PrincipalEntry['kind']>();
  for (const { document } of policies) {
    for (const { principals } of document.statements) {
      if (principals === null) continue;
      for (const entry of principals.entries) {
        kinds.add(entry.kind);
        for (const cell of cellsOf(entry)) cells.set(cell.text, cell);
      }
    }
  }
  if (kinds.has('canonical-user') && kinds.size > (kinds.has('anyone') ? 2 : 1)) return null;
  return [...cells.values(), somebody];
}

const somebody: PrincipalCell = {
  text: '*',
  kind: 'principal',
  names: ['unlisted'],
  matches: ({ kind }) => kind === 'anyone',
};

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
        {
          text: id,
          kind: entry.kind === 'service' ? 'service' : 'principal',
          names: [entry.kind],
          matches: (other) => other.kind === 'anyone' || (other.kind === entry.kind && idOf(other) === id),
        },
      ];
    }
  }
}

function ofAccount(account: string): PrincipalCell {
  return {
    text: account,
    kind: 'principal',
    names: ['account', 'unlisted'],
    matches: (entry) => entry.kind === 'anyone' || (entry.kind === 'account' && entry.account === account),
  };
}

function named(entry: Extract<PrincipalEntry, { arn: string }>): PrincipalCell {
  const { arn, kind } = entry;
  const account = ofAccount(arnFields(arn)[4] ?? '');
  return {
    text: arn,
    kind: 'principal',
    names: namesOf[kind],
    matches: (other) =>
      account.matches(other) ||
      ('arn' in other && other.arn === arn) ||
      (kind === 'session' && other.kind === 'role' && isSessionOf(arn, other.arn)),
  };
}

/** A role stands for a session of it that is not named, and which therefore cannot be listed. */
const namesOf = {
  role: ['account', 'role', 'unlisted'],
  session: ['account', 'role', 'session'],
  user: ['account', 'user'],
  'federated-user': ['account', 'federated-user'],
} as const;

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
export function seenBy(policies: readonly PolicyInForce[], caller: Caller): readonly PolicyInForce[] {
  return policies.map((policy) => ({ ...policy, document: documentFor(policy.document, caller) }));
}

function documentFor(document: PolicyDocument, caller: Caller): PolicyDocument {
  return {
    ...document,
    statements: document.statements.filter(
      ({ principals }: Statement) => principals !== null && caller.isMeant(principals),
    ),
  };
}

// ---- NotPrincipal -------------------------------------------------------------------------------------------------

/** A caller of a cell, in one of the ways in which NotPrincipal may treat it. */
export interface Caller {
  readonly text: string;
  isMeant(element: PrincipalElement): boolean;
}

/** Callers that exist; of each, every way in which AWS may read a NotPrincipal that lists some of what it should. */
export type CallersOfCell = readonly (readonly Caller[])[];

/**
 * A NotPrincipal spares a caller only if its account and all of its names are listed (for a session: account, role and session), and
 * nobody who has a permissions boundary. What happens where some are listed is not documented, but the same list is read in one way. Null = too many such lists.
 * Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
 */
export function callersOf(cell: PrincipalCell, policies: readonly PolicyInForce[]): CallersOfCell | null {
  const listed = new Set<string>();
  for (const { document } of policies)
    for (const { principals } of document.statements)
      if (principals?.not === true && spares(cell, principals) === 'open') listed.add(listOf(principals));
  if (listed.size > maxLists) return null;
  const caller = (hasBoundary: boolean, sparing: ReadonlySet<string>): Caller => ({
    text: cell.text,
    isMeant: (element) => {
      if (!element.not) return element.entries.some(cell.matches);
      const answer = spares(cell, element);
      if (answer === 'open') return hasBoundary || !sparing.has(listOf(element));
      return answer === 'no' || (answer === 'unless-bound' && hasBoundary);
    },
  });
  const isAsked = policies.some(({ document }) =>
    document.statements.some(({ principals }) => principals?.not === true),
  );
  const unbound = subsetsOf([...listed]).map((sparing) => caller(false, sparing));
  return isAsked && cell.kind !== 'service' ? [[caller(true, new Set())], unbound] : [unbound];
}

function listOf({ entries }: PrincipalElement): string {
  return JSON.stringify(entries);
}

const maxLists = 5;

function subsetsOf(lists: readonly string[]): readonly ReadonlySet<string>[] {
  let subsets: readonly (readonly string[])[] = [[]];
  for (const list of lists) subsets = subsets.flatMap((subset) => [subset, [...subset, list]]);
  return subsets.map((subset) => new Set(subset));
}

function spares(cell: PrincipalCell, { entries }: PrincipalElement): 'no' | 'yes' | 'unless-bound' | 'open' {
  const matching = entries.filter(cell.matches);
  if (matching.length === 0) return 'no';
  if (cell.kind === 'service') return 'yes';
  const kinds = new Set<PrincipalCell['names'][number]>(matching.map(({ kind }) => kind));
  if (kinds.has('anyone')) return 'unless-bound';
  return cell.names.every((name) => kinds.has(name)) ? 'unless-bound' : 'open';
}
