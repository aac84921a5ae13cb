import type { Finding, Report, ReplicationEntry, Verdict } from '../../src/report/model.js';
import { summarize } from '../../src/report/summarize.js';

const roleArn = 'arn:aws:iam::111122223333:role/crr/s3-crr';

/** A finding about the pair orders → orders-replica; `name` tells it from others. */
export function finding(name: string, change: Partial<Finding> = {}): Finding {
  return {
    rule: 'kms/encrypt-not-allowed',
    level: 'error',
    kind: 'problem',
    headline: `Problem ${name}`,
    message: `Problem ${name}.`,
    why: `Problem ${name}.`,
    effect: null,
    help: 'Mend it.',
    account: '111122223333',
    region: 'us-west-2',
    resource: 'arn:aws:kms:us-west-2:111122223333:key/replica',
    sourceBucket: 'orders',
    replicationRule: 'everything',
    permission: {
      principal: roleArn,
      action: 'kms:Encrypt',
      resource: 'arn:aws:kms:us-west-2:111122223333:key/replica',
      cause: 'no-statement',
      policies: [],
      counterexample: null,
    },
    failureReasons: ['DstKmsKeyNotAccessible'],
    location: null,
    fingerprint: name.padEnd(32, '0'),
    group: null,
    patches: [],
    suppressed: null,
    ...change,
  };
}

function all(verdict: Verdict) {
  return {
    byObjectClass: { 'SSE-S3': verdict, 'SSE-KMS': verdict, 'DSSE-KMS': verdict, 'SSE-C': verdict },
    aspects: {
      objects: verdict,
      tags: verdict,
      deleteMarkers: verdict,
      objectLock: verdict,
      ownerOverride: verdict,
      replicaModifications: verdict,
      annotations: verdict,
    },
  };
}

/** A replication rule of that verdict in every aspect and class. */
export function entry(bucket: string, verdict: Verdict, change: Partial<ReplicationEntry> = {}): ReplicationEntry {
  return {
    source: { bucket, account: '111122223333', region: 'us-east-1' },
    destination: { bucket: `${bucket}-replica`, account: '111122223333', region: 'us-west-2' },
    replicationRule: { id: 'everything', index: 0, priority: 1, status: 'Enabled' },
    role: roleArn,
    verdict,
    because: [],
    counterexample: null,
    assumptions: [],
    disputed: [],
    impact: [],
    ...all(verdict),
    ...change,
  };
}

/** A report of these findings and entries, its summary counted. */
export function report(findings: readonly Finding[], replication: readonly ReplicationEntry[] = []): Report {
  return summarize({
    format: 'replint-report/1',
    tool: { name: 'replint', version: '0.0.0' },
    input: { kind: 'snapshot', accounts: ['111122223333'], collectedAt: '2026-11-23T06:29:00Z' },
    summary: {
      sourceBuckets: replication.length,
      replicationRules: replication.length,
      verdicts: { replicates: 0, partly: 0, fails: 0, skipped: 0, disabled: 0, unknown: 0 },
      findings: { error: 0, warning: 0, note: 0 },
      suppressed: 0,
      incomplete: false,
    },
    replication,
    findings,
    patches: [],
  });
}
