/**
 * Whether a statement speaks of a request: its action, principal and resource elements.
 * Source: IAM User Guide, "IAM JSON policy elements" (Action, Resource, Principal, NotPrincipal).
 */
import { assumedRoleArn, resourcePattern } from './arn.js';
import { resolveTemplate } from './conditions.js';
import type { Lookup } from './context.js';
import { always, exactly, fromBoolean, never, not, or, undecided, type Extent } from './extent.js';
import type {
  AccessRequest,
  PatternElement,
  PolicyDocument,
  PrincipalElement,
  PrincipalEntry,
  RequestPrincipal,
  Statement,
} from './model.js';
import type { Notes } from './notes.js';
import {
  afterPrefix,
  everything,
  intersection,
  isEmpty,
  isSubset,
  matchesGlob,
  ofGlobs,
  ofPattern,
  parseGlob,
  type Glob,
} from './strings/index.js';
import { parseTemplate, variableKeys, type TemplatePart } from './variables.js';

// ---- action -------------------------------------------------------------------------------------------------------

const actionGlobs = new WeakMap<PatternElement, readonly Glob[]>();

/** Actions are compared without regard to case. `*:*` is left open: no AWS page says whether it reaches everything. */
export function matchesAction(element: PatternElement, action: string): boolean | null {
  let globs = actionGlobs.get(element);
  if (globs === undefined) {
    globs = element.patterns.map((pattern) => parseGlob(pattern, { ignoreCase: true }));
    actionGlobs.set(element, globs);
  }
  const isMatch = globs.some((glob, index) => element.patterns[index] !== '*:*' && matchesGlob(glob, action));
  if (!isMatch && element.patterns.includes('*:*')) return null;
  return isMatch !== element.not;
}

// ---- principal ----------------------------------------------------------------------------------------------------

/** How a principal element matched: what the match is worth depends on it (same account only). */
export type PrincipalForm = 'anyone' | 'account' | 'role' | 'session' | 'service';

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
  account: { holds: always, forms: [{ form: 'account', holds: always }] },
  role: { holds: always, forms: [{ form: 'role', holds: always }] },
  session: { holds: always, forms: [{ form: 'session', holds: always }] },
  service: { holds: always, forms: [{ form: 'service', holds: always }] },
};
function matched(form: PrincipalForm): PrincipalMatch {
  return matches[form];
}

/**
 * `boundary`: whether the caller has a permissions boundary (null = not known), since a Deny with NotPrincipal then always hits.
 */
export function matchPrincipal(
  element: PrincipalElement,
  principal: RequestPrincipal,
  statement: Statement,
  boundary: boolean | null,
  notes: Notes,
): PrincipalMatch {
  if (element.not) return matchNotPrincipal(element, principal, statement, boundary, notes);
  let found = noMatch;
  for (const entry of element.entries) {
    const match = matchEntry(entry, principal, statement, notes);
    if (match === noMatch) continue;
    found =
      found === noMatch ? match : { holds: or(found.holds, match.holds), forms: [...found.forms, ...match.forms] };
  }
  return found;
}

