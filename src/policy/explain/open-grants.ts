/** What grants of a KMS key leave open: how they combine with other policies, whom they are for, and what their constraints look at. */
import { addressesIn, hasStandIn } from '../../basics/stand-in.js';
import { lookupIn } from '../conditions/context.js';
import type { Evaluator } from '../decide/evaluate.js';
import { openPartsOfGrant } from '../decide/grants.js';
import type { Judged } from '../decide/working.js';
import { never } from '../extent.js';
import type { AccessRequest, GrantInForce, Unanswered } from '../model.js';
import { isCrossAccount } from './relation.js';
import { unresolvedQuestion } from './unresolved.js';

/** For a request that nothing else decides. */
export function* questionsOfGrants(evaluator: Evaluator, judged: readonly Judged[]): Iterable<Unanswered> {
  const { grants } = evaluator.authorities;
  if (grants.state !== 'known') return;
  yield* besideOtherPolicies(evaluator, judged);
  for (const grant of grants.value) yield* questionsOfGrant(grant, evaluator.request, judged);
}

/** A grant that matches, beside other authorities that do not allow. Source: KMS Developer Guide, "Grants in AWS KMS", which says neither. */
function* besideOtherPolicies({ request }: Evaluator, judged: readonly Judged[]): Iterable<Unanswered> {
  if (judged.every(({ evaluation }) => evaluation.grants === never)) return;
  if (isCrossAccount(request)) {
    yield {
      cause: 'undocumented',
      id: 'semantics:grant:identity-policy',
      what: 'Whether a grant that the owner of a KMS key gave to a principal of another account needs an identity-based policy as well is not documented.',
      how: 'Allow the action in an identity-based policy of the role as well.',
    };
  } else if (judged.some(({ evaluation }) => evaluation.boundary !== null || evaluation.session !== null)) {
    yield {
      cause: 'undocumented',
      id: 'semantics:grant:permissions-boundary',
      what: 'Whether a permissions boundary limits what a grant of a KMS key allows is not documented.',
      how: 'Allow the action in the permissions boundary as well.',
    };
  }
}

function* questionsOfGrant(
  grant: GrantInForce,
  request: AccessRequest,
  judged: readonly Judged[],
): Iterable<Unanswered> {
  const parts = judged.flatMap(({ scenario }) => openPartsOfGrant(grant, request, lookupIn(request, scenario)) ?? []);
  for (const { questions } of parts) yield* questions;
  if (parts.some(({ isGranteeOpen }) => isGranteeOpen)) yield granteeQuestion(grant);
  else if (parts.length > 0 && parts.every(({ questions }) => questions.length === 0)) yield constraintQuestion(grant);
}

function granteeQuestion({ id, granteePrincipal }: GrantInForce): Unanswered {
  const grantee = granteePrincipal ?? '';
  if (hasStandIn(grantee))
    return unresolvedQuestion(`grant:${id}`, `Whether grant ${id} is for the role`, addressesIn(grantee));
  return {
    cause: 'undocumented',
    id: `semantics:grant:account:${id}`,
    what: `Grant ${id} is for ${grantee}, an account as a whole, and AWS does not document whether every role of the account can then use it.`,
    how: 'Create a grant for the role itself, or allow the action in the key policy and an identity-based policy of the role.',
  };
}

function constraintQuestion({ id, encryptionContextSubset, encryptionContextEquals }: GrantInForce): Unanswered {
  const values = Object.values({ ...encryptionContextSubset, ...encryptionContextEquals }).join('\n');
  if (hasStandIn(values))
    return unresolvedQuestion(`grant:${id}`, `Whether the constraints of grant ${id} are met`, addressesIn(values));
  return {
    cause: 'undocumented',
    id: `semantics:grant:constraints:${id}`,
    what: `Whether the request meets the constraints of grant ${id} is not known.`,
    how: 'Create a grant without these constraints, or allow the action in the key policy and an identity-based policy of the role.',
  };
}
