/** One statement. Source: IAM User Guide, "Grammar of the IAM JSON policy language"; per kind, the page of that policy type. */
import type { PatternElement, PolicyKind, PrincipalElement, Statement } from '../model.js';
import { parseConditions } from './conditions.js';
import { isObject, listOf, member, type JsonObject } from './json.js';
import { parsePrincipals } from './principals.js';
import { quote, type ProblemList } from './problem-list.js';

const elements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
const elementByLowerCase = new Map(
  elements.flatMap((name) => [
    [name.toLowerCase(), name],
    [`${name.toLowerCase()}s`, name],
  ]),
);

interface KindRules {
  readonly principal: 'required' | 'forbidden';
  readonly resource: 'required' | 'forbidden' | 'optional';
}

const rulesByKind: Record<PolicyKind, KindRules> = {
  identity: { principal: 'forbidden', resource: 'required' },
  'permissions-boundary': { principal: 'forbidden', resource: 'required' },
  session: { principal: 'forbidden', resource: 'required' },
  'service-control': { principal: 'forbidden', resource: 'required' },
  'resource-control': { principal: 'required', resource: 'required' },
  bucket: { principal: 'required', resource: 'required' },
  // KMS stores a statement without Resource, and never applies it.
  key: { principal: 'required', resource: 'optional' },
  trust: { principal: 'required', resource: 'forbidden' },
};

/** A statement that is being parsed. */
interface Draft {
  readonly value: JsonObject;
  readonly path: string;
  readonly kind: PolicyKind;
  /** Why it can never have an effect. */
  readonly inert: string[];
  readonly problems: ProblemList;
}

/** Null where the statement is so broken that nothing can be said of it; the problem is noted. */
export function parseStatement(
  value: unknown,
  index: number,
  kind: PolicyKind,
  problems: ProblemList,
): Statement | null {
  const path = `Statement[${index}]`;
  if (!isObject(value)) {
    problems.invalid('statement-shape', path, `${path} must be an object.`);
    return null;
  }
  const effect = member(value, 'Effect');
  checkNames(value, path, problems);
  if (effect !== 'Allow' && effect !== 'Deny') {
    const shown = typeof effect === 'string' ? quote(effect) : 'missing';
    problems.invalid(
      'effect-case',
      `${path}.Effect`,
      `Effect of ${path} is ${shown}; it must be exactly "Allow" or "Deny".`,
    );
    return null;
  }
  const draft: Draft = { value, path, kind, inert: [], problems };
  const principals = parsePrincipalElement(draft);
  const actions = parsePatterns('Action', draft);
  const resources = parseResources(draft);
  if (actions === null) return null;

  const condition = member(value, 'Condition');
  const conditions = condition === undefined ? [] : parseConditions(condition, `${path}.Condition`, problems);
  const uncertain = uncertaintyOf(draft, effect, condition, principals);
  if (kind === 'resource-control') checkResourceControl(effect, value, path, problems);

  const sid = member(value, 'Sid');
  return {
    index,
    path,
    sid: typeof sid === 'string' ? sid : null,
    effect,
    principals,
    actions,
    resources,
    conditions,
    inert: draft.inert[0] ?? null,
    uncertain,
  };
}

/** Why it is not known whether the statement applies; null = it is. */
function uncertaintyOf(
  { path, problems }: Draft,
  effect: 'Allow' | 'Deny',
  condition: unknown,
  principals: PrincipalElement | null,
): string | null {
  const isEmptyCondition = isObject(condition) && Object.keys(condition).length === 0;
  if (isEmptyCondition)
    problems.suspicious(
      'empty-condition',
      `${path}.Condition`,
      `Condition of ${path} is empty; AWS's own text disagrees on whether the statement then applies.`,
    );
  const isAllowNotPrincipal = effect === 'Allow' && principals?.not === true;
  if (isAllowNotPrincipal)
    problems.suspicious(
      'allow-not-principal',
      `${path}.NotPrincipal`,
      `${path} allows with NotPrincipal, which AWS documents as not supported.`,
    );
  if (isEmptyCondition) return 'An empty Condition: the statement applies always, or never.';
  return isAllowNotPrincipal ? 'Allow with NotPrincipal is documented as not supported.' : null;
}

/** Members that are no policy element; a near miss such as `resources` is named with the element that was meant. */
function checkNames(value: JsonObject, path: string, problems: ProblemList): void {
  for (const name of Object.keys(value)) {
    if (elements.includes(name)) continue;
    const meant = elementByLowerCase.get(name.toLowerCase());
    const hint = meant === undefined ? '' : `; "${meant}" is meant`;
    problems.invalid('unknown-element', path, `${quote(name)} is not an element of a policy statement${hint}.`);
  }
}

