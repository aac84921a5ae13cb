import { keyPolicy } from '../case-parts.mjs';

const role = 'arn:aws:iam::111122223333:role/orders-replication';

function one(statement, correct) {
  const change = keyPolicy(0, (p) =>
    p.Statement.push({ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*', ...statement }),
  );
  return correct === undefined ? change : { correct, change };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': one({}),
    'the service, everything': one({ Principal: { Service: 's3.amazonaws.com' }, Action: 'kms:*' }),
    'an organization': one({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } } }),
    'through S3, whoever it is': one({
      Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
    }),
    'a foreign account': one({ Principal: { AWS: 'arn:aws:iam::777788889999:root' } }),
    'a foreign account by a condition': one({ Condition: { StringEquals: { 'kms:CallerAccount': '777788889999' } } }),
    'a foreign role': one({ Principal: { AWS: 'arn:aws:iam::777788889999:role/reader' } }),
    'roles by a pattern, of any account': one({
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/reader' } },
    }),
    'the role may do everything': one({ Principal: { AWS: role }, Action: 'kms:*' }),
    'everything, which here is everything of KMS': one({ Principal: { AWS: role }, Action: '*' }),
    'the replica key of another account': one(
      { Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:Encrypt' },
      { kms: true, crossAccount: true },
    ),
  },
  silent: {
    'the account of the key': one({ Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*' }),
    'the account of the key, through S3': one({
      Condition: {
        StringEquals: { 'kms:CallerAccount': '111122223333', 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
      },
    }),
    'a role of the account of the key': one({ Principal: { AWS: 'arn:aws:iam::111122223333:role/application' } }),
    inventories: one({
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'kms:GenerateDataKey',
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    }),
    trails: one({ Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'kms:GenerateDataKey*' }),
  },
};
