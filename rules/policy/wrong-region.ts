import { defineRule, mustReplicate, placeText, regionOf } from '../../src/engine/model.js';
import { bucketArn } from '../../src/estate/arn.js';
import { groupBy } from '../../src/basics/group-by.js';

export default defineRule({
  subject: 'estate',
  meta: {
    title: 'A bucket that must replicate does so to the wrong Region or account',
    healthy: 'Buckets that must replicate do so to the required Regions and accounts',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'The configuration file says to which Regions or accounts a bucket must replicate. Replication to another place does not count.',
    whenNot: 'It does not fire unless the configuration file names Regions or accounts under `mustReplicate`.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html'],
    needs: ['GetBucketReplication', 'ListBuckets'],
    failureReasons: [],
    headlines: {
      elsewhere: 'Bucket {{bucket}} must replicate to {{wanted}}, but replicates to {{actual}}',
    },
    messages: {
      elsewhere: 'Bucket {{bucket}} ({{place}}) must replicate to {{wanted}}{{reason}}, but replicates to {{actual}}.',
    },
    help: {
      elsewhere: 'Add a destination in {{wanted}}, or change mustReplicate in replint.config.yaml.',
    },
    optIn: true,
  },
  *check({ estate, pairs, settings }) {
    if (settings.mustReplicate.length === 0) return;
    for (const [name, own] of groupBy(
      pairs.filter((pair) => pair.enabled),
      (pair) => pair.source.name,
    )) {
      const bucket = estate.buckets.get(name);
      if (bucket === undefined) continue;
      for (const demand of settings.mustReplicate) {
        if (!mustReplicate(demand, bucket) || demand.toRegions.length + demand.toAccounts.length === 0) continue;
        // A destination whose place is not known may be the right one.
        if (
          own.some(
            ({ destination }) =>
              isWanted(destination.region, demand.toRegions) && isWanted(destination.account, demand.toAccounts),
          )
        )
          continue;
        const data = {
          bucket: name,
          place: placeText(bucket.account, regionOf(bucket)),
          reason: demand.reason === null ? '' : ` (${demand.reason})`,
          wanted: [...demand.toRegions, ...demand.toAccounts.map((id) => `account ${id}`)].join(' or '),
          actual: own.map(({ destination }) => placeText(destination.account, destination.region)).join('; '),
        };
        yield {
          message: 'elsewhere',
          data,
          resource: bucketArn({ partition: bucket.partition, name }),
          account: bucket.account,
          region: regionOf(bucket),
          origin: bucket.replication.state === 'known' ? bucket.replication.origin : bucket.origin,
        };
      }
    }
  },
});

function isWanted(value: string | null, wanted: readonly string[]): boolean {
  return wanted.length === 0 || value === null || wanted.includes(value);
}
