import { atSource, defineRule, pairWords, setDestinationAccount } from '../../src/engine/model.js';
import { sameText } from '../../src/policy/index.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'Destination.Account is not the account that owns the destination bucket',
    healthy: 'Destination.Account is the account that owns the destination bucket',
    level: 'error',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'The Account of a destination tells S3 whose bucket it is. Where it names another account, AWS documents a refusal, and observed behaviour is an accepted configuration whose objects fail later.',
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
        '{{ReplicationRule}} on {{sourceBucket}} names account {{claimed}} as the owner of {{destinationBucket}}, but the bucket belongs to account {{owner}}.| |Either S3 did not accept the configuration, or every object ends in status FAILED.',
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
