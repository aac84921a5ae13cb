/** Whether a Principal or NotPrincipal element names the caller. Source: IAM User Guide, "AWS JSON policy elements: Principal", "NotPrincipal". */
import { addressesIn, hasStandIn } from '../../basics/stand-in.js';
import { assumedRoleArn } from '../arn.js';
import { always, type Extent, never, or, undecided } from '../extent.js';
import type { ConditionTest, PrincipalElement, PrincipalEntry, RequestPrincipal, Statement } from '../model.js';
import type { Notes } from '../notes.js';
import { sameText } from '../stand-ins/match.js';

/** How a principal element matched: what the match is worth depends on it (same account only). */
export type PrincipalForm = 'anyone' | 'anyone-of-arn' | 'account' | 'role' | 'session' | 'service';

export interface PrincipalMatch {
  readonly holds: Extent;
  /** Each way in which an entry matched. */
  readonly forms: readonly { readonly form: PrincipalForm; readonly holds: Extent }[];
}

const noMatch: PrincipalMatch = { holds: never, forms: [] };
function openMatch(form: PrincipalForm): PrincipalMatch {
  return { holds: undecided, forms: [{ form, holds: undecided }] };
}

const matches: Record<PrincipalForm, PrincipalMatch> = {
  anyone: { holds: always, forms: [{ form: 'anyone', holds: always }] },
  'anyone-of-arn': { holds: always, forms: [{ form: 'anyone-of-arn', holds: always }] },
  account: { holds: always, forms: [{ form: 'account', holds: always }] },
  role: { holds: always, forms: [{ form: 'role', holds: always }] },
  session: { holds: always, forms: [{ form: 'session', holds: always }] },
  service: { holds: always, forms: [{ form: 'service', holds: always }] },
};
function matched(form: PrincipalForm): PrincipalMatch {
  return matches[form];
}

export interface PrincipalScope {
  readonly principal: RequestPrincipal;
  readonly statement: Pick<Statement, 'path' | 'effect' | 'conditions'>;
  /** Whether the caller has a permissions boundary (null = not known), since a Deny with NotPrincipal then always hits. */
  readonly hasBoundary: boolean | null;
  readonly notes: Notes;
}

export function matchPrincipal(element: PrincipalElement, scope: PrincipalScope): PrincipalMatch {
  if (element.not) return matchNotPrincipal(element, scope);
  let found = noMatch;
  for (const entry of element.entries) {
    const match = matchEntry(entry, scope);
    if (match === noMatch) continue;
    found =
      found === noMatch ? match : { holds: or(found.holds, match.holds), forms: [...found.forms, ...match.forms] };
  }
  return found;
}

function matchEntry(entry: PrincipalEntry, scope: PrincipalScope): PrincipalMatch {
  const { principal, statement, notes } = scope;
  if (principal.kind === 'service') return matchService(entry, principal, scope);
  switch (entry.kind) {
    case 'anyone':
      return matched(statement.conditions.some(namesCaller) ? 'anyone-of-arn' : 'anyone');
    case 'account':
      return matchTexts(
        'account',
        [
          [entry.account, principal.account],
          [entry.partition ?? principal.partition, principal.partition],
        ],
        scope,
      );
    case 'role':
      return matchTexts('role', [[entry.arn, principal.roleArn]], scope);
    case 'session':
      return matchTexts('session', [[entry.arn, assumedRoleArn(principal.roleArn, principal.sessionName)]], scope);
    case 'open':
      return entry.text === principal.roleArn && addressesIn(entry.text).length > 0
        ? matched('role')
        : anyPrincipal(entry.text, scope);
    case 'unique-id':
      return matchUniqueId(entry.id, principal, scope);
    case 'canonical-user':
      notes.open(
        statement.path,
        `Which account the canonical user id ${entry.id.slice(0, 16)}… stands for is not known here.`,
      );
      return openMatch('account');
    default:
      return noMatch;
  }
}

