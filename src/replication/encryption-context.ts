import type { EncryptionContextForm, PairFacts } from './model.js';
import type { ObjectClass } from './vocabulary.js';

/** Forms of the encryption context `aws:s3:arn`: those that today's settings imply, and the one that other objects may carry. */
export interface EncryptionContextForms {
  readonly expected: readonly EncryptionContextForm[];
  readonly other: readonly EncryptionContextForm[];
}

const objectArn: EncryptionContextForms = { expected: ['object-arn'], other: ['bucket-arn'] };
const bucketArn: EncryptionContextForms = { expected: ['bucket-arn'], other: ['object-arn'] };
const either: EncryptionContextForms = { expected: ['object-arn', 'bucket-arn'], other: [] };

/** DSSE-KMS has no Bucket Keys: no object of that class ever carries the bucket's ARN. */
const objectArnAlways: EncryptionContextForms = { expected: ['object-arn'], other: [] };

/** What a decryption of a source object carries: the form that the source bucket gives new objects. */
export function encryptionContextOfSource(facts: PairFacts, objectClass: ObjectClass): EncryptionContextForms {
  if (objectClass === 'DSSE-KMS') return objectArnAlways;
  if (facts.sourceBucketKey === null) return either;
  return facts.sourceBucketKey ? bucketArn : objectArn;
}

/**
 * What an encryption of a replica carries. A replica takes the use of a Bucket Key over from its source object, so the source
 * bucket's setting goes first; with none there and one on the destination, AWS's pages imply both forms.
 */
export function encryptionContextOfReplica(facts: PairFacts, objectClass: ObjectClass): EncryptionContextForms {
  if (objectClass === 'DSSE-KMS') return objectArnAlways;
  if (facts.sourceBucketKey === true) return bucketArn;
  return facts.sourceBucketKey === false && facts.destinationBucketKey === false ? objectArn : either;
}
