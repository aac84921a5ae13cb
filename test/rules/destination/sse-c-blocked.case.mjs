import { sourceBucket, destinationBucket } from '../case-parts.mjs';

function blocks(bucket, type) {
  bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].BlockedEncryptionTypes = {
    EncryptionType: [type],
  };
}
function both(source, destination) {
  return (s) => {
    blocks(sourceBucket(s), source);
    blocks(destinationBucket(s), destination);
  };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': both('NONE', 'SSE-C'),
    'across accounts': { correct: { crossAccount: true }, change: both('NONE', 'SSE-C') },
    'with KMS by default': { correct: { kms: true }, change: both('NONE', 'SSE-C') },
  },
  silent: {
    'blocked on both sides': both('SSE-C', 'SSE-C'),
    'blocked at the source alone': both('SSE-C', 'NONE'),
    'a source that says nothing': (s) => blocks(destinationBucket(s), 'SSE-C'),
  },
};
