/** Changes of statements that a bucket policy has, as patches. */
import { isPublicBucketPolicy, parsePolicy } from '../../policy/index.js';
import { bucketArn } from '../../estate/arn.js';
import type { Pair } from '../shapes/model.js';
import { statementAt, withCondition } from './documents.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import { oneOrMore } from './statements.js';

/**
 * The statements that make the policy public, limited to the bucket's own account and those that replicate into it: with
 * RestrictPublicBuckets on, nobody else gets in by them today.
 */
export function limitPublicStatement({ destination, role }: Pair): readonly PatchDraft[] {
  const { bucket, account, partition, name } = destination;
  if (bucket?.policy.state !== 'known') return [];
  const accounts = oneOrMore([account, role.account].filter((id) => id !== null));
  const document = bucket.policy.value;
  const { statements } = isPublicBucketPolicy(parsePolicy(document, 'bucket'));
  return statements.map(({ path, index, principals }) => {
    const statement = principals?.not === false ? statementAt(document, index) : null;
    const value =
      statement === null ? null : withCondition(statement, 'StringEquals', { 'aws:PrincipalAccount': accounts });
    return {
      account,
      owner: 'destination',
      target: { kind: 'bucket-policy', resource: bucketArn({ partition, name }), name: null, part: path },
      operation: 'replace-statement',
      value: value === null ? null : { Statement: [value] },
      decision: true,
      narrows: true,
      cause: 'block-public-access',
    };
  });
}
