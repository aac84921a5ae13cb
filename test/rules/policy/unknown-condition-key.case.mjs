import { bucketPolicy, statement } from '../case-parts.mjs';

function tests(key, value, operator = 'StringLike') {
  return (s) => {
    statement(s, 'DecryptSource').Condition[operator] = {
      ...statement(s, 'DecryptSource').Condition[operator],
      [key]: value,
    };
  };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': tests('kms:EncryptionContext:arn:aws:arn', 'arn:aws:s3:::orders/*'),
    'a slip of the pen': tests('kms:ViaServices', 's3.us-east-1.amazonaws.com'),
    'a key that none of the actions carries': (s) => {
      statement(s, 'ReadSource').Condition = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };
    },
    'a global key that does not exist': tests('aws:PrincipalOrg', 'o-exampleorg1'),
    'in a bucket policy': {
      correct: { crossAccount: true },
      change: bucketPolicy((p) => {
        p.Statement[0].Condition = { StringEquals: { 's3:x-amz-acls': 'private' } };
      }),
    },
  },
  silent: {
    'whatever case': tests('KMS:viaservice', 's3.us-east-1.amazonaws.com', 'StringEquals'),
    'a tag': tests('aws:PrincipalTag/any thing', '*'),
    'another encryption context': tests('kms:EncryptionContext:department', '*'),
  },
};
