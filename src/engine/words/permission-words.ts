/** Why a request is not allowed, in words: the deciding statements, or the nearest one and what does not fit. */
import { shortList } from '../../basics/short-list.js';
import type { Denial, Misfit, StatementReference } from '../../policy/model.js';
import type { ParsedPolicy } from '../shapes/model.js';

const kindNames: Readonly<Record<string, string>> = {
  identity: 'identity-based policy',
  'permissions-boundary': 'permissions boundary',
  session: 'session policy',
  'service-control': 'service control policy',
  'resource-control': 'resource control policy',
  bucket: 'bucket policy',
  key: 'key policy',
  trust: 'trust policy',
};

/** A request meets one policy of these kinds, the one on its resource: its name would only repeat the resource. */
const onlyOne = new Set(['bucket', 'key', 'trust']);

/** `identity-based policy "replication"`; policies of which a resource has one already carry their kind as their name. */
export function policyNameText({ kind, shortName: name }: Pick<ParsedPolicy, 'kind' | 'shortName'>): string {
  return onlyOne.has(kind) || name.startsWith(kindNames[kind] ?? kind)
    ? name
    : `${kindNames[kind] ?? kind} "${clip(name, 200)}"`;
}

/** `identity-based policy "replication"`, `the bucket policy`. */
export function policyText({ policyKind, policyName }: StatementReference): string {
  const kind = kindNames[policyKind] ?? policyKind;
  if (onlyOne.has(policyKind)) return policyName.includes('AWS managed') ? `the ${policyName}` : `the ${kind}`;
  return policyName.startsWith(kind) ? `the ${policyName}` : `${kind} "${clip(policyName, 200)}"`;
}

/** `statement "DenyAll" (Statement[2]) of the bucket policy`. */
export function statementText(reference: StatementReference): string {
  const { path, sid } = reference;
  const policy = policyText(reference);
  if (path === null) return policy;
  return sid === null || sid === '' ? `${path} of ${policy}` : `statement "${clip(sid, 80)}" (${path}) of ${policy}`;
}

export function listStatements(references: readonly StatementReference[]): string {
  return shortList(references.map(statementText), 3, ' and ');
}

export function isExplicitDeny({ statements }: Pick<Denial, 'statements'>): boolean {
  return statements.some(({ effect }) => effect === 'deny');
}

/** As the end of a sentence, without a full stop. */
export function reasonText(denial: Denial): string {
  const { cause, statements, misfit, policyKind, level } = denial;
  if (isExplicitDeny(denial))
    return `${listStatements(statements)} explicitly ${statements.length > 1 ? 'deny' : 'denies'} it`;
  const name = kindNames[policyKind] ?? 'policy';
  const nobody =
    policyKind === 'identity' ? 'no identity-based policy of the role allows' : `no statement of the ${name} allows`;
  switch (cause) {
    case 'permissions-boundary':
    case 'session-policy':
    case 'service-control-policy':
    case 'resource-control-policy': {
      const names = [...new Set(statements.map(({ policyName }) => `"${clip(policyName, 200)}"`))];
      const where = level === undefined || level === '' ? '' : ` of ${clip(level, 200)}`;
      if (names.length === 0) return `no ${name}${where === '' ? ' of one level' : where} allows it`;
      const many = names.length > 1;
      return `the ${name.replace(/y$/u, many ? 'ies' : 'y')} ${shortList(names, 3, ' and ')}${where} ${many ? 'do' : 'does'} not allow it`;
    }
    case 'resource-policy-missing':
      return 'the bucket has no bucket policy, and a role of another account needs one that allows it';
    case 'block-public-access':
      return 'the bucket policy counts as public and RestrictPublicBuckets is on, which switches off its grants to other accounts';
    case 'key-policy-does-not-allow':
      return `the key policy neither allows the role nor leaves the decision to IAM policies of its account${nearText(misfit, statements)}`;
    case 'no-statement':
      return `${nobody} the action`;
    default:
      return `${nobody} it${nearText(misfit, statements)}`;
  }
}

/** The nearest statement with the one part of it that does not fit; empty where there is none. */
function nearText(misfit: Misfit | null, statements: readonly StatementReference[]): string {
  const [near] = statements;
  if (misfit === null || near === undefined || near.path === null) return '';
  return `. The closest, ${statementText(near)}, ${misfitText(misfit)}`;
}

function misfitText({ part, expected, actual, trap }: Misfit): string {
  const [wanted, found] = [clip(expected, 300), clip(actual, 300)];
  switch (part) {
    case 'condition':
      return `requires ${wanted}, and ${/ is not (?:in the request|known)$/u.test(actual) ? found : `the request carries ${found}`}${trap === 'literal-wildcard' ? '. Only StringLike and the ARN operators read wildcards' : ''}`;
    case 'resource':
      return `covers ${wanted}, not ${found}`;
    case 'principal':
      return `is for ${wanted}, not for ${found}${trap === 'principal-wildcard' ? '. A wildcard in a principal names nobody' : ''}`;
    default:
      return `has ${part} ${wanted}, not ${found}`;
  }
}

function clip(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}
