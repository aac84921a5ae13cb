import { defineRule } from '../../src/engine/model.js';
import { regionOf } from '../../src/engine/findings/words.js';
import { bucketArn } from '../../src/estate/arn.js';

export default defineRule({
  subject: 'bucket',
  meta: {
    title: 'The replication configuration exceeds a limit of S3',
    healthy: 'The replication configuration is within the limits of S3',
    level: 'error',
    why: 'A replication configuration holds at most 1,000 rules; rule ids have at most 255 characters and are unique. S3 does not accept more.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRule.html',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    messages: {
      rules: 'The replication configuration of {{bucket}} has {{count}} rules; S3 takes at most 1,000.',
      ids: 'The replication configuration of {{bucket}} uses the rule id "{{id}}" more than once, which S3 does not accept.',
      length:
        'The replication configuration of {{bucket}} has a rule id of {{count}} characters; S3 takes at most 255.',
    },
    help: {
      rules: 'Merge rules that differ only in their prefix, or split the bucket.',
      ids: 'Give each rule an id of its own.',
      length: 'Shorten the rule id.',
    },
  },
  *check({ bucket }) {
    if (bucket.replication.state !== 'known') return;
    const rules = bucket.replication.value.Rules;
    const where = {
      resource: bucketArn(bucket),
      account: bucket.account,
      region: regionOf(bucket),
      origin: bucket.replication.origin,
    };
    if (rules.length > 1000)
      yield {
        message: 'rules',
        data: { bucket: bucket.name, count: String(rules.length) },
        ...where,
        discriminator: 'rules',
      };
    const seen = new Set<string>();
    const repeated = new Set<string>();
    for (const { ID: id } of rules) {
      if (id === undefined) continue;
      if (seen.has(id)) repeated.add(id);
      seen.add(id);
      if (id.length > 255)
        yield {
          message: 'length',
          data: { bucket: bucket.name, count: String(id.length) },
          ...where,
          discriminator: id,
        };
    }
    for (const id of repeated)
      yield { message: 'ids', data: { bucket: bucket.name, id: id.slice(0, 100) }, ...where, discriminator: id };
  },
});