function parsePrincipalElement({ value, path, kind, inert, problems }: Draft): PrincipalElement | null {
  const [principal, notPrincipal] = [member(value, 'Principal'), member(value, 'NotPrincipal')];
  if (principal !== undefined && notPrincipal !== undefined)
    problems.invalid('principal-twice', path, `${path} has both Principal and NotPrincipal.`);
  const isNot = principal === undefined;
  const given = isNot ? notPrincipal : principal;
  const name = isNot ? 'NotPrincipal' : 'Principal';
  if (rulesByKind[kind].principal === 'forbidden') {
    if (given !== undefined)
      problems.invalid('principal-not-allowed', `${path}.${name}`, `${name} is not allowed in this kind of policy.`);
    return null;
  }
  if (given === undefined) {
    problems.invalid('principal-missing', path, `${path} has no Principal, which this kind of policy requires.`);
    return null;
  }
  if (kind === 'trust' && isNot)
    problems.invalid(
      'not-principal-in-trust',
      `${path}.NotPrincipal`,
      'NotPrincipal is not allowed in a trust policy.',
    );
  const { element, isEmpty } = parsePrincipals(given, isNot, `${path}.${name}`, problems);
  if (isEmpty) inert.push(`${name} names nobody.`);
  return element;
}

function parseResources(draft: Draft): PatternElement | null {
  const { value, path, kind, inert, problems } = draft;
  const isGiven = member(value, 'Resource') !== undefined || member(value, 'NotResource') !== undefined;
  const rule = rulesByKind[kind].resource;
  if (rule === 'forbidden') {
    if (isGiven)
      problems.invalid(
        'resource-not-allowed',
        `${path}.Resource`,
        'A trust policy has no Resource: the role is implied.',
      );
    return null;
  }
  if (!isGiven && rule === 'optional') {
    problems.suspicious(
      'resource-missing',
      path,
      `${path} of the key policy has no Resource: KMS stores it and never applies it.`,
    );
    inert.push('A key policy statement without Resource is never applied.');
    return null;
  }
  return parsePatterns('Resource', draft);
}

/** Action/NotAction or Resource/NotResource: exactly one of the two. */
function parsePatterns(name: 'Action' | 'Resource', { value, path, inert, problems }: Draft): PatternElement | null {
  const [plain, negated] = [member(value, name), member(value, `Not${name}`)];
  if ((plain === undefined) === (negated === undefined)) {
    problems.invalid(`${name.toLowerCase()}-count`, path, `${path} must have either ${name} or Not${name}.`);
    return null;
  }
  const not = plain === undefined;
  const written = `${not ? 'Not' : ''}${name}`;
  const patterns: string[] = [];
  for (const item of listOf(not ? negated : plain)) {
    if (typeof item !== 'string')
      problems.invalid(`${name.toLowerCase()}-value`, `${path}.${written}`, `${path}.${written} must hold texts.`);
    else patterns.push(item);
  }
  if (patterns.length === 0) {
    problems.suspicious(
      `empty-${name.toLowerCase()}`,
      `${path}.${written}`,
      `${path}.${written} is empty: the statement has no effect.`,
    );
    inert.push(`${written} is empty.`);
  }
  for (const pattern of patterns) checkPattern(name, pattern, `${path}.${written}`, problems);
  return { not, patterns };
}

function checkPattern(name: 'Action' | 'Resource', pattern: string, path: string, problems: ProblemList): void {
  if (pattern === '*') return;
  if (name === 'Action') {
    if (!pattern.includes(':'))
      problems.suspicious(
        'action-without-service',
        path,
        `Action ${quote(pattern)} has no service prefix and matches nothing.`,
      );
    return;
  }
  if (!pattern.startsWith('arn:')) {
    problems.suspicious(
      'resource-not-an-arn',
      path,
      `Resource ${quote(pattern)} is not an ARN: a key ID or a bucket name alone names nothing.`,
    );
    return;
  }
  const colons = pattern.split(':').length - 1;
  if (colons < 5 && !pattern.endsWith('*'))
    problems.suspicious('short-arn', path, `Resource ${quote(pattern)} has fewer than the six fields of an ARN.`);
}

/** Source: Organizations User Guide, "RCP syntax". `RCPFullAWSAccess` is AWS's own and may allow. */
function checkResourceControl(effect: 'Allow' | 'Deny', value: JsonObject, path: string, problems: ProblemList): void {
  const hasOnlyStar = (name: string): boolean => {
    const list = listOf(member(value, name));
    return list.length > 0 && list.every((item) => item === '*');
  };
  const isFullAccess =
    effect === 'Allow' && hasOnlyStar('Action') && hasOnlyStar('Resource') && member(value, 'Condition') === undefined;
  if (isFullAccess) return;
  if (effect === 'Allow') problems.invalid('rcp-allow', path, 'A resource control policy can only deny.');
  if (member(value, 'NotAction') !== undefined || member(value, 'NotPrincipal') !== undefined)
    problems.invalid('rcp-not-element', path, 'A resource control policy has no NotAction and no NotPrincipal.');
  if (listOf(member(value, 'Action')).includes('*'))
    problems.invalid('rcp-star-action', path, 'A resource control policy cannot have the bare action "*".');
  const principal = member(value, 'Principal');
  const isEveryone =
    principal === '*' ||
    (isObject(principal) &&
      Object.keys(principal).join() === 'AWS' &&
      listOf(member(principal, 'AWS')).every((item) => item === '*'));
  if (principal !== undefined && !isEveryone)
    problems.invalid('rcp-principal', path, 'The principal of a resource control policy can only be "*".');
}
