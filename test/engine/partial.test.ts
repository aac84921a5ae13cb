/** Where only some buckets were read, nobody can say what others need. */
import { expect, test } from '@jest/globals';
import type { AuditOptions } from '../../src/judge.js';
import { auditOf, fixture } from '../audit-of.js';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';

function leastPrivilege(snapshot: unknown, options: AuditOptions): readonly string[] {
  return auditOf(snapshot, options)
    .findings.filter(({ rule, level }) => rule.startsWith('least-privilege/') && level !== 'note')
    .map(({ rule, level }) => `${level} ${rule}`);
}

const some = { buckets: ['orders'] };

test('a role that may too much', () => {
  const star = fixture('article-star-permissions');
  const [{ source } = { source: { bucket: '' } }] = auditOf(star).replication;
  const buckets = [source.bucket];
  expect(leastPrivilege(star, { buckets })).not.toEqual([]);
  const partial = auditOf(star, { buckets, isPartial: true });
  expect(leastPrivilege(star, { buckets, isPartial: true })).toEqual([]);
  expect(partial.notices).toEqual([expect.stringContaining('other buckets may need it')]);
  expect(partial.replication).toEqual(auditOf(star).replication);
});

test('a live audit without the option is whole', () => {
  const star = fixture('article-star-permissions');
  expect(auditOf(star, { isPartial: true })).toEqual(auditOf(star));
});

test('what is open to anyone is told all the same', () => {
  const { snapshot, setting } = buildEstate({ crossAccount: true });
  const answer = snapshot.accounts[1].buckets[0].GetBucketPolicy;
  const policy = JSON.parse(answer.Policy);
  policy.Statement.push({
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:ReplicateObject',
    Resource: `arn:aws:s3:::${setting.destination}/*`,
  });
  answer.Policy = JSON.stringify(policy);
  expect(leastPrivilege(snapshot, { ...some, isPartial: true })).toEqual([
    'error least-privilege/bucket-policy-too-broad',
  ]);
});
