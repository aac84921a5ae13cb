import type { ContextKeyRow } from '../model.js';
import { pages } from '../pages.js';
import { absent, defineKey, estate, oneOf } from './define-key.js';

/** Whose resource the call is made on. */
export const resourceKeys: readonly ContextKeyRow[] = [
  ...(
    [
      ['aws:ResourceAccount', 'resource-account', 'The owner of the bucket, of the key, of the role.'],
      ['aws:ResourceOrgID', 'resource-organization-id', 'There exactly if the owner is in an organization.'],
      ['aws:ResourceOrgPaths', 'resource-organization-paths', 'There exactly if the owner is in an organization.'],
    ] as const
  ).map(([key, fact, note]) =>
    defineKey(key, {
      assumeRole: estate(fact),
      s3: estate(fact),
      kms: estate(fact),
      grade: 'documented',
      sources: [pages.conditionKeys],
      note,
    }),
  ),
  defineKey('s3:ResourceAccount', {
    assumeRole: absent,
    s3: estate('resource-account'),
    kms: absent,
    grade: 'documented',
    sources: [pages.actionsOfS3, pages.securityLakeRole],
  }),
  defineKey('aws:ResourceTag/*', {
    assumeRole: estate('resource-tag'),
    s3: estate('resource-tag'),
    kms: estate('resource-tag'),
    grade: 'documented',
    sources: [pages.abac, pages.kmsConditions, pages.actionsOfSts],
    note: "Of a bucket only if attribute-based access control is switched on for it. Of a KMS key always. For sts:AssumeRole the role's tags.",
  }),
  defineKey('iam:ResourceTag/*', {
    assumeRole: estate('resource-tag'),
    s3: absent,
    kms: absent,
    grade: 'documented',
    sources: [pages.actionsOfSts],
  }),
  defineKey('s3:BucketTag/*', {
    assumeRole: absent,
    s3: oneOf(
      "attribute-based access control of the bucket brings its tags in, but the list of keys of replication's actions does not have this one",
      absent,
      estate('resource-tag'),
    ),
    kms: absent,
    grade: 'unverified',
    sources: [pages.abac, pages.actionsOfS3],
    note: 'Absent for certain where attribute-based access control is off, as it is unless somebody switches it on.',
  }),
];
