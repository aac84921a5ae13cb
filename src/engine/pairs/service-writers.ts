/**
 * Services that a bucket policy lets write into a source bucket: CloudTrail, Config, log delivery, S3's own logs and inventories. Each
 * can encrypt with a key that its own configuration names, so that the default encryption of the bucket says nothing of its objects.
 * Sources: CloudTrail User Guide, "Encrypting CloudTrail log files with AWS KMS keys"; Config Developer Guide, "Permissions for the KMS
 * key for the delivery channel"; S3 User Guide, "Amazon S3 Inventory".
 */
import { bucketArn } from '../../estate/arn.js';
import type { Bucket } from '../../estate/model.js';
import { matchesGlob, parseGlob } from '../../policy/index.js';
import type { Statement } from '../../policy/model.js';
import { matchesArn } from '../documents/granted-actions.js';
import { knownPolicy, type PolicyStore } from '../documents/policies.js';

/** Names of service principals, sorted; none where the policy is not known. */
export function serviceWriters({ policy, name, partition }: Bucket, store: PolicyStore): readonly string[] {
  const parsed = knownPolicy(store.ofBucket(policy, name));
  if (parsed === null) return [];
  const object = `${bucketArn({ partition, name })}/any-key`;
  const writers = parsed.document.statements
    .filter((statement) => statement.effect === 'Allow' && letsWrite(statement, object))
    .flatMap(({ principals }) => (principals === null || principals.not ? [] : principals.entries))
    .flatMap((entry) => (entry.kind === 'service' ? [entry.service] : []));
  return [...new Set(writers)].sort();
}

/** Any object will do: such statements end in a folder of the service's own, `AWSLogs/111122223333/*`. */
function letsWrite({ actions, resources }: Statement, object: string): boolean {
  const isNamed = actions.patterns.some((pattern) =>
    matchesGlob(parseGlob(pattern, { ignoreCase: true }), 's3:PutObject'),
  );
  if (isNamed === actions.not || resources === null) return false;
  return resources.not || resources.patterns.some((pattern) => isOfObjects(pattern, object));
}

function isOfObjects(pattern: string, object: string): boolean {
  const slash = pattern.indexOf('/');
  return matchesArn(slash < 0 ? pattern : `${pattern.slice(0, slash)}/*`, object);
}
