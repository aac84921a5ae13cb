import { statement } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': (s) => {
      delete statement(s, 'DecryptSource').Condition;
    },
    'no word of S3': (s) => {
      delete statement(s, 'DecryptSource').Condition.StringLike['kms:ViaService'];
    },
    'no word of the bucket': (s) => {
      delete statement(s, 'EncryptReplicas').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'];
    },
    'both keys': (s) => {
      delete statement(s, 'DecryptSource').Condition;
      delete statement(s, 'EncryptReplicas').Condition;
    },
    'across accounts': {
      correct: { kms: true, crossAccount: true },
      change: (s) => {
        delete statement(s, 'EncryptReplicas').Condition;
      },
    },
  },
  silent: {
    'whatever case the keys are in': (s) => {
      const tests = statement(s, 'DecryptSource').Condition.StringLike;
      statement(s, 'DecryptSource').Condition.StringLike = Object.fromEntries(
        Object.entries(tests).map(([key, value]) => [key.toUpperCase(), value]),
      );
    },
  },
};
