/**
 * Failure events of S3: in notifications (SNS, SQS, Lambda) and in EventBridge's form.
 * Source: Amazon S3 User Guide, "Receiving replication failure events", "Event message structure".
 */
import type { Statement } from './tallies.js';
import { bucketNameOf, decodedKey, isObject, objectAt, textAt, timeAt, type Json } from './values.js';

const outcomes = {
  OperationFailedReplication: 'failed',
  OperationMissedThreshold: 'missed',
  OperationNotTracked: 'missed',
  OperationReplicatedAfterThreshold: 'completed',
} as const;

function outcomeOf(name: string): Statement['outcome'] | null {
  const kind = name.slice(name.lastIndexOf(':') + 1);
  return Object.hasOwn(outcomes, kind) ? outcomes[kind as keyof typeof outcomes] : null;
}

/** Null where the record is none of them. */
export function failureEventOf(record: Json): Statement | null {
  const name = textAt(record, 'eventName', 'detail-type');
  if (name === null || !/replication/iu.test(name)) return null;
  const detail = isObject(record['detail']) ? record['detail'] : null;
  const data =
    objectAt(record, 'replicationEventData') ??
    objectAt(detail, 'replicationEventData') ??
    objectAt(detail, 'replication-event-data') ??
    detail;
  const bucket = bucketNameOf(textAt(objectAt(record, 's3', 'bucket') ?? objectAt(detail, 'bucket'), 'name', 'arn'));
  const outcome = detail === null ? outcomeOf(name) : outcomeOfDetail(name, data);
  if (outcome === null || bucket === null) return null;
  const key = textAt(objectAt(record, 's3', 'object') ?? objectAt(detail, 'object'), 'key');
  return {
    bucket,
    destination: bucketNameOf(textAt(data, 'destinationBucket', 'destination-bucket')),
    replicationRule: textAt(data, 'replicationRuleId', 'replication-rule-id'),
    role: null,
    // Keys in EventBridge are not encoded.
    key: detail === null ? decodedKey(key) : key,
    time: timeAt(record, 'eventTime', 'time') ?? timeAt(data, 'requestTime', 'request-time'),
    outcome,
    reason: textAt(data, 'failureReason', 'failure-reason'),
    denial: null,
  };
}

function outcomeOfDetail(type: string, data: Json | null): Statement['outcome'] | null {
  if (/fail/iu.test(type) || textAt(data, 'failureReason', 'failure-reason') !== null) return 'failed';
  if (/missed|not tracked/iu.test(type)) return 'missed';
  return /replicated/iu.test(type) ? 'completed' : null;
}
