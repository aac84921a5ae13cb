/** What a request is allowed by, in terms of statements. */
import { lookupIn } from '../conditions/context.js';
import type { Evaluator } from '../decide/evaluate.js';
import { effectOfGrant } from '../decide/grants.js';
import type { Judged } from '../decide/working.js';
import { never } from '../extent.js';
import type { StatementReference } from '../model.js';
import { applying, known, knownIdentity, reference } from './statements.js';

/** Statements (and grants) that allow the request in some scenario for some of its keys: identity policies and the resource's own policy. */
export function explainAllowed(evaluator: Evaluator, judged: readonly Judged[]): readonly StatementReference[] {
  const { request, authorities } = evaluator;
  const scenario = judged[0]?.scenario ?? new Map();
  const policies = [...knownIdentity(evaluator), ...known(authorities.resource)];
  const references = policies.flatMap((policy) =>
    applying(policy, evaluator, scenario, 'Allow').map((statement) => reference(policy, statement, 'allow')),
  );
  if (authorities.grants.state !== 'known') return references;
  const lookup = lookupIn(request, scenario);
  const grants = authorities.grants.value.filter((grant) => effectOfGrant(grant, request, lookup) !== never);
  return [
    ...references,
    ...grants.map((grant) => ({
      policyKind: 'grant' as const,
      policyName: grant.id,
      path: null,
      sid: null,
      effect: 'allow' as const,
      statement: null,
      tag: grant.tag,
    })),
  ];
}
