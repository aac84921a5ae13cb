/** Evidence that is missing leaves a verdict open: it is neither a pass nor a failure, and the finding says what would settle it. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import type { Report } from '../../src/report/model.js';
import { readSnapshots } from '../../src/sources/snapshot/read-snapshot.js';
import { auditOf, loud } from '../audit-of.js';

const denied = { Error: { Code: 'AccessDenied', Message: 'denied' } };

function open({ findings }: Report): readonly string[] {
  return findings.filter(({ kind }) => kind === 'unknown').map(({ rule, message }) => `${rule} ${message}`);
}

describe('missing evidence', () => {
  test('Object Lock that cannot be read is no missing permission', () => {
    const { snapshot } = buildEstate({});
    snapshot.accounts[0].buckets[0].GetObjectLockConfiguration = denied;
    const report = auditOf(snapshot);
    expect(loud(report)).toEqual([]);
    expect(report.replication[0]?.aspects.objectLock).toBe('unknown');
    expect(open(report)).toEqual([expect.stringContaining('GetObjectLockConfiguration of orders could not be read')]);
  });

  test('a V1 rule to another account leaves delete markers open, for AWS contradicts itself', () => {
    const { snapshot } = buildEstate({ schemaV1: true, crossAccount: true });
    const report = auditOf(snapshot);
    expect(report.replication[0]?.verdict).toBe('replicates');
    expect(report.replication[0]?.aspects.deleteMarkers).toBe('unknown');
    expect(open(report)).toEqual([expect.stringMatching(/^evidence\/undocumented .*V1 rule/)]);
  });

  test('a key that is known by its alias only counts as needed', () => {
    const { snapshot } = buildEstate({ kms: true });
    const [source] = snapshot.accounts[0].buckets;
    snapshot.accounts[0].keys = [];
    source.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault = {
      SSEAlgorithm: 'aws:kms',
    };
    expect(loud(auditOf(snapshot))).toEqual([]);
  });

  test('KMS-encrypted objects of a bucket with another default: asks for the keys', () => {
    const { snapshot } = buildEstate({ kms: true });
    const [source] = snapshot.accounts[0].buckets;
    source.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault = {
      SSEAlgorithm: 'AES256',
    };
    const report = auditOf(snapshot);
    expect(report.replication[0]).toMatchObject({ verdict: 'replicates', byObjectClass: { 'SSE-KMS': 'unknown' } });
    expect(report.findings.find(({ kind }) => kind === 'unknown')?.help).toContain('`sourceKeys`');
  });

  test('roles that could not be listed: the refused call is named', () => {
    const { snapshot } = buildEstate({});
    delete snapshot.accounts[0].roles;
    snapshot.accounts[0].GetAccountAuthorizationDetails = denied;
    const report = auditOf(snapshot);
    expect(report.replication[0]?.verdict).toBe('unknown');
    expect(open(report)).toEqual([
      expect.stringMatching(/GetAccountAuthorizationDetails of arn:\S+ could not be read: AccessDenied/),
    ]);
    expect(report.findings.find(({ kind }) => kind === 'unknown')?.help).toContain(
      'iam:GetAccountAuthorizationDetails',
    );
  });

  test('roles that nobody asked for: what would tell is named', () => {
    const { snapshot } = buildEstate({});
    delete snapshot.accounts[0].roles;
    const report = auditOf(snapshot);
    expect(report.replication[0]?.verdict).toBe('unknown');
    expect(open(report)).toEqual([expect.stringMatching(/GetRole of arn:\S+ was not collected/)]);
  });

  test('only accounts whose organization was not read are named', () => {
    const { snapshot } = buildEstate({ crossAccount: true });
    const accounts: Snapshot[] = snapshot.accounts;
    accounts[0].organization = null;
    delete accounts[1].organization;
    const [first = ''] = open(auditOf(snapshot));
    expect(first).toContain(accounts[1].id);
    expect(first).not.toContain(accounts[0].id);
  });
});

describe('accounts that a collection did not get to see', () => {
  const collection = (kind: string, account: string | null) => ({
    tool: 'replint',
    problems: [{ kind, account, subject: null, code: 'AssumeRole', message: 'not allowed' }],
  });

  test('leave the run incomplete, though every verdict is known', () => {
    const { snapshot } = buildEstate({});
    snapshot.collection = collection('account', '999988887777');
    const report = auditOf(snapshot);
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['replicates']);
    expect(report.summary.incomplete).toBe(true);
    expect(open(report)).toEqual([expect.stringContaining('Account 999988887777 could not be read in full')]);
  });

  test('are no gap once another input lists them', () => {
    const { snapshot } = buildEstate({});
    const other = { format: snapshot.format, accounts: [], collection: collection('account', '111122223333') };
    const { estate } = readSnapshots(
      [snapshot, other].map((one, index) => ({ name: `${index}`, kind: 'snapshot', text: JSON.stringify(one) })),
    );
    expect(estate.gaps).toEqual([]);
  });

  test('credentials that ended stay a gap beside an account that was listed after all', () => {
    const { snapshot } = buildEstate({});
    const [{ id }] = snapshot.accounts;
    snapshot.collection = {
      problems: [...collection('account', id).problems, ...collection('credentials', id).problems],
    };
    expect(auditOf(snapshot).summary.incomplete).toBe(true);
  });

  test('an interrupted collection, and buckets that cannot be listed', () => {
    const { snapshot } = buildEstate({});
    snapshot.collection = collection('interrupted', null);
    snapshot.accounts[0].ListBuckets = denied;
    const report = auditOf(snapshot);
    expect(report.input.gaps).toHaveLength(2);
    expect(report.summary.incomplete).toBe(true);
  });

  test('do not count when only a bucket that is there is asked about', () => {
    const { snapshot } = buildEstate({});
    snapshot.collection = collection('account', '999988887777');
    expect(auditOf(snapshot, { buckets: ['orders'] }).summary.incomplete).toBe(false);
  });
});

/** Requirements that depend on a setting: the read that would tell, and the permission that is missing if it applies. */
describe('a setting that was not read', () => {
  function withoutActions(snapshot: Snapshot, ...actions: readonly string[]): void {
    for (const statement of snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement)
      if (Array.isArray(statement.Action))
        statement.Action = statement.Action.filter((action: string) => !actions.includes(action));
  }
  function about(report: Report): readonly string[] {
    const because = report.replication[0]?.because ?? [];
    return report.findings.filter(({ fingerprint }) => because.includes(fingerprint)).map(({ message }) => message);
  }

  const override = 's3:ObjectOwnerOverrideToBucketOwner';
  const locks = ['s3:GetObjectRetention', 's3:GetObjectLegalHold'] as const;

  test.each(['refused', 'dropped'])('owner override, ownership controls %s', (way) => {
    const { snapshot } = buildEstate({ crossAccount: true, ownerOverride: true });
    withoutActions(snapshot, override);
    const [destination] = snapshot.accounts[1].buckets;
    if (way === 'refused') destination.GetBucketOwnershipControls = denied;
    else delete destination.GetBucketOwnershipControls;
    const report = auditOf(snapshot);
    expect(report.replication[0]).toMatchObject({ verdict: 'unknown', aspects: { ownerOverride: 'unknown' } });
    expect(about(report)).toEqual([
      expect.stringMatching(
        /^GetBucketOwnershipControls of orders-replica .* needs s3:ObjectOwnerOverrideToBucketOwner on .* not allowed\./,
      ),
    ]);
  });

  test('owner override with the permission depends on nothing', () => {
    const { snapshot } = buildEstate({ crossAccount: true, ownerOverride: true });
    snapshot.accounts[1].buckets[0].GetBucketOwnershipControls = denied;
    const report = auditOf(snapshot);
    expect(report.replication[0]).toMatchObject({ verdict: 'replicates', aspects: { ownerOverride: 'replicates' } });
    expect(open(report)).toEqual([]);
  });

  test('Object Lock without the rights to read it', () => {
    const { snapshot } = buildEstate({ objectLock: true });
    withoutActions(snapshot, ...locks);
    snapshot.accounts[0].buckets[0].GetObjectLockConfiguration = denied;
    const report = auditOf(snapshot);
    expect(report.replication[0]).toMatchObject({ verdict: 'unknown', aspects: { objectLock: 'unknown' } });
    const [message] = about(report);
    expect(message).toContain('GetObjectLockConfiguration of orders could not be read');
    for (const action of locks) expect(message ?? '').toContain(action);
  });

  test('several replication rules share one finding, which lists what each lacks', () => {
    const { snapshot } = buildEstate({ objectLock: true });
    withoutActions(snapshot, ...locks);
    const [source] = snapshot.accounts[0].buckets;
    const { Rules } = source.GetBucketReplication.ReplicationConfiguration;
    Rules[0].Filter = { Prefix: 'a/' };
    Rules.push({ ...Rules[0], ID: 'second', Priority: 2, Filter: { Prefix: 'b/' } });
    source.GetObjectLockConfiguration = denied;
    const report = auditOf(snapshot);
    const messages = open(report).filter((message) => message.includes('GetObjectLockConfiguration'));
    expect(messages).toEqual([expect.stringMatching(/"everything" of orders, replication rule "second" of orders\.$/)]);
  });
});

describe('where the default encryption is not known', () => {
  test('an aspect has the verdict that all classes share, else none', () => {
    const { snapshot } = buildEstate({});
    const [source] = snapshot.accounts[0].buckets;
    source.GetBucketEncryption = denied;
    // KMS objects are passed over, the others arrive with their tags.
    expect(auditOf(snapshot).replication[0]?.aspects).toMatchObject({ objects: 'unknown', tags: 'unknown' });
    snapshot.accounts[0].buckets[1].GetBucketVersioning = { Status: 'Suspended' };
    source.GetBucketReplication.ReplicationConfiguration.Rules[0].SourceSelectionCriteria = {
      SseKmsEncryptedObjects: { Status: 'Enabled' },
    };
    expect(auditOf(snapshot).replication[0]?.aspects).toMatchObject({ objects: 'fails', tags: 'fails' });
  });
});
