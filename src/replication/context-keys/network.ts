import type { ContextKeyRow, ContextSpec } from '../model.js';
import { pages } from '../pages.js';
import { absent, defineAbsentKeys, defineKey, estate, oneOf, open, text } from './define-key.js';

const redacted =
  'AWS leaves what describes the network out of calls that its services make to each other, but does not say whether replication is such a call, and elsewhere calls the key always present';

/** An endpoint, network or address that belongs to S3, not to any customer. */
const foreign: ContextSpec = {
  is: 'unknown',
  mayBeAbsent: false,
  never: ['customer-network'],
  question: {
    what: "Which endpoint of its own S3 replicates through is not documented; it is never one of a customer's.",
    how: 'Look for vpcEndpointId in the CloudTrail data event of a replica that S3 wrote.',
  },
};

const endpoint = oneOf(
  "a call that does not come through a VPC endpoint has none; one recorded event of a replica's write has a field for an endpoint, which is not the customer's",
  absent,
  foreign,
);

const address = oneOf(redacted, absent, estate('any-address-of-aws'));

const tlsVersion = oneOf(redacted, text('1.2'), text('1.3'), absent);

/** Where a call comes from, and over what. */
export const networkKeys: readonly ContextKeyRow[] = [
  defineKey('aws:SecureTransport', {
    assumeRole: oneOf(redacted, text('true'), absent),
    s3: oneOf(redacted, text('true'), absent),
    kms: oneOf(redacted, text('true'), absent),
    grade: 'unverified',
    sources: [
      pages.conditionKeys,
      pages.policyKeys,
      pages.conditionOperators,
      pages.crossAccountTemplate,
      pages.resourceControlSamples,
    ],
    note: 'Never false: a plain Bool test for false does no harm.',
  }),
  defineKey('s3:TlsVersion', {
    assumeRole: absent,
    s3: tlsVersion,
    kms: absent,
    grade: 'unverified',
    sources: [pages.policyKeys, pages.actionsOfS3],
    note: 'AWS accepts nothing below 1.2.',
  }),
  defineKey('aws:SourceIp', {
    assumeRole: address,
    s3: address,
    kms: address,
    grade: 'unverified',
    sources: [pages.policyKeys, pages.forwardAccessSessions, pages.troubleshooting],
    note: "Absent, or an address of AWS's: never one of the customer's.",
  }),
  ...[
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:SourceVpcArn',
    'aws:VpceAccount',
    'aws:VpceOrgID',
    'aws:VpceOrgPaths',
  ].map((key) =>
    defineKey(key, {
      assumeRole: endpoint,
      s3: endpoint,
      kms: endpoint,
      grade: 'unverified',
      sources: [pages.conditionKeys, pages.forwardAccessSessions, pages.troubleshooting],
      note: "Absent, or of an endpoint that is not the customer's: a negated test applies either way, a positive one never.",
    }),
  ),
  ...defineAbsentKeys(['aws:VpcSourceIp'], {
    grade: 'documented',
    sources: [pages.conditionKeys, pages.policyKeys],
    note: 'Only through a VPC endpoint of the customer.',
  }),
  defineKey('aws:RequestedRegion', {
    assumeRole: open("which Region's STS S3 calls is written nowhere", { mayBeAbsent: false }),
    s3: oneOf(
      'AWS says that the key is about the endpoint that is called, and names replication as something that reaches other Regions in spite of it, so that a write to the destination may count for either Region',
      estate('request-region'),
      estate('source-region'),
    ),
    kms: estate('request-region'),
    grade: 'inferred',
    sources: [pages.conditionKeys, pages.regionPolicyBrokeReplication],
    note: "For requests on the source bucket both values are the source Region. A KMS key is used in the key's own Region.",
  }),
  defineKey('aws:UserAgent', {
    assumeRole: open('nothing is recorded of it'),
    s3: open("event records show a name of the service's", { mayBeAbsent: false }),
    kms: open("event records show a name of the service's", { mayBeAbsent: false }),
    grade: 'recorded',
    sources: [pages.conditionKeys],
  }),
  ...defineAbsentKeys(['aws:referer'], { grade: 'documented', sources: [pages.conditionKeys] }),
];
