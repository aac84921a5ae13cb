import { atDestination, defineRule, letOwnerPay, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'A destination bucket of another account is Requester Pays',
    healthy: 'A destination bucket of another account is not Requester Pays',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'S3 does not replicate into a Requester Pays bucket of another account.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
    ],
    needs: ['GetBucketRequestPayment'],
    failureReasons: [],
    headlines: {
      on: 'Destination bucket {{destinationBucket}} of another account is Requester Pays',
    },
    messages: {
      on: 'Destination bucket {{destinationBucket}} ({{destinationPlace}}) is Requester Pays and belongs to another account|, so |nothing that {{replicationRule}} of {{sourceBucket}} selects is replicated.',
    },
    help: {
      on: 'Turn Requester Pays off on {{destinationBucket}}.',
    },
  },
  *check(pair) {
    const payment = pair.destination.bucket?.requestPayment;
    if (pair.facts.crossAccount !== true || payment?.state !== 'known' || payment.value !== 'Requester') return;
    yield {
      message: 'on',
      data: pairWords(pair),
      ...atDestination(pair),
      pair,
      patches: [letOwnerPay(pair)],
      origin: payment.origin,
    };
  },
});
