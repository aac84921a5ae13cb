import { kmsKey } from '../../../scripts/fixtures/estate.mjs';
import { statement } from '../case-parts.mjs';

function reaches(Resource, sid = 'DecryptSource') {
  return (s) => {
    statement(s, sid).Resource = Resource;
    s.accounts[0].keys.push(
      kmsKey('arn:aws:kms:us-east-1:111122223333:key/cccc0000-1111-4222-8333-444444444444', '111122223333', []),
    );
  };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': reaches('*'),
    'every key of the account and Region': reaches('arn:aws:kms:us-east-1:111122223333:key/*'),
    'every key of every account': reaches('arn:aws:kms:*:*:key/*', 'EncryptReplicas'),
    'one more key': reaches([
      'arn:aws:kms:us-east-1:111122223333:key/aaaa0000-1111-4222-8333-444444444444',
      'arn:aws:kms:us-east-1:111122223333:key/cccc0000-1111-4222-8333-444444444444',
    ]),
    'keys that nobody read': (s) => {
      statement(s, 'DecryptSource').Resource = 'arn:aws:kms:eu-*:111122223333:key/*';
    },
  },
  silent: {
    'keys by their alias': (s) => {
      statement(s, 'DecryptSource').Resource = '*';
      statement(s, 'DecryptSource').Condition.StringLike['kms:ResourceAliases'] = 'alias/orders';
    },
    'the two keys': reaches('arn:aws:kms:us-east-1:111122223333:key/aaaa0000-1111-4222-8333-444444444444'),
  },
};
