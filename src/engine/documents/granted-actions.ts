/** What a statement grants on the bucket or key that its policy depends on. */
import { matchesGlob, parseGlob } from '../../policy/index.js';
import type { Statement } from '../../policy/model.js';
import { actionsMatching, findAction } from '../../policy/service-data/index.js';

/** A policy of a bucket speaks of S3 alone and one of a key of KMS, whatever `*` would mean elsewhere. */
export function grantedActions(statement: Statement, arn: string): readonly string[] {
  const { actions, resources } = statement;
  const service = arn.split(':')[2] === 'kms' ? 'kms' : 's3';
  const named = new Set(actions.patterns.flatMap(actionsMatching));
  const granted = actions.not ? actionsMatching(`${service}:*`).filter((name) => !named.has(name)) : [...named];
  const own = granted.filter((name) => name.startsWith(`${service}:`));
  if (resources === null || resources.not) return own;
  if (service === 'kms') return resources.patterns.some((pattern) => matchesArn(pattern, arn)) ? own : [];
  // Object actions on a bucket's ARN, and bucket actions on objects, are dead grants.
  const reachesBucket = resources.patterns.some((pattern) => matchesArn(pattern, arn));
  const reachesObjects = resources.patterns.some((pattern) => reachesObjectsOf(pattern, arn));
  return own.filter((name) => (isOfObjects(name) ? reachesObjects : reachesBucket));
}

function isOfObjects(action: string): boolean {
  const types = findAction(action)?.resourceTypes ?? [];
  return types.includes('object') && !types.includes('bucket');
}

/** What a variable stands for is not looked at: it may be anything. */
export function matchesArn(pattern: string, arn: string): boolean {
  return matchesGlob(parseGlob(pattern.replaceAll(/\$\{[^}]*\}/gu, '*')), arn);
}

/** Whether a resource pattern stands for any object of the bucket. */
function reachesObjectsOf(pattern: string, bucketArn: string): boolean {
  const slash = pattern.indexOf('/');
  if (slash < 0) return pattern.endsWith('*') && matchesArn(pattern, `${bucketArn}/any-key`);
  // A wildcard in the name of the bucket may run on over the slash.
  return (
    matchesArn(pattern.slice(0, slash), bucketArn) || matchesArn(`${pattern.slice(0, slash)}/*`, `${bucketArn}/any-key`)
  );
}

/** Whether a resource pattern stands for the bucket, or for anything in it. */
export function isOfBucket(pattern: string, bucketArn: string): boolean {
  return matchesArn(pattern, bucketArn) || reachesObjectsOf(pattern, bucketArn);
}
