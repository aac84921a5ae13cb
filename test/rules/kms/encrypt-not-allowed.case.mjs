import { denyInOrganization, denyInRole, keyPolicy, narrowBoundary, statement, without } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true, kms: true },
  broken: {
    'the key policy of the other account leaves the role out': keyPolicy(0, (p) => {
      p.Statement.pop();
    }),
    'the role lacks it, in one account': { correct: { kms: true }, change: without('EncryptReplicas', 'kms:Encrypt') },
    'the role denies it': denyInRole('kms:Encrypt'),
    'the boundary leaves it out': {
      correct: { kms: true, boundary: true },
      change: narrowBoundary('s3:*', 'kms:Decrypt'),
    },
    'an organization policy denies it': {
      correct: { kms: true, scp: true },
      change: denyInOrganization('kms:Encrypt'),
    },
    'both sides lack it': (s) => {
      without('EncryptReplicas', 'kms:Encrypt')(s);
      keyPolicy(0, (p) => {
        p.Statement.pop();
      })(s);
    },
  },
  silent: {
    'the statement allows all of KMS': (s) => {
      statement(s, 'EncryptReplicas').Action = 'kms:*';
    },
  },
};
