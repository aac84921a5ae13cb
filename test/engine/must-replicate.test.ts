/** Demands by tag: what was not read is said, and is neither a pass nor a failure. */
import { expect, test } from '@jest/globals';
import { auditOf, fixture } from '../audit-of.js';

const demand = { bucket: null, tag: { key: 'tier', value: null }, toRegions: [], toAccounts: [], reason: null };
const absent = { Error: { Code: 'NoSuchTagSet', Message: '' } };
const denied = { Error: { Code: 'AccessDenied', Message: '' } };
const gold = { TagSet: [{ Key: 'tier', Value: 'gold' }] };

function judged(tags: readonly unknown[], more: object = demand) {
  const estate = structuredClone(fixture('article-good')) as {
    accounts: readonly { buckets: readonly Record<string, unknown>[] }[];
  };
  const [account] = estate.accounts;
  for (const [index, answer] of tags.entries()) {
    const bucket = account?.buckets[index];
    if (bucket !== undefined && answer !== null) bucket['GetBucketTagging'] = answer;
  }
  const { notices = [], findings } = auditOf(estate, { settings: { mustReplicate: [more as typeof demand] } });
  return { notices, rules: findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('policy/')) };
}

test.each([
  ['not collected', [null, null], 'Tags were not read (reports, reports-replica)'],
  ['refused', [absent, denied], 'Tags were not read (reports-replica)'],
])('%s: a notice, and no finding', (_, tags, text) => {
  const { notices, rules } = judged(tags);
  expect(notices).toEqual([expect.stringContaining(text)]);
  expect(rules).toEqual([]);
});

test('read: no notice, and the demand decides', () => {
  expect(judged([absent, absent])).toEqual({ notices: [], rules: [] });
  expect(judged([gold, absent])).toEqual({ notices: [], rules: [] });
  expect(judged([absent, gold])).toEqual({ notices: [], rules: ['policy/not-replicated'] });
});

test('demands by name need no tags', () => {
  expect(judged([null, null], { ...demand, bucket: 'reports', tag: null })).toEqual({ notices: [], rules: [] });
});
