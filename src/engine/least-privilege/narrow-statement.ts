/** A statement of a resource policy that lets in too many, cut down to the replication roles and what they need. As patches. */
import { groupBy } from '../../basics/group-by.js';
import type { Statement } from '../../policy/model.js';
import type { PolicyText } from '../../estate/model.js';
import type { PatchTargetKind } from '../../report/patch.js';
import type { Pair } from '../shapes/model.js';
import type { Admitted } from './admitted.js';
import { statementAt } from '../remedy/documents.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import type { JsonObject } from '../remedy/statements.js';

/** The document that the statement stands in. */
interface Document {
  readonly kind: Extract<PatchTargetKind, 'bucket-policy' | 'key-policy'>;
  /** ARN of the bucket or key. */
  readonly resource: string;
  readonly account: string | null;
  readonly text: PolicyText;
}

function draft(document: Document, { path }: Statement, statements: readonly JsonObject[]): PatchDraft {
  const { kind, resource, account } = document;
  const base = {
    account,
    owner: kind === 'key-policy' ? 'key' : 'destination',
    target: { kind, resource, name: null, part: path },
    // Who else uses the statement, the owner knows.
    decision: true,
    narrows: true,
    cause: 'least-privilege',
  } as const;
  return statements.length === 0
    ? { ...base, operation: 'remove-statement', value: {} }
    : { ...base, operation: 'replace-statement', value: { Statement: statements } };
}

export interface Narrowing {
  /** What the statement grants of the need of the replication roles. */
  readonly needed: readonly JsonObject[];
  /** Who is let in beside them; empty = the roles themselves may do too much. */
  readonly admitted: readonly Admitted[];
}

/** Without single principals where only these are too many, else only what the roles need of it. */
export function narrowedStatement(
  document: Document,
  statement: Statement,
  { needed, admitted }: Narrowing,
): PatchDraft {
  const names = admitted.flatMap((each) => (each.kind === 'principals' || each.kind === 'services' ? each.names : []));
  const areSingle = admitted.length > 0 && admitted.every(({ kind }) => kind === 'principals' || kind === 'services');
  const without = areSingle ? withoutPrincipals(document, statement, new Set(names)) : null;
  return without ?? draft(document, statement, needed);
}

/** The same statement for fewer principals. */
function withoutPrincipals(document: Document, statement: Statement, names: ReadonlySet<string>): PatchDraft | null {
  const raw = statementAt(document.text, statement.index);
  const principal = raw?.['Principal'];
  if (raw === null || typeof principal !== 'object' || principal === null) return null;
  const left = Object.entries(principal as JsonObject).flatMap(([type, value]) => {
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    const kept = all.filter((each) => typeof each !== 'string' || !names.has(plainName(type, each)));
    return kept.length === 0 ? [] : [[type, Array.isArray(value) ? kept : kept[0]] as const];
  });
  return draft(document, statement, left.length === 0 ? [] : [{ ...raw, Principal: Object.fromEntries(left) }]);
}

function plainName(type: string, text: string): string {
  return type === 'CanonicalUser' ? `canonical user ${text}` : text;
}

/** Pairs by the ARN of their role, sorted. */
export function pairsByRole(pairs: readonly Pair[]): readonly (readonly [string, readonly Pair[]])[] {
  const named = pairs.filter(({ role }) => role.arn !== null);
  return [...groupBy(named, ({ role }) => role.arn ?? '')].sort(([a], [b]) => (a < b ? -1 : 1));
}
