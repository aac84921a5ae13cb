import type { ContextKeyRow } from '../model.js';
import { pages } from '../pages.js';
import { absent, defineKey, estate, oneOf, oneOfTogether, text } from './define-key.js';

const forwarded =
  "calls from S3 to KMS are AWS's own example of forward access sessions, which set it; an older page says that calls with a service's role do not, and replication has no request of a user to forward";

const sourceKeys =
  'the key is there only if the calling service passes it; no page of S3 shows it for a replication role, and AWS says that not every service passes it';

/** Through which service a call comes, and for whom. */
export const serviceKeys: readonly ContextKeyRow[] = [
  defineKey('aws:ViaAWSService', {
    assumeRole: text('false'),
    s3: text('false'),
    kms: oneOf(forwarded, text('true'), text('false')),
    grade: 'documented',
    sources: [pages.conditionKeys, pages.forwardAccessSessions],
    note: 'Exceptions for AWS services do not cover the requests to S3.',
  }),
  ...['aws:CalledVia', 'aws:CalledViaFirst', 'aws:CalledViaLast'].map((key) =>
    defineKey(key, {
      assumeRole: absent,
      s3: absent,
      kms: oneOf(forwarded, absent, text('s3.amazonaws.com')),
      grade: 'documented',
      sources: [pages.conditionKeys, pages.forwardAccessSessions],
    }),
  ),
  ...(
    [
      ['aws:SourceArn', 'source-bucket-arn', 'source bucket'],
      ['aws:SourceAccount', 'source-account', 'source account'],
      // AWS derives the organization from the account: its own perimeter samples rely on it.
      ['aws:SourceOrgID', 'role-organization-id', 'source account'],
      ['aws:SourceOrgPaths', 'role-organization-paths', 'source account'],
    ] as const
  ).map(([key, fact, together]) =>
    defineKey(key, {
      assumeRole: oneOfTogether(together, sourceKeys, absent, estate(fact)),
      s3: absent,
      kms: absent,
      grade: 'documented',
      sources: [pages.conditionKeys, pages.confusedDeputy, pages.perimeterSamples, pages.sourceKeysNotSent],
      note: "There only where a service principal itself is the caller: never on the role's own requests. For sts:AssumeRole it is either absent or the source bucket's.",
    }),
  ),
];
