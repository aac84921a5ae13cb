import { bucketPolicy, keyPolicy, trust } from '../case-parts.mjs';

function principal(AWS) {
  return bucketPolicy((p) => {
    p.Statement.push({
      Effect: 'Allow',
      Principal: { AWS },
      Action: 's3:ReplicateObject',
      Resource: p.Statement[0].Resource,
    });
  });
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': principal('AROAEXAMPLEDELETED01'),
    'a user': principal('AIDAEXAMPLEDELETED01'),
    'among others': principal(['arn:aws:iam::111122223333:role/orders-replication', 'AROAEXAMPLEDELETED02']),
    'in a key policy': {
      correct: { kms: true },
      change: keyPolicy(0, (p) => {
        p.Statement.push({
          Effect: 'Allow',
          Principal: { AWS: 'AROAEXAMPLEDELETED03' },
          Action: 'kms:Decrypt',
          Resource: '*',
        });
      }),
    },
    'in a trust policy': (s) => {
      trust(s).Principal = { Service: 's3.amazonaws.com', AWS: 'AIDAEXAMPLEDELETED04' };
    },
  },
  silent: {
    'a role': principal('arn:aws:iam::111122223333:role/another'),
    'an account': principal('111122223333'),
  },
};
