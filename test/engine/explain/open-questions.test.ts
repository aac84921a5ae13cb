/** Where an explanation says that it is not decided, it lists everything that keeps it open, and what to do. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { defaultSettings } from '../../../src/engine/audit.js';
import { explain } from '../../../src/judge.js';
import { readSnapshots } from '../../../src/sources/snapshot/read-snapshot.js';
import type { ExplainedRule } from '../../../src/report/explanation.js';
import type { ObjectClass } from '../../../src/report/model.js';
import { auditOf } from '../../audit-of.js';

type Json = Snapshot;
type Change = (snapshot: Snapshot) => void;

function explained(snapshot: Snapshot, objectClass: ObjectClass | null, key: string | null): ExplainedRule {
  const { estate } = readSnapshots([{ name: 's.json', kind: 'snapshot', text: JSON.stringify(snapshot) }]);
  const asked = { bucket: 'orders', key, objectClass, bucketKey: null, replicationRule: null };
  const [rule] = explain(estate, { ...asked, settings: defaultSettings }).replicationRules;
  if (rule === undefined) throw new Error('no rule');
  return rule;
}

const denied = { Error: { Code: 'AccessDenied' } };
const noEncryption = { Error: { Code: 'ServerSideEncryptionConfigurationNotFoundError' } };
function source(snapshot: Snapshot): Json {
  return snapshot.accounts[0].buckets[0];
}
function destination(snapshot: Snapshot): Json {
  return snapshot.accounts.at(-1).buckets.at(-1);
}
function statements(snapshot: Snapshot): Json[] {
  return snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement;
}
function without(snapshot: Snapshot, pattern: RegExp): void {
  for (const statement of statements(snapshot))
    statement.Action = [statement.Action].flat().filter((action: string) => !pattern.test(action));
}
function say(snapshot: Snapshot, Condition: Json): void {
  statements(snapshot).push({ Effect: 'Deny', Action: 's3:*', Resource: '*', Condition });
}

const rows: readonly (readonly [string, Json, Change, ObjectClass | null, RegExp, RegExp])[] = [
  [
    'keys of KMS objects that nothing names',
    { kms: true },
    (s) => (source(s).GetBucketEncryption = noEncryption),
    'SSE-KMS',
    /^Bucket orders does not encrypt with KMS by default/u,
    /sourceKeys/u,
  ],
  [
    'the form of the encryption context',
    { kms: true, destinationBucketKey: true },
    (s) =>
      (statements(s)[4]!.Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] = 'arn:aws:s3:::orders-replica/*'),
    null,
    /carries the bucket ARN or its own as encryption context is not clear/u,
    /^Allow both forms/u,
  ],
  [
    'a request that S3 may not make',
    { crossAccount: true, ownerOverride: true },
    (s) => {
      destination(s).GetBucketOwnershipControls = {
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      };
      without(s, /Owner/u);
    },
    null,
    /^Whether S3 asks for s3:ObjectOwnerOverrideToBucketOwner/u,
    /settled, as "request:A-22"/u,
  ],
  [
    'a setting that decides whether S3 makes a request',
    {},
    (s) => (source(s).GetObjectLockConfiguration = denied),
    null,
    /^GetObjectLockConfiguration of orders could not be read/u,
    /s3:GetBucketObjectLockConfiguration/u,
  ],
  [
    'another action in place of one that is denied',
    {},
    (s) => {
      const [, reads] = statements(s);
      reads!.Action = reads!.Action.map((action: string) => action.replace(/ForReplication$/u, ''));
      statements(s).push({ Effect: 'Deny', Action: 's3:GetObjectVersionForReplication', Resource: '*' });
    },
    null,
    /^Whether s3:GetObjectVersion does in place of s3:GetObjectVersionForReplication/u,
    /settled, as "request:/u,
  ],
  [
    'the same for keys of customers',
    {},
    (s) => {
      const [, reads] = statements(s);
      reads!.Action = reads!.Action.map((action: string) =>
        action.replace(/^(s3:GetObjectVersion)ForReplication$/u, '$1'),
      );
    },
    'SSE-C',
    /SSE-C objects is not documented/u,
    /^Allow s3:GetObjectVersionForReplication/u,
  ],
  [
    'a condition key',
    {},
    (s) => {
      say(s, { BoolIfExists: { 'aws:SecureTransport': 'false' } });
    },
    null,
    /^AWS does not document the value of aws:SecureTransport/u,
    /settled, as "context:s3:aws:SecureTransport"/u,
  ],
  [
    'a role that was not read',
    {},
    (s) => (s.accounts[0].roles = []),
    null,
    /^GetRole of arn:aws:iam::111122223333:role\/orders-replication was not collected/u,
    /iam:GetRole/u,
  ],
  [
    'a setting of the destination',
    {},
    (s) => (destination(s).GetBucketVersioning = denied),
    null,
    /^GetBucketVersioning of orders-replica could not be read/u,
    /s3:GetBucketVersioning/u,
  ],
  [
    'grants that nobody may read',
    { kms: true },
    (s) => {
      without(s, /^kms:Encrypt$/u);
      s.accounts[0].keys[1].ListGrants = { Error: { Code: 'AccessDeniedException' } };
    },
    null,
    /^ListGrants of .* could not be read/u,
    /kms:ListGrants/u,
  ],
  [
    'the default encryption',
    { kms: true },
    (s) => {
      source(s).GetBucketEncryption = denied;
      without(s, /^kms:Decrypt$/u);
    },
    null,
    /^The default encryption of orders is not known/u,
    /s3:GetEncryptionConfiguration/u,
  ],
];

describe.each([null, 'a/b'])('asked about %s', (key) => {
  test.each(rows)('%s', (_name, choices, change, objectClass, what, how) => {
    const { snapshot } = buildEstate(choices);
    change(snapshot);
    const { verdict, open, summary, requests } = explained(snapshot, objectClass, key);
    expect(verdict).toBe('unknown');
    expect(open.filter((point) => what.test(point.what) && how.test(point.how))).toHaveLength(1);
    expect(summary).not.toContain('below');
    // Nothing else is certainly refused, so that the exit code is that of an open verdict.
    const refused = requests.filter(
      ({ requirement, aspect, isCertain, outcome }) =>
        requirement === 'required' && aspect === 'objects' && isCertain && outcome === 'denied',
    );
    expect(refused.map(({ action }) => action)).toEqual(
      objectClass === 'SSE-C' ? ['s3:GetObjectVersionForReplication'] : [],
    );
  });
});

test('a verdict that is decided has none', () => {
  const { snapshot } = buildEstate({ kms: true });
  expect(explained(snapshot, null, null).open).toEqual([]);
});

test('where only a grant could allow, the report and the explanation say so', () => {
  const { snapshot } = buildEstate({ kms: true });
  without(snapshot, /^kms:Encrypt$/u);
  snapshot.accounts[0].keys[1].ListGrants = denied;
  const said = auditOf(snapshot).findings.filter(({ rule }) => rule === 'evidence/unreadable');
  expect(said.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /could not be read: AccessDenied\. Only a grant could give S3 kms:Encrypt on arn:aws:kms:us-west-2:\S+, which no policy allows arn:aws:iam::111122223333:role\/orders-replication\. This leaves open/u,
    ),
  ]);
  expect(explained(snapshot, null, null).requests.flatMap(({ doubts }) => doubts)).toContain(
    'No policy allows this request: only a grant of the key could.',
  );
});
