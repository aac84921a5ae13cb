import { otherAccount } from '../../../scripts/fixtures/estate.mjs';
import { role, trust } from '../case-parts.mjs';

function trusts(Principal, Condition) {
  return (s) => {
    const statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };
    role(s).AssumeRolePolicyDocument.Statement.push(Condition === undefined ? statement : { ...statement, Condition });
  };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      trust(s).Principal = { Service: 's3.amazonaws.com', AWS: `arn:aws:iam::${otherAccount}:root` };
    },
    anyone: trusts('*'),
    'anyone of an organization': trusts('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }),
    'its own account': trusts({ AWS: 'arn:aws:iam::111122223333:root' }),
    'another service': trusts({ Service: ['s3.amazonaws.com', 'lambda.amazonaws.com'] }),
    'a user and a provider': trusts({
      AWS: 'arn:aws:iam::111122223333:user/someone',
      Federated: 'arn:aws:iam::111122223333:saml-provider/login',
    }),
  },
  silent: {
    'S3 Batch Operations': trusts({ Service: 'batchoperations.s3.amazonaws.com' }),
    'a Deny': (s) => {
      role(s).AssumeRolePolicyDocument.Statement.push({
        Effect: 'Deny',
        Principal: { AWS: `arn:aws:iam::${otherAccount}:root` },
        Action: 'sts:AssumeRole',
      });
    },
  },
};
