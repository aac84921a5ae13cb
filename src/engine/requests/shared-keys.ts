/**
 * KMS keys that are shared through AWS Resource Access Manager carry a second policy, `AWS_RAM`. How KMS joins it with the key policy is
 * not described: that either may allow is inferred, so a request that the key policy refuses is open where the second one may allow it.
 * Source: KMS API models of 2026-11-16 (GetKeyPolicy, PutKeyPolicy).
 */
import { isMissing } from '../../estate/fact.js';
import type { Authorities, Decision, Evidence, PolicyInForce, Unanswered } from '../../policy/model.js';
import type { KeyReference } from '../shapes/subjects.js';
import { missingEvidence } from '../documents/missing-evidence.js';
import type { PolicyStore } from '../documents/policies.js';

type Decide = (authorities: Authorities) => Decision;

/** The decision over the key policy alone, or an open one where the policy of Resource Access Manager may allow what it refuses. */
export function decideOverBoth(
  key: KeyReference | null,
  authorities: Authorities,
  store: PolicyStore,
  decide: Decide,
): Decision {
  const alone = decide(authorities);
  const shared = key?.kmsKey?.sharedPolicy;
  if (shared === undefined || shared.state === 'absent' || isDeniedByResource(alone)) return alone;
  const name = key?.arn ?? key?.configured ?? '';
  if (isMissing(shared))
    return alone.outcome === 'allowed'
      ? alone
      : decide({ ...authorities, resource: open(missingEvidence(shared, name)) });
  const policy = store.inForce(shared, 'key', { name: `AWS_RAM policy of ${name}`, subject: name });
  const other = decide({ ...authorities, resource: policy });
  const isOpen = alone.outcome === 'allowed' ? isDeniedByResource(other) : other.outcome !== 'denied';
  return isOpen ? decide({ ...authorities, resource: open(undocumented(name)) }) : alone;
}

/** A Deny is final, whichever other policy allows. Source: IAM User Guide, "Policy evaluation logic". */
function isDeniedByResource({ outcome, denials }: Decision): boolean {
  return (
    outcome === 'denied' &&
    denials.some(
      ({ policyKind, forAll, statements }) =>
        policyKind === 'key' && forAll && statements.some(({ effect }) => effect === 'deny'),
    )
  );
}

function open(question: Unanswered): Evidence<PolicyInForce> {
  return { state: 'missing', question };
}

function undocumented(name: string): Unanswered {
  return {
    cause: 'undocumented',
    id: `shared-key-policy:${name}`,
    what: `Key ${name} is shared through AWS Resource Access Manager. How KMS combines that policy (AWS_RAM) with the key policy is not documented.`,
    how: 'Upload one object and look at its replication status, or allow what S3 needs in the key policy.',
  };
}
