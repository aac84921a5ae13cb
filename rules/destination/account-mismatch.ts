import { atSource, defineRule, pairWords, setDestinationAccount } from '../../src/engine/model.js';
import { sameText } from '../../src/policy/index.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'Destination.Account is not the account that owns the destination bucket',
    healthy: 'Destination.Account is the account that owns the destination bucket',
    level: 'error',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'Destination.Account tells S3 who owns the destination bucket. If it names another account, AWS documents that S3 rejects the configuration. In practice S3 has been seen to accept it, and the objects fail later.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ReplicationErrorCodeList',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_Destination.html',
    ],
    needs: ['ListBuckets'],
    failureReasons: ['DstPutObjectNotPermitted'],
    headlines: {
      other: '{{ReplicationRule}} of {{sourceBucket}} names the wrong account for {{destinationBucket}}',
    },
    messages: {
      other:
        '{{ReplicationRule}} on {{sourceBucket}} names account {{claimed}} as the owner of {{destinationBucket}}, but the bucket belongs to account {{owner}}.| |Either S3 rejected the configuration, or every object ends in status FAILED.',
    },
    help: {
      other: 'Set Destination.Account to {{owner}}.',
    },
  },
  *check(pair) {
    const { account, claimedAccount } = pair.destination;
    if (account === null || claimedAccount === null || sameText(account, claimedAccount) !== false) return;
    yield {
      message: 'other',
      data: { ...pairWords(pair), claimed: claimedAccount, owner: account },
      ...atSource(pair),
      pair,
      patches: [setDestinationAccount(pair, account)],
      origin: pair.origin,
    };
  },
});