/** Whether both texts of each pair are the same, where values that are not known may be in them. */
function matchTexts(
  form: PrincipalForm,
  pairs: readonly (readonly [string, string])[],
  { statement, notes }: PrincipalScope,
): PrincipalMatch {
  let isSure = true;
  for (const [named, own] of pairs) {
    const same = sameText(named, own);
    if (same === false) return noMatch;
    if (same === null) isSure = false;
  }
  if (isSure) return matched(form);
  notes.unresolved(statement.path, addressesIn(pairs.flat().join('\n')));
  return openMatch(form);
}

/** Whom a value that is not known names, in whatever way. */
function anyPrincipal(text: string, { statement, notes }: PrincipalScope): PrincipalMatch {
  notes.unresolved(statement.path, addressesIn(text));
  const forms: readonly PrincipalForm[] = ['anyone', 'anyone-of-arn', 'account', 'role', 'session', 'service'];
  return { holds: undecided, forms: forms.map((form) => ({ form, holds: undecided })) };
}

const naming = new Set(['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnEquals', 'ArnLike']);

/** A condition that says who is meant by `*`. */
function namesCaller({ key, operator, ifExists, qualifier }: ConditionTest): boolean {
  return key === 'aws:principalarn' && naming.has(operator) && !ifExists && qualifier !== 'ForAllValues';
}

/** A unique id in a stored policy means that the principal it named was deleted; one that is the role's own id still names it. */
function matchUniqueId(
  id: string,
  principal: RequestPrincipal & { kind: 'role-session' },
  { statement, notes }: PrincipalScope,
): PrincipalMatch {
  if (!id.startsWith('AROA')) return noMatch;
  if (principal.roleId === null) {
    notes.open(
      statement.path,
      `The policy names the unique id ${id.slice(0, 40)}; whether it is this role's is not known, since the role's own id was not read.`,
    );
    return openMatch('role');
  }
  return id === principal.roleId ? matched('role') : noMatch;
}

function matchService(
  entry: PrincipalEntry,
  { service, otherNames = [] }: RequestPrincipal & { kind: 'service' },
  scope: PrincipalScope,
): PrincipalMatch {
  const { statement, notes } = scope;
  if (entry.kind === 'open') return anyPrincipal(entry.text, scope);
  if (entry.kind === 'service') {
    if (hasStandIn(entry.service)) return matchTexts('service', [[entry.service, service]], scope);
    if (entry.service === service) return matched('service');
    if (!otherNames.includes(entry.service)) return noMatch;
    notes.open(
      statement.path,
      `Whether the call counts as one of ${entry.service}, which is another name of ${service}, is not documented.`,
    );
    return openMatch('service');
  }
  if (entry.kind !== 'anyone') return noMatch;
  if (statement.effect === 'Deny') return matched('anyone');
  notes.open(
    statement.path,
    'Whether an Allow for everyone ("*") in a trust policy admits an AWS service is not documented.',
  );
  return openMatch('anyone');
}

/**
 * NotPrincipal spares a role session only when the account, the role and the session are all listed; with a permissions
 * boundary it spares nobody.
 */
function matchNotPrincipal(element: PrincipalElement, scope: PrincipalScope): PrincipalMatch {
  const { principal, statement, hasBoundary, notes } = scope;
  const hit = matched('anyone');
  const listed = new Set<PrincipalForm>();
  let isOpen = false;
  for (const entry of element.entries) {
    const match = matchEntry(entry, { ...scope, statement: { ...statement, effect: 'Deny' } });
    for (const { form } of match.forms) listed.add(form);
    isOpen ||= match.holds === undecided;
  }
  // Whether an entry names the caller is open, and so is whether it is spared; its reason is noted already.
  if (isOpen) return hasBoundary === true ? hit : openMatch('anyone');
  if (principal.kind === 'service') return listed.size > 0 ? noMatch : hit;
  if (hasBoundary === true || listed.size === 0) return hit;
  const isSpared =
    listed.has('anyone') ||
    listed.has('anyone-of-arn') ||
    (listed.has('account') && listed.has('role') && listed.has('session'));
  if (isSpared && hasBoundary === false) return noMatch;
  const reason = isSpared
    ? 'A Deny with NotPrincipal hits every principal that has a permissions boundary; whether the role has one is not known.'
    : 'NotPrincipal must list the account, the role and the role session; some are missing, and AWS only says that the Deny might then apply.';
  notes.open(statement.path, reason);
  return openMatch('anyone');
}
