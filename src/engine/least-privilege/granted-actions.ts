/** The actions of one service that a statement grants on the resource it hangs on, or on objects of it. */
import type { Statement } from '../../policy/model.js';
import { actionsMatching, findAction } from '../../policy/service-data/index.js';

/**
 * @param service - `s3` or `kms`: a policy of a bucket speaks of no other, whatever `*` would mean elsewhere
 * Object actions on a bucket's ARN, and bucket actions on objects, are dead grants and left out.
 */
export function grantedActions({ actions, resources }: Statement, service: 's3' | 'kms'): readonly string[] {
  const named = new Set(actions.patterns.flatMap(actionsMatching));
  const granted = actions.not ? actionsMatching(`${service}:*`).filter((name) => !named.has(name)) : [...named];
  const own = granted.filter((name) => name.startsWith(`${service}:`));
  if (service === 'kms' || resources === null || resources.not) return own;
  const reachesObjects = resources.patterns.some((pattern) => pattern.includes('/') || pattern.includes('*'));
  const reachesBucket = resources.patterns.some((pattern) => !pattern.includes('/') || /^[^/]*\*/u.test(pattern));
  return own.filter((name) => (isOfObjects(name) ? reachesObjects : reachesBucket));
}

function isOfObjects(action: string): boolean {
  const types = findAction(action)?.resourceTypes ?? [];
  return types.includes('object') && !types.includes('bucket');
}
