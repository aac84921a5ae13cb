import { valueOf } from '../../src/estate/fact.js';
import {
  admittedBeside,
  bucketStatements,
  defineRule,
  grantedActions,
  matchesArn,
  narrowedStatement,
  type Pair,
  placeText,
  regionOf,
} from '../../src/engine/model.js';
import { bucketArn } from '../../src/estate/arn.js';
import { assumedRoleArn, type Statement } from '../../src/policy/index.js';

export default defineRule({
  subject: 'bucket',
  meta: {
    title: 'A role of another account can change the versioning of the destination',
    healthy: 'No replication role of another account can change the versioning of a destination',
    level: 'warning',
    controls: ['S3.6', 'S3.14', 'NIST.800-53.r5 AC-6', 'ISO/IEC 27001:2022 A.8.3'],
    why: 'Example policies of AWS allow a replication role of another account s3:PutBucketVersioning on the destination. Replication does not need it. Anyone who controls the role can use it to suspend versioning, which ends replication and the protection of older versions.',
    whenNot: 'Skip this rule if the same team owns the role and the destination, and an SCP protects versioning.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-walkthrough-2.html',
    ],
    needs: ['GetBucketPolicy'],
    failureReasons: [],
    headlines: {
      may: 'The policy of {{bucket}} lets role {{role}} suspend versioning',
    },
    messages: {
      may: 'The bucket policy of destination {{bucket}} ({{place}}) lets replication role {{role}} use s3:PutBucketVersioning ({{statement}})|: |it can suspend versioning, which ends replication.',
    },
    help: {
      may: 'Remove s3:PutBucketVersioning from {{statement}} of the bucket policy. Replication works without it.',
    },
  },
  *check({ bucket, incoming, policy }) {
    const text = valueOf(bucket.policy);
    if (policy === null || !policy.document.valid || text === undefined) return;
    const foreign = incoming.filter(({ role }) => role.arn !== null && role.account !== bucket.account);
    const resource = bucketArn(bucket);
    for (const statement of policy.document.statements) {
      if (statement.effect !== 'Allow' || statement.inert !== null) continue;
      const granted = grantedActions(statement, resource);
      if (!granted.includes('s3:PutBucketVersioning')) continue;
      const named = foreign.find(({ role }) => letsIn(statement, role, bucket.account));
      if (named === undefined) continue;
      const document = { kind: 'bucket-policy', resource, account: bucket.account, text } as const;
      const needed = bucketStatements(incoming, (action) => granted.includes(action));
      yield {
        message: 'may',
        data: {
          bucket: bucket.name,
          place: placeText(bucket.account, regionOf(bucket)),
          role: named.role.arn ?? '',
          statement: statement.path,
        },
        resource,
        account: bucket.account,
        region: regionOf(bucket),
        origin: policy.origin,
        patches: [narrowedStatement(document, statement, { needed, admitted: [] })],
        discriminator: statement.path,
      };
    }
  },
});

/** By its name, by a condition on it, or as one of its account. Everybody else is what `bucket-policy-too-broad` is about. */
function letsIn(statement: Statement, { arn, account }: Pair['role'], owner: string | null): boolean {
  const session = assumedRoleArn(arn ?? '', 's3-replication');
  return admittedBeside(statement, { roles: new Set(), account: owner }).some((admitted) => {
    if (admitted.kind === 'accounts') return account !== null && admitted.names.includes(account);
    if (admitted.kind === 'principals') return admitted.names.some((name) => name === arn || name === session);
    return admitted.kind === 'matching' && admitted.names.some((name) => matchesArn(name, arn ?? ''));
  });
}
