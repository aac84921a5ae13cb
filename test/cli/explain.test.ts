import { describe, expect, test } from '@jest/globals';
import { defaultSettings } from '../../src/engine/audit.js';
import { explain, type ExplainOptions } from '../../src/engine/explain.js';
import { readSnapshots } from '../../src/estate/read-snapshot.js';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { fixture } from '../audit-of.js';

const explained = (snapshot: unknown, options: Partial<ExplainOptions>) => {
  const { estate } = readSnapshots([{ name: 's.json', kind: 'snapshot', text: JSON.stringify(snapshot) }]);
  const base = {
    bucket: 'orders',
    key: null,
    objectClass: null,
    bucketKey: null,
    replicationRule: null,
    settings: defaultSettings,
  };
  return explain(estate, { ...base, ...options });
};

describe('explain', () => {
  test('walks the requests in order, each with its statement', () => {
    const [pair] = explained(fixture('article-good'), { bucket: 'reports' });
    expect(pair?.verdict).toBe('replicates');
    expect(pair?.requests.map(({ id }) => id).slice(0, 4)).toEqual(['A-01', 'A-10', 'A-11', 'A-12']);
    for (const request of pair?.requests.filter(({ requirement }) => requirement === 'required') ?? []) {
      expect(request.outcome).toBe('allowed');
      expect(request.because.length).toBeGreaterThan(0);
    }
  });

  test('predicts what switching Bucket Keys on would break', () => {
    const { snapshot, world } = buildEstate({ kms: true });
    const statements = snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement;
    statements.find(({ Sid }: { Sid: string }) => Sid === 'DecryptSource').Condition.StringLike[
      'kms:EncryptionContext:aws:s3:arn'
    ] = `arn:aws:s3:::${world.source}/*`;
    expect(explained(snapshot, {})[0]?.verdict).toBe('replicates');
    const [pair] = explained(snapshot, { bucketKey: true });
    expect(pair?.verdict).toBe('fails');
    expect(pair?.requests.find(({ id }) => id === 'A-40')).toMatchObject({
      outcome: 'denied',
      encryptionContext: 'bucket ARN',
    });
  });

  test('one key can replicate where another does not', () => {
    const snapshot = fixture('prefix-everything-role-logs-only');
    expect(explained(snapshot, { bucket: 'archive', key: 'logs/a' })[0]?.verdict).toBe('replicates');
    expect(explained(snapshot, { bucket: 'archive', key: 'other' })[0]?.verdict).toBe('fails');
  });

  test('a key that the rule does not select is said to be so', () => {
    const { snapshot } = buildEstate({ prefix: 'logs/' });
    expect(explained(snapshot, { key: 'other' })[0]).toMatchObject({
      selected: false,
      verdict: 'skipped',
      requests: [],
    });
  });
});
