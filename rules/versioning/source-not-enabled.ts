import { atSource, defineRule, enableVersioning, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'Versioning is not enabled on the source bucket',
    healthy: 'Versioning is enabled on the source bucket',
    level: 'error',
    controls: ['S3.14', 'S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'S3 replicates object versions, so the source bucket must have versioning enabled. S3 rejects a new replication configuration without it. A configuration that was restored from code or left behind by a change replicates nothing.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html'],
    needs: ['GetBucketVersioning'],
    failureReasons: [],
    headlines: {
      off: 'Versioning is {{status}} on source bucket {{sourceBucket}}',
    },
    messages: {
      off: 'Versioning is {{status}} on source bucket {{sourceBucket}} ({{sourcePlace}})|, so |{{replicationRule}} replicates nothing.',
    },
    help: {
      off: 'Enable versioning on {{sourceBucket}}. Only S3 Batch Replication copies objects that were written before.',
    },
  },
  *check(pair) {
    const { versioning } = pair.source;
    if (versioning.state !== 'known' || versioning.value.Status === 'Enabled') return;
    const status = versioning.value.Status === 'Suspended' ? 'suspended' : 'not enabled';
    yield {
      message: 'off',
      data: { ...pairWords(pair), status },
      ...atSource(pair),
      pair,
      patches: [enableVersioning(pair, 'source')],
      origin: versioning.origin,
    };
  },
});
