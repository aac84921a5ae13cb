import { describe, expect, test } from '@jest/globals';
import { encryptionContextOfReplica, encryptionContextOfSource } from '../../src/replication/encryption-context.js';
import { facts } from './pair-facts.js';

const object = { expected: ['object-arn'], other: ['bucket-arn'] };
const bucket = { expected: ['bucket-arn'], other: ['object-arn'] };
const either = { expected: ['object-arn', 'bucket-arn'], other: [] };

describe('encryption context by Bucket Keys of source and destination', () => {
  test.each([
    [false, false, object, object],
    [true, true, bucket, bucket],
    [true, false, bucket, bucket],
    [false, true, object, either],
    [true, null, bucket, bucket],
    [false, null, object, either],
    [null, false, either, either],
    [null, true, either, either],
    [null, null, either, either],
  ])('source %j, destination %j', (sourceBucketKey, destinationBucketKey, ofSource, ofReplica) => {
    const pair = facts({ sourceBucketKey, destinationBucketKey });
    expect(encryptionContextOfSource(pair, 'SSE-KMS')).toEqual(ofSource);
    expect(encryptionContextOfReplica(pair, 'SSE-KMS')).toEqual(ofReplica);
  });

  test.each([true, false, null])('DSSE-KMS carries the object ARN with a Bucket Key of %j', (bucketKey) => {
    const pair = facts({ sourceBucketKey: bucketKey, destinationBucketKey: bucketKey });
    expect(encryptionContextOfSource(pair, 'DSSE-KMS')).toEqual({ expected: ['object-arn'], other: [] });
    expect(encryptionContextOfReplica(pair, 'DSSE-KMS')).toEqual({ expected: ['object-arn'], other: [] });
  });
});
