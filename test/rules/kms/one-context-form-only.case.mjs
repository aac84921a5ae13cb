import { sourceBucket, statement } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'only the object ARN is allowed at the source': (s, w) => {
      statement(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] =
        `arn:aws:s3:::${w.source}/*`;
    },
    'only the bucket ARN is allowed, with Bucket Keys': {
      correct: { kms: true, sourceBucketKey: true, destinationBucketKey: true },
      change: (s, w) => {
        statement(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] =
          `arn:aws:s3:::${w.source}`;
      },
    },
    'only the object ARN is allowed for replicas': (s, w) => {
      statement(s, 'EncryptReplicas').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] =
        `arn:aws:s3:::${w.destination}/*`;
    },
  },
  silent: {
    'no encryption context is asked for': (s) => {
      delete statement(s, 'DecryptSource').Condition;
    },
    'whether Bucket Keys are on was not read': (s, w) => {
      statement(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] =
        `arn:aws:s3:::${w.source}/*`;
      delete sourceBucket(s).GetBucketEncryption;
    },
  },
};
