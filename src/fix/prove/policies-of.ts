/** Policies of an estate as they are compared: all that hang on what a patch changes. */
import { parsePolicy } from '../../policy/index.js';
import type { PolicyInForce, PolicyKind } from '../../policy/model.js';
import type { PatchTarget } from '../../report/patch.js';
import { isObject } from '../change/json-place.js';
import type { State } from '../change/model.js';
import { bucketOf } from '../change/places.js';

/** All that together say what the target allows; null for what is not a policy. */
export function policiesOf({ estate }: State, { kind, resource }: PatchTarget): readonly PolicyInForce[] | null {
  const role = estate.roles.get(resource);
  switch (kind) {
    case 'role-policy':
      return role?.identityPolicies.state === 'known'
        ? role.identityPolicies.value.flatMap(({ name, document }) => inForce('identity', name, document))
        : null;
    case 'trust-policy':
      return role === undefined ? null : inForce('trust', 'trust policy', role.trustPolicy);
    case 'bucket-policy': {
      const bucket = bucketOf(estate, resource);
      return bucket === null ? null : inForce('bucket', 'bucket policy', bucket.policy);
    }
    case 'key-policy': {
      const kmsKey = estate.kmsKeys.get(resource);
      return kmsKey === undefined ? null : inForce('key', 'key policy', kmsKey.policy);
    }
    default:
      return null;
  }
}

function inForce(
  kind: PolicyKind,
  name: string,
  document: { readonly state: string; readonly value?: { readonly json: unknown } },
): readonly PolicyInForce[] {
  const json = document.state === 'known' ? document.value?.json : null;
  return isObject(json) ? [{ kind, name, document: parsePolicy({ json, text: null }, kind) }] : [];
}
