import type { ContextKeyRow } from '../model.js';
import { pages } from '../pages.js';
import { absent, defineKey, estate, oneOf, open, text } from './define-key.js';

const asService = open('the caller is a service, and the pages describe the key for roles and users');

/** Who calls: the role's session on S3 and KMS, the service itself when it takes the role. */
export const principalKeys: readonly ContextKeyRow[] = [
  defineKey('aws:PrincipalArn', {
    assumeRole: asService,
    s3: estate('role-arn'),
    kms: estate('role-arn'),
    grade: 'documented',
    sources: [pages.conditionKeys],
    note: "The role's ARN with its path, never the session's.",
  }),
  defineKey('aws:PrincipalAccount', {
    assumeRole: asService,
    s3: estate('role-account'),
    kms: estate('role-account'),
    grade: 'documented',
    sources: [pages.conditionKeys],
  }),
  ...(
    [
      ['aws:PrincipalOrgID', 'role-organization-id'],
      ['aws:PrincipalOrgPaths', 'role-organization-paths'],
    ] as const
  ).map(([key, fact]) =>
    defineKey(key, {
      assumeRole: absent,
      s3: estate(fact),
      kms: estate(fact),
      grade: 'documented',
      sources: [pages.conditionKeys],
      note: "There exactly if the role's account is in an organization. A service principal has none: AWS warns that a test of this key shuts its services out.",
    }),
  ),
  defineKey('aws:PrincipalType', {
    assumeRole: asService,
    s3: text('AssumedRole'),
    kms: text('AssumedRole'),
    grade: 'documented',
    sources: [pages.policyVariables],
  }),
  defineKey('aws:userid', {
    assumeRole: asService,
    s3: estate('role-user-id'),
    kms: estate('role-user-id'),
    grade: 'recorded',
    sources: [pages.policyVariables, pages.sessionNameInKeyPolicies],
    note: "The role's unique id, a colon and the session's name s3-replication, which production policies name and AWS does not document.",
  }),
  defineKey('aws:username', {
    assumeRole: absent,
    s3: absent,
    kms: absent,
    grade: 'documented',
    sources: [pages.policyVariables],
    note: 'Roles have none.',
  }),
  defineKey('aws:PrincipalTag/*', {
    assumeRole: absent,
    s3: estate('role-tag'),
    kms: estate('role-tag'),
    grade: 'inferred',
    sources: [pages.conditionKeys],
    note: "The role's tags; S3 is not known to pass session tags.",
  }),
  defineKey('aws:PrincipalIsAWSService', {
    assumeRole: text('true'),
    s3: text('false'),
    kms: text('false'),
    grade: 'documented',
    sources: [pages.conditionKeys],
    note: 'A role that a service has taken counts as a role: exceptions for AWS services do not cover replication.',
  }),
  defineKey('aws:PrincipalServiceName', {
    assumeRole: text('s3.amazonaws.com'),
    s3: absent,
    kms: absent,
    grade: 'documented',
    sources: [pages.conditionKeys],
  }),
  defineKey('aws:PrincipalServiceNamesList', {
    assumeRole: text('s3.amazonaws.com'),
    s3: absent,
    kms: absent,
    grade: 'documented',
    sources: [pages.conditionKeys],
    note: 'For sts:AssumeRole the list is taken to hold the one name that trust policies use.',
  }),
  defineKey('aws:TokenIssueTime', {
    assumeRole: absent,
    s3: estate('recent-time'),
    kms: estate('recent-time'),
    grade: 'documented',
    sources: [pages.conditionKeys],
    note: 'Recent, and moving forward as S3 takes the role anew.',
  }),
  defineKey('aws:MultiFactorAuthPresent', {
    assumeRole: absent,
    s3: oneOf('temporary credentials have the key, and it is never true for a service', text('false'), absent),
    kms: oneOf('temporary credentials have the key, and it is never true for a service', text('false'), absent),
    grade: 'documented',
    sources: [pages.conditionKeys, pages.userIdentity],
  }),
  defineKey('aws:MultiFactorAuthAge', {
    assumeRole: absent,
    s3: absent,
    kms: absent,
    grade: 'documented',
    sources: [pages.conditionKeys],
  }),
];
