import { covers, denyInOrganization, denyInRole, narrowBoundary, statement, statements } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the statement covers the replica key': (s, w) => {
      statement(s, 'DecryptSource').Resource = w.replicaKey;
    },
    'the statement covers other objects': covers(
      'DecryptSource',
      ({ source }) => `arn:aws:kms:us-east-1:111122223333:key/${source}`,
    ),
    'the role denies it': denyInRole('kms:Decrypt'),
    'the boundary leaves it out': { correct: { kms: true, boundary: true }, change: narrowBoundary('s3:*') },
    'an organization policy denies it': {
      correct: { kms: true, scp: true },
      change: denyInOrganization('kms:Decrypt'),
    },
    'the key policy leaves the role out': (s, names) => {
      const Statement = [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${names.sourceAccount}:user/admin` },
          Action: 'kms:*',
          Resource: '*',
        },
      ];
      s.accounts[0].keys[0].GetKeyPolicy = { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
    },
    'only objects below a prefix may be decrypted': (s, names) => {
      statement(s, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] = [
        `arn:aws:s3:::${names.source}`,
        `arn:aws:s3:::${names.source}/logs/*`,
      ];
    },
    'the service of another Region is asked for': (s) => {
      statement(s, 'DecryptSource').Condition.StringLike['kms:ViaService'] = 's3.eu-west-1.amazonaws.com';
    },
  },
  silent: {
    'a grant of the key does as well': (s, names) => {
      statements(s).splice(0, statements(s).length, ...statements(s).filter(({ Sid }) => Sid !== 'DecryptSource'));
      s.accounts[0].keys[0].ListGrants = {
        Grants: [
          {
            GrantId: 'grant-1',
            GranteePrincipal: names.role,
            Operations: ['Decrypt'],
            IssuingAccount: names.sourceAccount,
          },
        ],
      };
    },
    'the key policy was not read': (s) => {
      delete s.accounts[0].keys[0].GetKeyPolicy;
    },
  },
};
