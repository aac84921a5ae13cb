import { isMissing } from '../../src/estate/fact.js';
import { defineRule, mustReplicate, placeText, regionOf } from '../../src/engine/model.js';
import { bucketArn } from '../../src/estate/arn.js';

export default defineRule({
  subject: 'estate',
  meta: {
    title: 'A bucket that must replicate does not',
    healthy: 'Buckets that must replicate do replicate',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'The configuration file lists buckets that must replicate, by name or tag. A listed bucket without an enabled replication rule is unprotected, however healthy the rest is.',
    whenNot: 'It does not fire unless the configuration file lists buckets under `mustReplicate`.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html'],
    needs: ['GetBucketReplication', 'GetBucketTagging'],
    failureReasons: [],
    headlines: {
      none: 'Bucket {{bucket}} must replicate but has no enabled replication rule',
    },
    messages: {
      none: 'Bucket {{bucket}} ({{place}}) must replicate by the configuration file{{reason}}, but has no enabled replication rule.',
    },
    help: {
      none: 'Set up replication for the bucket, or take it off mustReplicate in replint.config.yaml.',
    },
    optIn: true,
  },
  *check({ estate, pairs, settings }) {
    if (settings.mustReplicate.length === 0) return;
    const replicating = new Set(pairs.filter((pair) => pair.enabled).map((pair) => pair.source.name));
    for (const bucket of estate.buckets.values()) {
      if (replicating.has(bucket.name) || isMissing(bucket.replication)) continue;
      const demand = settings.mustReplicate.find((each) => mustReplicate(each, bucket));
      if (demand === undefined) continue;
      const data = {
        bucket: bucket.name,
        place: placeText(bucket.account, regionOf(bucket)),
        reason: demand.reason === null ? '' : ` (${demand.reason})`,
      };
      yield {
        message: 'none',
        data,
        resource: bucketArn(bucket),
        account: bucket.account,
        region: regionOf(bucket),
        origin: bucket.origin,
      };
    }
  },
});
