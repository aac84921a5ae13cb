/** Rules of AWS that leave a decision open: what no document and no policy says. */
import { addressesIn } from '../../basics/stand-in.js';
import { type Evaluation, type Evaluator, isUnderResourceControl } from '../decide/evaluate.js';
import { isPublicBucketPolicy } from '../decide/public-access.js';
import type { Judged } from '../decide/working.js';
import { never } from '../extent.js';
import type { Unanswered } from '../model.js';
import { isCrossAccount } from './relation.js';
import { unresolvedQuestion } from './unresolved.js';

/** For a request that nothing else decides. */
export function* questionsOfRules(evaluator: Evaluator, judged: readonly Judged[]): Iterable<Unanswered> {
  const evaluations = judged.map(({ evaluation }) => evaluation);
  yield* doubtsOfAnyone(evaluator, evaluations);
  yield* doubtsOfPublicAccess(evaluator);
  yield* doubtsOfResourceControl(evaluator, evaluations);
  if (evaluator.authorities.objectOwner === 'unknown')
    yield {
      cause: 'undocumented',
      id: 'semantics:object-owner',
      what: 'Which account owns the objects is not known, and only an ACL of theirs lets others read the objects of another account.',
      how: 'Set Object Ownership of the bucket to BucketOwnerEnforced.',
    };
}

/** An Allow for everyone beside a boundary or session policy that does not allow. Source: IAM User Guide, "Policy evaluation logic", which speaks of conditions on aws:PrincipalArn alone. */
function* doubtsOfAnyone(
  { request, authorities: { resource: policy } }: Evaluator,
  evaluations: readonly Evaluation[],
): Iterable<Unanswered> {
  // Of a policy that nobody knows, that it is not known is all there is to say.
  if (request.principal.kind === 'service' || policy.state !== 'known') return;
  const isLimited = evaluations.some(({ boundary, session }) => boundary !== null || session !== null);
  if (!isLimited || evaluations.every(({ resource }) => resource.allowByForm.anyone === never)) return;
  yield {
    cause: 'undocumented',
    id: 'semantics:anyone:permissions-boundary',
    what: 'Whether a permissions boundary or session policy limits what a policy of the resource allows to everyone ("*") is not documented.',
    how: 'Name the role in the Allow, or allow the action in the permissions boundary as well.',
  };
}

function* doubtsOfPublicAccess({ request, authorities }: Evaluator): Iterable<Unanswered> {
  const { resource, restrictPublicBuckets } = authorities;
  if (resource.state !== 'known' || resource.value.kind !== 'bucket' || !isCrossAccount(request)) return;
  if (restrictPublicBuckets.state === 'absent') return;
  if (restrictPublicBuckets.state === 'known' && !restrictPublicBuckets.value) return;
  const { document, name } = resource.value;
  if (!document.valid) return;
  const judgement = isPublicBucketPolicy(document);
  if (judgement.public !== 'unknown') return;
  const paths = judgement.statements.map(({ path }) => path).join(', ');
  const addresses = judgement.statements.flatMap(({ principals, conditions }) => [
    ...(principals?.entries ?? []).flatMap((entry) => (entry.kind === 'open' ? addressesIn(entry.text) : [])),
    ...conditions.flatMap(({ values }) => values.flatMap(addressesIn)),
  ]);
  yield addresses.length > 0
    ? unresolvedQuestion(`public:${name}`, `Whether S3 counts the ${name} as public (${paths})`, [
        ...new Set(addresses),
      ])
    : {
        cause: 'undocumented',
        id: `semantics:public:${name}`,
        what: `Whether S3 counts the ${name} as public is not documented for ${paths}. If it does, RestrictPublicBuckets switches off its grants to other accounts.`,
        how: 'Name the principals in that statement, or tie it to fixed values of aws:PrincipalOrgID or aws:PrincipalAccount.',
      };
}

/** The list of services under RCPs grows. Source: Organizations User Guide, "RCPs". */
function* doubtsOfResourceControl({ request }: Evaluator, evaluations: readonly Evaluation[]): Iterable<Unanswered> {
  if (isUnderResourceControl(request)) return;
  if (evaluations.every(({ resourceControl }) => resourceControl.every(({ deny }) => deny === never))) return;
  yield {
    cause: 'undocumented',
    id: 'semantics:resource-control:service',
    what: `Whether resource control policies apply to ${request.action.slice(0, 100)} is not known: the list of services that they cover grows.`,
    how: 'Look the service up in the list of the AWS Organizations User Guide, or test with a real request.',
  };
}