function matchEntry(
  entry: PrincipalEntry,
  principal: RequestPrincipal,
  statement: Statement,
  notes: Notes,
): PrincipalMatch {
  if (principal.kind === 'service') return matchService(entry, principal, statement, notes);
  switch (entry.kind) {
    case 'anyone':
      return matched('anyone');
    case 'account':
      return entry.account === principal.account &&
        (entry.partition === null || entry.partition === principal.partition)
        ? matched('account')
        : noMatch;
    case 'role':
      return entry.arn === principal.roleArn ? matched('role') : noMatch;
    case 'session':
      return entry.arn === assumedRoleArn(principal.roleArn, principal.sessionName) ? matched('session') : noMatch;
    case 'unique-id':
      return matchUniqueId(entry.id, principal, statement, notes);
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

/** A unique id in a stored policy means that the principal it named was deleted; one that is the role's own id still names it. */
function matchUniqueId(
  id: string,
  principal: RequestPrincipal & { kind: 'role-session' },
  statement: Statement,
  notes: Notes,
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
  statement: Statement,
  notes: Notes,
): PrincipalMatch {
  if (entry.kind === 'service') {
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
function matchNotPrincipal(
  element: PrincipalElement,
  principal: RequestPrincipal,
  statement: Statement,
  boundary: boolean | null,
  notes: Notes,
): PrincipalMatch {
  const hit = matched('anyone');
  const listed = new Set<PrincipalForm>();
  for (const entry of element.entries) {
    const match = matchEntry(entry, principal, { ...statement, effect: 'Deny' }, notes);
    for (const { form } of match.forms) listed.add(form);
  }
  if (principal.kind === 'service') return listed.size > 0 ? noMatch : hit;
  if (boundary === true || listed.size === 0) return hit;
  const isSpared = listed.has('anyone') || (listed.has('account') && listed.has('role') && listed.has('session'));
  if (isSpared && boundary === false) return noMatch;
  const reason = isSpared
    ? 'A Deny with NotPrincipal hits every principal that has a permissions boundary; whether the role has one is not known.'
    : 'NotPrincipal must list the account, the role and the role session; some are missing, and AWS only says that the Deny might then apply.';
  notes.open(statement.path, reason);
  return openMatch('anyone');
}

// ---- resource -----------------------------------------------------------------------------------------------------

interface CompiledResources {
  readonly templates: readonly (readonly TemplatePart[])[];
  /** Globs where nothing depends on the request; null otherwise. */
  readonly fixed: ResourceGlobs | null;
  lastPrefix: string | null;
  lastExtent: Extent;
}

interface ResourceGlobs {
  readonly globs: readonly Glob[];
  /** An entry nobody can read for sure. */
  readonly isOpen: boolean;
  readonly isEverything: boolean;
  readonly asides: readonly string[];
  readonly opens: readonly string[];
}

const compiledResources = new WeakMap<PatternElement, CompiledResources>();

export function matchResource(
  statement: Statement,
  document: PolicyDocument,
  { resource, resourcePattern: known }: Pick<AccessRequest, 'resource' | 'resourcePattern'>,
  lookup: Lookup,
  notes: Notes,
): Extent {
  const element = statement.resources;
  if (element === null) return always;
  const compiled = compile(element, document);
  const globs = compiled.fixed ?? globsOf(element, compiled.templates, lookup);
  for (const text of globs.opens) notes.open(statement.path, text);
  for (const text of globs.asides) notes.aside(statement.path, text);

  if (globs.isEverything) return fromBoolean(!element.not);
  if (known !== undefined) {
    const matches = globs.isOpen
      ? or(extentOfPattern(known, globs.globs), undecided)
      : extentOfPattern(known, globs.globs);
    return element.not ? not(matches) : matches;
  }
  if (typeof resource !== 'string' && compiled.fixed !== null && compiled.lastPrefix === resource.prefix)
    return compiled.lastExtent;
  const read =
    typeof resource === 'string'
      ? fromBoolean(globs.globs.some((glob) => matchesGlob(glob, resource)))
      : exactly(ofGlobs(globs.globs.flatMap((glob) => afterPrefix(glob, resource.prefix))));
  const matches = globs.isOpen ? or(read, undecided) : read;
  const extent = element.not ? not(matches) : matches;
  if (typeof resource !== 'string') {
    compiled.lastPrefix = resource.prefix;
    compiled.lastExtent = extent;
  }
  return extent;
}

/** One resource of which only a pattern is known: it matches for sure where all that the pattern stands for do. */
function extentOfPattern(pattern: string, globs: readonly Glob[]): Extent {
  const [meant, named] = [ofPattern(pattern), ofGlobs(globs)];
  if (isSubset(meant, named) === true) return always;
  return isEmpty(intersection(meant, named)) === true ? never : undecided;
}

/** Condition keys that the statement's resources mention as variables. */
export function resourceVariableKeys(statement: Statement, document: PolicyDocument): readonly string[] {
  if (statement.resources === null) return [];
  const compiled = compile(statement.resources, document);
  return compiled.fixed === null ? compiled.templates.flatMap(variableKeys) : [];
}

function compile(element: PatternElement, document: PolicyDocument): CompiledResources {
  const ready = compiledResources.get(element);
  if (ready !== undefined) return ready;
  const templates = element.patterns.map((pattern) => parseTemplate(pattern, document.version === '2012-10-17'));
  const isFixed = templates.every((parts) => parts.every((part) => part.kind !== 'variable'));
  const noLookup: Lookup = () => ({ state: 'absent' });
  const compiled: CompiledResources = {
    templates,
    fixed: isFixed ? globsOf(element, templates, noLookup) : null,
    lastPrefix: null,
    lastExtent: never,
  };
  compiledResources.set(element, compiled);
  return compiled;
}

/** Variables are for the last field of an ARN. Source: IAM User Guide, "Where you can use policy variables". */
function hasEarlyVariable(parts: readonly TemplatePart[]): boolean {
  let colons = 0;
  for (const part of parts) {
    if (part.kind === 'variable') return colons < 5;
    colons += part.text.split(':').length - 1;
  }
  return false;
}

function globsOf(
  element: PatternElement,
  templates: readonly (readonly TemplatePart[])[],
  lookup: Lookup,
): ResourceGlobs {
  const globs: Glob[] = [];
  const asides: string[] = [];
  const opens: string[] = [];
  for (const [index, parts] of templates.entries()) {
    const written = (element.patterns[index] ?? '').slice(0, 200);
    if (hasEarlyVariable(parts)) {
      opens.push(
        `The resource "${written}" has a policy variable before the fifth colon, where AWS supports none; what IAM makes of it is not documented.`,
      );
      continue;
    }
    const resolved = resolveTemplate(parts, lookup);
    if (resolved.kind === 'open') {
      opens.push(`The value of a policy variable in the resource "${written}" is not known.`);
      continue;
    }
    if (resolved.kind === 'unresolvable') {
      // In Resource the entry names nothing; in NotResource AWS's pages leave open whether it exempts nothing or drops the statement.
      if (element.not)
        opens.push(
          `A policy variable in the NotResource entry "${written}" has no value in this request; AWS's pages disagree on what then happens.`,
        );
      continue;
    }
    const pattern = resourcePattern(resolved.pieces);
    if (pattern.kind === 'glob') globs.push(pattern.glob);
    else if (pattern.kind === 'short')
      opens.push(`The resource "${written}" is no complete ARN; what IAM makes of it is not documented.`);
    else if (pattern.kind === 'any-service')
      opens.push(
        `The resource "${written}" has a wildcard for the service, which AWS does not support there; what IAM makes of it is not documented.`,
      );
    else asides.push(`The resource "${written}" is no ARN and names nothing.`);
  }
  return { globs, asides, opens, isOpen: opens.length > 0, isEverything: ofGlobs(globs) === everything };
}
