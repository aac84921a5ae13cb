/** The statements of a decision: which apply, and how they are referred to. */
import { evaluateConditions } from '../conditions/condition-block.js';
import { lookupIn } from '../conditions/context.js';
import type { Scenario } from '../conditions/scenarios.js';
import { relevantStatements } from '../decide/relevant.js';
import type { Evaluator } from '../decide/evaluate.js';
import { always, and } from '../extent.js';
import { matchPrincipal } from '../match/principal.js';
import { matchResource } from '../match/resource.js';
import type { Evidence, PolicyInForce, PolicyLevelInForce, Statement, StatementReference } from '../model.js';
import { noNotes } from '../notes.js';
import { everything, intersection, isEmpty, nothing } from '../strings/index.js';

export function known(evidence: Evidence<PolicyInForce>): readonly PolicyInForce[] {
  return evidence.state === 'known' ? [evidence.value] : [];
}

export function knownIdentity({ authorities }: Evaluator): readonly PolicyInForce[] {
  return authorities.identity.state === 'known' ? authorities.identity.value.flatMap(known) : [];
}

export function ofLevels(levels: Evidence<readonly PolicyLevelInForce[]>): readonly PolicyInForce[] {
  return levels.state === 'known'
    ? levels.value.flatMap((level) => (level.policies.state === 'known' ? level.policies.value : []))
    : [];
}

/** Statements of one effect that possibly apply to some key of the request in a scenario. */
export function applying(
  policy: PolicyInForce,
  { request, authorities, budget }: Evaluator,
  scenario: Scenario,
  effect: 'Allow' | 'Deny',
): readonly Statement[] {
  const lookup = lookupIn(request, scenario);
  const boundary = authorities.permissionsBoundary;
  const hasBoundary = boundary.state === 'missing' ? null : boundary.state === 'known';
  return relevantStatements(policy.document, request.action).flatMap(({ statement }) => {
    if (statement.effect !== effect) return [];
    const principal =
      statement.principals === null
        ? always
        : matchPrincipal(statement.principals, { principal: request.principal, statement, hasBoundary, notes: noNotes })
            .holds;
    const resource = matchResource(statement, policy.document, { request, lookup, notes: noNotes });
    const condition = evaluateConditions(statement.conditions, policy.document, { lookup, notes: noNotes });
    const applies = and(and(principal, resource), condition).possible;
    if (applies === nothing) return [];
    return applies === everything || isEmpty(intersection(request.keys, applies), undefined, budget) !== true
      ? [statement]
      : [];
  });
}

export function reference(
  policy: PolicyInForce,
  statement: Statement | null,
  effect: StatementReference['effect'],
): StatementReference {
  return {
    policyKind: policy.kind,
    policyName: policy.name,
    path: statement?.path ?? null,
    sid: statement?.sid ?? null,
    effect,
    statement,
    tag: policy.tag,
  };
}
