import { statement } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': (s, w) => {
      statement(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] =
        `arn:aws:s3:::${w.source}/*`;
    },
  },
};
