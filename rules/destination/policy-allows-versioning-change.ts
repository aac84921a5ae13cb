import { defineRule } from '../../src/engine/model.js';
import { placeText, regionOf } from '../../src/engine/findings/words.js';
import { bucketArn } from '../../src/estate/arn.js';
import { actionsMatching } from '../../src/policy/service-data/index.js';

export default defineRule<'bucket'>({
  subject: 'bucket',
  meta: {
    title: 'A role of another account can change the versioning of the destination',
    healthy: 'No replication role of another account can change the versioning of a destination',
    level: 'warning',
    why: 'Example policies of AWS let the foreign replication role use s3:PutBucketVersioning on the destination. Replication does not need it, and whoever controls the role can suspend versioning with it, which ends replication and takes the protection of older versions away.',
    whenNot:
      'Leave it out where the owner of the role is the owner of the destination too, and versioning is guarded by an SCP.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-walkthrough-2.html',
    ],
    needs: ['GetBucketPolicy'],
    failureReasons: [],
    messages: {
      may: 'The bucket policy of destination {{bucket}} ({{place}}) lets replication role {{role}} use s3:PutBucketVersioning ({{statement}}): it can suspend versioning, which ends replication.',
    },
    help: {
      may: 'Remove s3:PutBucketVersioning from {{statement}} of the bucket policy.',
    },
  },
  *check({ bucket, incoming, policy }) {
    if (policy === null || !policy.document.valid) return;
    const roles = new Set(
      incoming.flatMap((pair) =>
        pair.role.arn !== null && pair.role.account !== bucket.account ? [pair.role.arn] : [],
      ),
    );
    for (const statement of policy.document.statements) {
      if (statement.effect !== 'Allow' || statement.inert !== null || statement.actions.not) continue;
      const named = statement.principals?.entries.find((entry) => entry.kind === 'role' && roles.has(entry.arn));
      if (named?.kind !== 'role') continue;
      if (!statement.actions.patterns.some((pattern) => actionsMatching(pattern).includes('s3:PutBucketVersioning')))
        continue;
      const where = {
        resource: bucketArn(bucket),
        account: bucket.account,
        region: regionOf(bucket),
        origin: policy.origin,
      };
      const data = {
        bucket: bucket.name,
        place: placeText(bucket.account, regionOf(bucket)),
        role: named.arn,
        statement: statement.path,
      };
      yield { message: 'may', data, ...where, discriminator: statement.path };
    }
  },
});
