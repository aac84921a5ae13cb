/** One estate, as a snapshot of what is deployed and as the template that made it: the same verdicts, the same findings. */
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../src/report/model.js';
import { auditTexts } from './audit-of-files.js';
import { account, region, resources, right, snapshotOf, templateOf } from './deployed-estate.js';

/** What is found, without where. What only code can tell is left out: in which order things are made. */
function found({ findings, replication }: Report): unknown {
  return {
    verdicts: replication.map(({ verdict, byObjectClass, aspects }) => ({ verdict, byObjectClass, aspects })),
    findings: findings
      .filter(({ level, rule }) => level !== 'note' && rule !== 'configuration/replication-before-versioning')
      .map(({ rule, level, fingerprint, permission }) => [rule, level, permission?.cause ?? '', fingerprint]),
  };
}

describe('a snapshot and the template behind it', () => {
  test.each([
    { name: 'that replicates', parts: right, verdict: 'replicates' },
    { name: 'with a destination that is not versioned', parts: { ...right, versioning: undefined }, verdict: 'fails' },
    { name: 'with a suspended destination', parts: { ...right, versioning: 'Suspended' }, verdict: 'fails' },
    { name: 'with a role that may not write', parts: { ...right, writing: ['s3:ReplicateTags'] }, verdict: 'fails' },
    { name: 'with the wrong key', parts: { ...right, encryptOn: 'SourceKey' }, verdict: 'fails' },
    { name: 'with a role that S3 may not assume', parts: { ...right, trusted: 'ec2.amazonaws.com' }, verdict: 'fails' },
    { name: 'with rights that are not needed', parts: { ...right, writing: ['s3:*'] }, verdict: 'replicates' },
  ])('$name', async ({ parts, verdict }) => {
    const deployed = await auditTexts({ 'snapshot.json': snapshotOf(parts) });
    const code = await auditTexts(
      { 'template.yaml': templateOf(parts), 'list-stack-resources.json': resources },
      { account, region },
    );
    expect(deployed.replication.map((each) => each.verdict)).toEqual([verdict]);
    expect(found(code)).toEqual(found(deployed));
  });
});
