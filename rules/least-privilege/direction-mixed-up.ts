import { bucketOfArn, objectsArn } from '../../src/estate/arn.js';
import { defineRule, insteadOf, reachedActions, type RoleUse } from '../../src/engine/model.js';
import { shortList } from '../../src/basics/short-list.js';
import { intersection, isEmpty, ofPattern } from '../../src/policy/index.js';
import { actionsMatching } from '../../src/policy/service-data/index.js';

export default defineRule({
  subject: 'role',
  meta: {
    title: 'The role reads from the destination or writes replicas to the source',
    healthy: 'The role reads from sources and writes replicas to destinations',
    level: 'warning',
    controls: ['NIST.800-53.r5 AC-6', 'PCI DSS v4.0.1/7.2.5', 'ISO/IEC 27001:2022 A.8.3'],
    why: 'A policy that grants replica writes on the source bucket, or replication reads on the destination, usually comes from swapped names: the permission that is needed is missing, and another is there instead. Both are right only if replication goes both ways.',
    whenNot: 'Skip this rule while you are about to add a replication rule in the other direction.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-for-metadata-changes.html',
    ],
    needs: ['GetRole', 'GetRolePolicy'],
    failureReasons: [],
    needsWholeEstate: true,
    headlines: {
      writes: 'Role {{role}} is allowed to write into source bucket {{bucket}}',
      reads: 'Role {{role}} is allowed to read destination bucket {{bucket}}',
    },
    messages: {
      writes:
        'Replication role {{role}} is allowed {{actions}} on source bucket {{bucket}}, but no rule with this role replicates into it|: |source and destination look mixed up.',
      reads:
        'Replication role {{role}} is allowed {{actions}} on destination bucket {{bucket}}, but no rule with this role replicates from it|: |source and destination look mixed up.',
    },
    help: {
      writes: '{{instead}}',
      reads: '{{instead}}',
    },
  },
  *check(use) {
    const sources = new Map(use.pairs.map((pair) => [pair.source.name, pair.source.partition]));
    const destinations = new Map(use.pairs.map((pair) => [pair.destination.name, pair.destination.partition]));
    const reached = reachedActions(use);
    const at = { resource: use.arn, account: use.role.account, region: null, origin: use.role.origin };
    for (const [message, actions, here, there] of [
      ['writes', ['s3:ReplicateObject', 's3:ReplicateDelete'], sources, destinations],
      ['reads', ['s3:GetObjectVersionForReplication'], destinations, sources],
    ] as const) {
      const named = bucketsNamedFor(use, actions);
      for (const [bucket, partition] of here) {
        // A grant on everything is too broad, not mixed up; only one that names the bucket is.
        if (there.has(bucket) || !named.has(bucket)) continue;
        const objects = ofPattern(objectsArn({ partition, name: bucket }));
        const wrong = reached.filter(
          ({ action, unneeded }) =>
            (actions as readonly string[]).includes(action) &&
            isEmpty(intersection(unneeded, objects), undefined, use.settings.budget) === false,
        );
        if (wrong.length === 0) continue;
        yield {
          message,
          data: {
            role: use.arn,
            actions: shortList(wrong.map(({ action }) => action)),
            bucket,
            instead: insteadOf(use).text,
          },
          ...at,
          patches: [insteadOf(use).patch],
          discriminator: `${message} ${bucket}`,
        };
      }
    }
  },
});

/** Buckets that a statement on one of the actions names without a wildcard. */
function bucketsNamedFor({ identityPolicies }: RoleUse, wanted: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { document } of identityPolicies) {
    for (const { effect, actions, resources } of document.statements) {
      if (effect !== 'Allow' || actions.not || resources === null || resources.not) continue;
      if (!actions.patterns.some((pattern) => actionsMatching(pattern).some((name) => wanted.includes(name)))) continue;
      for (const pattern of resources.patterns) {
        const bucket = bucketOfArn(pattern);
        if (bucket !== null && !/[*?]/u.test(bucket.name)) names.add(bucket.name);
      }
    }
  }
  return names;
}
