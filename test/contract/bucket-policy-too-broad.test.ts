/** Whom besides the replication role a destination's bucket policy lets write. */
import { expect, test } from '@jest/globals';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import type { AuditOptions } from '../../src/judge.js';
import { auditOf } from '../audit-of.js';

const role = 'arn:aws:iam::111122223333:role/orders-replication';

function broadOf(statement: Readonly<Record<string, unknown>>, settings: AuditOptions['settings'] = {}): string[] {
  const { snapshot } = buildEstate({ crossAccount: true });
  const place = snapshot.accounts[1].buckets[0].GetBucketPolicy;
  const policy = JSON.parse(place.Policy);
  Object.assign(policy.Statement[0], statement);
  place.Policy = JSON.stringify(policy);
  return auditOf(snapshot, { settings })
    .findings.filter(({ rule }) => rule === 'least-privilege/bucket-policy-too-broad')
    .map(({ level }) => level);
}
const ofOrganization = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } };

test.each([
  ['the role alone', { Principal: { AWS: role } }, []],
  ['another role of the account', { Principal: { AWS: [role, `${role}-2`] } }, ['warning']],
  ['the account of the role, as the console writes it', { Principal: { AWS: '111122223333' } }, ['note']],
  ['another account', { Principal: { AWS: [role, 'arn:aws:iam::999988887777:root'] } }, ['warning']],
  ['anyone of an organization', { Principal: '*', Condition: ofOrganization }, ['warning']],
  ['anyone whose ARN is the role’s', { Principal: '*', Condition: { ArnEquals: { 'aws:PrincipalArn': role } } }, []],
  ['anyone', { Principal: '*' }, ['error']],
])('%s', (_name, statement, expected) => {
  expect(broadOf(statement)).toEqual(expected);
});

test('an account that the configuration trusts is as good as that of the role', () => {
  const statement = { Principal: { AWS: [role, 'arn:aws:iam::999988887777:root'] } };
  expect(broadOf(statement, { trustedAccounts: ['999988887777'] })).toEqual(['note']);
});

test('an organization that the configuration trusts may be named', () => {
  const statement = { Principal: '*', Condition: ofOrganization };
  expect(broadOf(statement, { trustedOrganizations: ['o-exampleorg1'] })).toEqual([]);
  expect(broadOf(statement, { trustedOrganizations: ['o-another'] })).toEqual(['warning']);
});
