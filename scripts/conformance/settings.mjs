/** Cases about versioning, schema, filters, topology and what is seen of failures. */
import { all, configuration, destinationBucket, notThere, rule, sourceBucket } from './change.mjs';

function suspend(bucketOf) {
  return (s) => {
    bucketOf(s).GetBucketVersioning = {};
  };
}

/** A rule to a second destination, as a copy of the first. */
function secondDestination(more) {
  return (s) => {
    const copy = structuredClone(destinationBucket(s));
    copy.Name = 'orders-archive';
    s.accounts.at(-1).buckets.push(copy);
    const second = structuredClone(rule(s));
    second.ID = 'archive';
    second.Destination.Bucket = 'arn:aws:s3:::orders-archive';
    Object.assign(second, more);
    configuration(s).Rules.push(second);
    const [policy] = s.accounts[0].roles[0].RolePolicyList;
    const writes = policy.PolicyDocument.Statement.find(({ Sid }) => Sid === 'WriteReplicas');
    writes.Resource = [writes.Resource, writes.Resource.replace('orders-replica', 'orders-archive')];
  };
}

function firstDestination(s) {
  return s.accounts[0].buckets[1];
}

export const settings = {
  'failures-told-to-nobody': {
    symptom: 'Replication failed for weeks and nobody was told.',
    sources: ['https://github.com/ministryofjustice/modernisation-platform/issues/13496'],
    estate: {},
    breakIt: (s) => {
      delete rule(s).Destination.Metrics;
    },
    verdict: 'replicates',
    rules: [],
    notes: ['coverage/failures-invisible'],
    answer: 'Without metrics S3 sends no failure events.',
  },
  'priority-dropped': {
    symptom: 'A module drops the priority of rules, so that their order cannot be said.',
    sources: ['https://github.com/alphagov/govuk-infrastructure/pull/4827'],
    estate: {},
    breakIt: secondDestination({}),
    repairIt: secondDestination({ Priority: 2 }),
    verdict: 'fails',
    rules: ['configuration/duplicate-priority'],
    answer: 'Two rules have the same priority: S3 refuses such a configuration.',
  },
  'filter-flips-delete-markers': {
    symptom: 'Delete markers stop, or begin, to replicate when a filter is added or removed.',
    sources: [
      'https://github.com/ministryofjustice/aws-root-account/pull/1012',
      'https://github.com/ministryofjustice/modernisation-platform-environments/pull/9991',
    ],
    estate: { prefix: 'logs/' },
    repaired: { prefix: 'logs/', schemaV1: true },
    breakIt: () => {},
    verdict: 'replicates',
    aspects: { deleteMarkers: 'skipped' },
    repairedAspects: { deleteMarkers: 'replicates' },
    rules: [],
    notes: ['coverage/delete-markers-not-replicated'],
    answer:
      'A rule with Filter does not replicate delete markers unless asked to; one with Prefix does. The outcome is stated.',
  },
  'delete-markers-by-default': {
    symptom: 'Deletes reach the replica although nobody asked for it.',
    sources: ['https://github.com/hashicorp/terraform-provider-aws/issues/22007'],
    estate: { schemaV1: true },
    repaired: {},
    breakIt: () => {},
    verdict: 'replicates',
    aspects: { deleteMarkers: 'replicates' },
    repairedAspects: { deleteMarkers: 'skipped' },
    rules: [],
    answer: 'A rule without Filter is of the first schema, which replicates delete markers.',
  },
  'second-destination-in-the-first-schema': {
    symptom: 'A second destination breaks the configuration.',
    sources: [
      'https://github.com/ministryofjustice/aws-root-account/pull/1298',
      'https://github.com/terraform-aws-modules/terraform-aws-s3-bucket/pull/104',
      'https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/730',
    ],
    estate: { schemaV1: true },
    repaired: {},
    breakIt: secondDestination({}),
    repairIt: secondDestination({ Priority: 2 }),
    verdict: 'fails',
    rules: ['configuration/schema-conflict'],
    answer: 'Several destinations take Filter and Priority in every rule.',
  },
  'destination-versioning-comes-too-late': {
    symptom: 'The first rollout says that the destination must have versioning.',
    sources: [
      'https://github.com/nozaq/terraform-aws-remote-state-s3-backend/issues/107',
      'https://github.com/terraform-aws-modules/terraform-aws-s3-bucket/pull/350',
    ],
    estate: {},
    breakIt: suspend(destinationBucket),
    verdict: 'fails',
    rules: ['versioning/destination-not-enabled'],
    answer: 'Versioning of the destination is off.',
  },
  'two-way-versioning': {
    symptom: 'The same in a set-up that replicates both ways.',
    sources: ['https://github.com/terraform-aws-modules/terraform-aws-s3-bucket/issues/172'],
    estate: { twoWay: true },
    breakIt: all(suspend(sourceBucket), suspend(firstDestination)),
    verdict: 'fails',
    rules: [
      'versioning/destination-not-enabled',
      'versioning/destination-not-enabled',
      'versioning/source-not-enabled',
      'versioning/source-not-enabled',
    ],
    answer: 'Versioning is off on both sides, told for both directions.',
  },
  'disabled-rule-without-versioning': {
    symptom: 'A disabled rule still demands versioning.',
    sources: ['https://github.com/hashicorp/terraform-provider-aws/issues/13179'],
    estate: {},
    breakIt: all(suspend(destinationBucket), (s) => {
      rule(s).Status = 'Disabled';
    }),
    verdict: 'disabled',
    rules: [],
    notes: ['coverage/replication-rule-disabled'],
    answer: 'S3 checks versioning when a rule is stored, disabled or not; of a stored one only its note is told.',
  },
  'object-lock-on-one-side': {
    symptom: 'A bucket with Object Lock cannot be replicated.',
    sources: ['https://github.com/hashicorp/terraform-provider-aws/issues/14061'],
    estate: { objectLock: true },
    breakIt: (s) => {
      destinationBucket(s).GetObjectLockConfiguration = notThere('ObjectLockConfigurationNotFoundError');
    },
    verdict: 'fails',
    rules: ['destination/object-lock-not-enabled'],
    answer: 'The destination needs Object Lock too, and the role the rights to read retention and legal hold.',
  },
  'prefix-is-a-star': {
    symptom: 'No object matches the rule.',
    sources: ['https://github.com/Crown-Commercial-Service/digitalmarketplace-aws/pull/432'],
    estate: {},
    breakIt: (s) => {
      rule(s).Filter = { Prefix: '*' };
    },
    verdict: 'replicates',
    rules: ['coverage/prefix-suspicious'],
    answer: 'A prefix knows no wildcards: it selects keys that begin with a star.',
  },
  'configuration-on-the-destination': {
    symptom: 'The replication configuration was put on the destination.',
    sources: ['https://github.com/Crown-Commercial-Service/digitalmarketplace-aws/pull/458'],
    estate: {},
    breakIt: (s) => {
      const [source, destination] = s.accounts[0].buckets;
      destination.GetBucketReplication = source.GetBucketReplication;
      source.GetBucketReplication = notThere('ReplicationConfigurationNotFoundError');
    },
    verdict: 'fails',
    rules: [
      'configuration/same-bucket',
      'least-privilege/resource-too-broad',
      'role/source-read-not-allowed wrong-resource',
      'role/tags-read-not-allowed wrong-resource',
    ],
    answer: 'The bucket that holds the configuration is its own destination.',
  },
  'many-sources-one-destination': {
    symptom: 'Several sources write the same key into one destination, and lifecycle rules pause.',
    sources: [
      'https://github.com/aws-solutions-library-samples/cloud-intelligence-dashboards-data-collection/issues/408',
    ],
    estate: {},
    breakIt: (s) => {
      const copy = structuredClone(sourceBucket(s));
      copy.Name = 'orders-eu';
      s.accounts[0].buckets.push(copy);
      for (const { Sid, ...statement } of s.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement) {
        if (!['ReadConfiguration', 'ReadSource'].includes(Sid)) continue;
        const [own] = s.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement.filter(
          (one) => one.Sid === Sid,
        );
        own.Resource = [statement.Resource, statement.Resource.replace(':::orders', ':::orders-eu')];
      }
    },
    verdict: 'replicates',
    rules: [],
    notes: ['coverage/many-to-one'],
    answer: 'Names the sources that can write the same keys.',
  },
  'event-threshold-without-time-control': {
    symptom: 'An operator’s configuration is refused: time control and metrics do not fit together.',
    sources: ['https://github.com/crossplane-contrib/provider-aws/issues/1117'],
    estate: { metrics: false },
    breakIt: (s) => {
      rule(s).Destination.Metrics = { Status: 'Enabled', EventThreshold: { Minutes: 15 } };
    },
    verdict: 'fails',
    rules: ['configuration/replication-time-without-metrics'],
    answer: 'An event threshold belongs to S3 RTC: both are set up together, or neither.',
  },
  'empty-filter-lost': {
    symptom: 'An empty filter gets lost on the way, and the rule is refused.',
    sources: ['https://github.com/crossplane-contrib/provider-aws/pull/911'],
    estate: {},
    breakIt: (s) => {
      delete rule(s).Filter;
    },
    verdict: 'fails',
    rules: ['configuration/schema-conflict'],
    answer: 'Priority and DeleteMarkerReplication belong to rules with Filter; an empty one selects everything.',
  },
};
