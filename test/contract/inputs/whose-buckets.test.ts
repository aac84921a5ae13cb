/** Which account owns a bucket that no list names, and who is told to say so. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { auditOf } from '../../audit-of.js';

/** The destination is of an account that nobody read; a condition on its owner decides. */
function estate(key: string): Snapshot {
  const { snapshot } = buildEstate({ crossAccount: true });
  const [source, destination] = snapshot.accounts;
  snapshot.accounts = [source];
  snapshot.externalBuckets = [{ ...destination.buckets[0] }];
  source.roles[0].RolePolicyList[0].PolicyDocument.Statement.push({
    Effect: 'Deny',
    Action: 's3:ReplicateObject',
    Resource: '*',
    Condition: { StringNotEquals: { [key]: '999988887777' } },
  });
  return snapshot;
}

function texts(snapshot: Snapshot): string {
  return auditOf(snapshot)
    .findings.filter(({ kind }) => kind === 'unknown')
    .map(({ message, help }) => `${message} ${help}`)
    .join('\n');
}

describe('aws:ResourceAccount of a bucket that no list names', () => {
  test('asks for the list of the account that owns it', () => {
    const said = texts(estate('aws:ResourceAccount'));
    expect(said).toContain('Which account owns bucket orders-replica is not known.');
    expect(said).toContain('Collect the account that owns it (ListBuckets, permission s3:ListAllMyBuckets).');
    expect(said).not.toContain('the account that owns the resource');
  });

  test('asks for the list that was refused, which is of an account of the run', () => {
    const snapshot = estate('aws:ResourceAccount');
    const refused = { Error: { Code: 'AccessDenied', Message: 'no' } };
    snapshot.accounts.push({ id: '444455556666', organization: null, ListBuckets: refused });
    const said = texts(snapshot);
    expect(said).toContain('Which account owns bucket orders-replica is not known.');
    expect(said).toContain('call ListBuckets (permission s3:ListAllMyBuckets) in account 444455556666');
  });
});
