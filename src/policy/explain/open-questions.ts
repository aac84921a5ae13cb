/** What would settle a decision that is unknown: open condition keys that matter, evidence that is missing, statements nobody can read for sure. */
import { contextValue } from '../conditions/context.js';
import type { OpenKey } from '../conditions/scenarios.js';
import type { Evaluator } from '../decide/evaluate.js';
import { judgeCode } from '../decide/judge-code.js';
import type { Judged, Working } from '../decide/working.js';
import type {
  AccessRequest,
  Authorities,
  ContextValue,
  Evidence,
  PolicyInForce,
  PolicyKind,
  Unanswered,
} from '../model.js';
import type { Doubt } from '../notes.js';
import { questionsOfGrants } from './open-grants.js';
import { questionsOfRules } from './open-rules.js';
import { isCrossAccount } from './relation.js';
import { unresolvedQuestion } from './unresolved.js';

/** Sorted by their ids. */
export function questionsLeftOpen(working: Working): readonly Unanswered[] {
  const { evaluator, judged, open, unfixed, doubts, beyond } = working;
  const found = new Map<string, Unanswered>();
  const add = (question: Unanswered): void => {
    found.set(question.id, question);
  };
  for (const key of [...keysThatMatter(evaluator, judged, open), ...unfixed])
    add(questionOf(contextValue(evaluator.request, key), key));
  for (const question of missingEvidence(evaluator)) add(question);
  for (const doubt of doubts.all) if (doubt.isOpen) add(questionOfDoubt(doubt));
  for (const question of questionsOfGrants(evaluator, judged)) add(question);
  for (const question of questionsOfRules(evaluator, judged)) add(question);
  if (beyond !== null) add(beyond);
  // Keys that matter only together: each of them would settle it.
  if (found.size === 0) for (const { key } of open) add(questionOf(contextValue(evaluator.request, key), key));
  if (found.size === 0) add(questionOfRequest(evaluator.request));
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Keys that change the outcome while all others stay the same. */
function keysThatMatter(
  { request, budget }: Evaluator,
  judged: readonly Judged[],
  open: readonly OpenKey[],
): readonly string[] {
  if (judged.length < 2) return [];
  const codes = judged.map(({ allowed }) => judgeCode(request.keys, allowed, budget));
  const differs = (key: string): boolean => {
    const byOthers = new Map<string, string>();
    for (const [index, { scenario }] of judged.entries()) {
      const others = [...scenario].filter(([name]) => name !== key).map(([name, value]) => [name, value]);
      const id = JSON.stringify(others);
      const code = codes[index] ?? '';
      const before = byOthers.get(id);
      if (before !== undefined && before !== code) return true;
      byOthers.set(id, code);
    }
    return false;
  };
  return open.map(({ key }) => key).filter(differs);
}

function questionOf(value: ContextValue, key: string): Unanswered {
  if (value.state === 'one-of' || value.state === 'unknown') return value.question;
  return {
    cause: 'undocumented',
    id: `context:${key}`,
    what: `The value of the condition key ${key} in this request is not known.`,
    how: `Test the request with a statement that has a condition on ${key}.`,
    about: { kind: 'condition-key' },
  };
}

/** Every piece of evidence that was missing; each is listed, since any of them may hold a Deny. */
export function missingEvidence({ authorities, request, requireOrganization }: Evaluator): readonly Unanswered[] {
  const missing: Unanswered[] = [];
  const add = (evidence: Evidence<unknown>): void => {
    if (evidence.state === 'missing') missing.push(evidence.question);
  };
  const isService = request.principal.kind === 'service';
  if (!isService) {
    add(authorities.identity);
    if (authorities.identity.state === 'known') authorities.identity.value.forEach(add);
    add(authorities.permissionsBoundary);
    add(authorities.session);
  }
  add(authorities.resource);
  add(authorities.grants);
  if (isCrossAccount(request)) add(authorities.restrictPublicBuckets);
  if (!isService && authorities.serviceControlMayNotBind !== undefined)
    missing.push(authorities.serviceControlMayNotBind);
  if (authorities.resourceControlMayNotBind !== undefined) missing.push(authorities.resourceControlMayNotBind);
  if (requireOrganization) {
    for (const levels of isService
      ? [authorities.resourceControl]
      : [authorities.serviceControl, authorities.resourceControl]) {
      add(levels);
      if (levels.state === 'known') levels.value.forEach((level) => add(level.policies));
    }
  }
  for (const document of invalidDocuments(authorities)) missing.push(document);
  return missing;
}

function invalidDocuments(authorities: Authorities): readonly Unanswered[] {
  const policies = [
    authorities.permissionsBoundary,
    authorities.session,
    authorities.resource,
    ...(authorities.identity.state === 'known' ? authorities.identity.value : []),
  ];
  for (const levels of [authorities.serviceControl, authorities.resourceControl]) {
    if (levels.state !== 'known') continue;
    for (const level of levels.value) {
      if (level.policies.state === 'known')
        for (const each of level.policies.value.map((value) => ({ state: 'known' as const, value })))
          policies.push(each);
    }
  }
  return policies.flatMap((policy) => {
    if (policy.state !== 'known' || policy.value.document.valid) return [];
    const problem = policy.value.document.problems.find(({ severity }) => severity === 'invalid');
    return [
      {
        cause: 'unreadable' as const,
        id: `invalid-policy:${policy.value.kind}:${policy.value.name}`,
        what: `The ${policyTitle(policy.value)} is not valid: ${problem?.message ?? 'it breaks the policy grammar.'}`,
        how: 'Fix the policy document. AWS would refuse to store it as it stands here.',
        about: { kind: 'policy', tag: policy.value.tag } as const,
      },
    ];
  });
}

/** No open question goes without words, whatever leaves it open. */
function questionOfRequest({ action, resourceAccount }: AccessRequest): Unanswered {
  const name = action.slice(0, 100);
  if (resourceAccount === null)
    return {
      cause: 'undocumented',
      id: `resource-account:${name}`,
      what: `Which account owns the resource of ${name} is not known, and the policies do not allow it both within an account and across accounts.`,
      how: 'Give the account that owns the resource.',
    };
  return {
    cause: 'undocumented',
    id: `semantics:request:${name}`,
    what: `Whether these policies allow ${name} is not documented.`,
    how: 'Test it with a real request.',
  };
}

const titles: Readonly<Partial<Record<PolicyKind, string>>> = {
  identity: 'identity-based policy',
  'permissions-boundary': 'permissions boundary',
  session: 'session policy',
  'service-control': 'service control policy',
  'resource-control': 'resource control policy',
};

/** A policy of a resource is called after it: `bucket policy of orders-replica`. */
function policyTitle({ kind, name }: PolicyInForce): string {
  const title = titles[kind];
  return title === undefined ? name : `${title} "${name}"`;
}

function questionOfDoubt({ policyName, path, text, addresses }: Doubt): Unanswered {
  if (addresses !== undefined)
    return unresolvedQuestion(`${policyName}:${path}`, `Whether ${path} of ${policyName} applies`, addresses);
  return {
    cause: 'undocumented',
    id: `semantics:${policyName}:${path}`,
    what: `${text.replace(/\.$/u, '')} (${path} of ${policyName}).`,
    how: 'Rewrite the statement so that it does not depend on this, or test it with a real request.',
  };
}

export function tooComplexQuestion(request: AccessRequest): Unanswered {
  return {
    cause: 'too-complex',
    id: `too-complex:${request.action}`,
    what: `The resource patterns and conditions that bear on ${request.action} are too many and too entangled to be decided for all keys.`,
    how: 'Simplify the patterns: fewer wildcards in one pattern, fewer patterns in one policy.',
  };
}
