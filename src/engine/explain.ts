/** Every request that S3 makes for an object, or for all objects of a bucket, in S3's order, each with its decision and why. */
import type { Estate } from '../estate/model.js';
import { everyKey, intersection, ofText } from '../policy/strings/index.js';
import { judgePairs } from './audit.js';
import { reasonText, statementText } from './permission-words.js';
import type { DecidedRequest, EngineSettings, Pair } from './model.js';
import type { PairBase } from './pair-base.js';
import { PolicyStore } from './policies.js';
import type { ObjectClass, Verdict } from './report.js';
import { replicationRuleText } from './words.js';

export interface ExplainOptions {
  readonly bucket: string;
  /** One object; null = every object. */
  readonly key: string | null;
  /** Null = the class that the bucket's default encryption produces. */
  readonly objectClass: ObjectClass | null;
  /** What if Bucket Keys were on or off, on both buckets; null = as they are. */
  readonly bucketKey: boolean | null;
  /** Only this replication rule. */
  readonly replicationRule: string | null;
  readonly settings: EngineSettings;
}

export interface ExplainedRequest {
  /** Row of the request table, `A-12`. */
  readonly id: string;
  readonly title: string;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly requirement: 'required' | 'disputed' | 'optional';
  /** `aws:s3:arn` of the encryption context; null where there is none. */
  readonly encryptionContext: 'bucket ARN' | 'object ARN' | null;
  readonly outcome: 'allowed' | 'denied' | 'partly' | 'unknown';
  /** Why: deciding statements, reasons of denial, or what would settle it. */
  readonly because: readonly string[];
  readonly ifMissing: string;
}

export interface ExplainedPair {
  readonly replicationRule: string;
  readonly destination: string;
  readonly objectClass: ObjectClass | null;
  readonly selected: boolean;
  readonly verdict: Verdict;
  readonly requests: readonly ExplainedRequest[];
}

export function explain(estate: Estate, options: ExplainOptions): readonly ExplainedPair[] {
  const adapt = (base: PairBase): PairBase => ({
    ...base,
    keys: options.key === null ? base.keys : intersection(base.keys, everyKey, ofText(options.key)),
    facts:
      options.bucketKey === null
        ? base.facts
        : { ...base.facts, sourceBucketKey: options.bucketKey, destinationBucketKey: options.bucketKey },
  });
  return judgePairs(estate, options.settings, new PolicyStore(), (name) => name === options.bucket, adapt)
    .map(({ pair }) => pair)
    .filter((pair) => options.replicationRule === null || pair.id === options.replicationRule)
    .map((pair) => explainPair(pair, options));
}

function explainPair(pair: Pair, { objectClass: asked, key }: ExplainOptions): ExplainedPair {
  const objectClass = asked ?? pair.defaultClass;
  const selected =
    pair.enabled &&
    objectClass !== null &&
    pair.selectsClass(objectClass) &&
    (key === null || key.startsWith(pair.selection.prefix));
  const verdict = objectClass === null ? pair.verdict : pair.byObjectClass[objectClass];
  const requests = selected
    ? pair.requests.filter((request) => request.objectClass === objectClass && request.contextForm?.expected !== false)
    : [];
  return {
    replicationRule: replicationRuleText(pair),
    destination: pair.destination.name,
    objectClass,
    selected,
    verdict: selected || !pair.enabled ? verdict : 'skipped',
    requests: requests.map(explainRequest),
  };
}

function explainRequest({ row, action, principal, resource, contextForm, decision }: DecidedRequest): ExplainedRequest {
  return {
    id: row.id,
    title: row.title,
    principal,
    action,
    resource,
    requirement: row.requirement,
    encryptionContext:
      contextForm === null || row.leg !== 'kms'
        ? null
        : contextForm.form === 'bucket-arn'
          ? 'bucket ARN'
          : 'object ARN',
    outcome: decision.outcome,
    because: becauseOf(row.needs, decision),
    ifMissing: row.ifMissing,
  };
}

function becauseOf(
  needs: 'allow' | 'no-deny',
  { outcome, allowedBy, denials, unsettled }: DecidedRequest['decision'],
): readonly string[] {
  if (outcome === 'allowed') {
    const statements = allowedBy.map((reference) => `allowed by ${statementText(reference)}`);
    return statements.length > 0 || needs === 'allow' ? statements : ['nothing denies it, and no Allow is needed'];
  }
  return [...denials.map((denial) => reasonText(denial)), ...unsettled.map(({ what, how }) => `${what} ${how}`)];
}
