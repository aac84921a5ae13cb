import type { ContextKeyRow } from '../model.js';
import { pages } from '../pages.js';
import { absent, defineAbsentKeys, defineKey, estate, open, text } from './define-key.js';

/** Time, tags of requests, what only STS knows, and what only people, functions and instances bring along. */
export const otherKeys: readonly ContextKeyRow[] = [
  ...['aws:CurrentTime', 'aws:EpochTime'].map((key) =>
    defineKey(key, {
      assumeRole: estate('now'),
      s3: estate('now'),
      kms: estate('now'),
      grade: 'documented',
      sources: [pages.conditionKeys],
    }),
  ),
  ...defineAbsentKeys(['aws:RequestTag/*', 'aws:TagKeys'], {
    grade: 'inferred',
    sources: [pages.conditionKeys],
    note: 'No request of replication sets tags of a resource or of a session.',
  }),
  ...defineAbsentKeys(['sts:ExternalId', 'sts:SourceIdentity', 'sts:TransitiveTagKeys'], {
    grade: 'inferred',
    sources: [pages.actionsOfSts, pages.conditionKeys],
    note: 'S3 has no place where a customer could set one: a trust policy that asks for it shuts S3 out.',
  }),
  defineKey('sts:RoleSessionName', {
    assumeRole: text('s3-replication'),
    s3: absent,
    kms: absent,
    grade: 'recorded',
    sources: [pages.sessionNameInKeyPolicies],
    note: 'AWS does not document the name; production policies and event records have it.',
  }),
  defineKey('sts:*', {
    assumeRole: open('nothing is known of this key'),
    s3: absent,
    kms: absent,
    grade: 'inferred',
    sources: [pages.actionsOfSts],
    note: 'A key of STS that no other row names.',
  }),
  ...defineAbsentKeys(
    [
      'aws:SourceIdentity',
      'aws:FederatedProvider',
      'aws:AssumedRoot',
      'aws:ChatbotSourceArn',
      'aws:SignInSessionArn',
      'aws:ViaCustomerDomain',
      'aws:CalledViaAWSMCP',
      'aws:ViaAWSMCPService',
      'aws:Ec2InstanceSourceVpc',
      'aws:Ec2InstanceSourcePrivateIPv4',
      'ec2:*',
      'glue:*',
      'ssm:SourceInstanceArn',
      'lambda:SourceFunctionArn',
      'identitystore:UserId',
    ],
    {
      grade: 'inferred',
      sources: [pages.conditionKeys],
      note: 'Brought along by people, federation, chat, instances or functions, none of which takes part.',
    },
  ),
];
