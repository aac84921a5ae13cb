/** From a parsed record to what it says, through the envelopes of SNS, SQS and EventBridge. */
import { changesOf, isCloudTrail, statementOf } from './cloudtrail.js';
import { failureEventOf } from './failure-events.js';
import type { Tallies } from './tallies.js';
import { isObject, type Json } from './values.js';

/** How a record was understood. */
export type Understood = 'counted' | 'other' | 'foreign';

/** An envelope within an envelope within an envelope: SNS in SQS, and one to spare. */
const deepest = 4;

export function addRecord(record: unknown, tallies: Tallies, depth = 0): Understood {
  if (!isObject(record) || depth > deepest) return 'foreign';
  const event = failureEventOf(record);
  if (event !== null) {
    tallies.add(event);
    return 'counted';
  }
  if (isCloudTrail(record) && record['s3'] === undefined) return addCloudTrail(record, tallies);
  const inner = unwrapped(record);
  if (inner.length > 0) {
    const understood = new Set(inner.map((each) => addRecord(each, tallies, depth + 1)));
    return understood.has('counted') ? 'counted' : understood.has('other') ? 'other' : 'foreign';
  }
  // Test messages, and other events of S3.
  return record['Event'] === 's3:TestEvent' || record['eventSource'] === 'aws:s3' || record['source'] === 'aws.s3'
    ? 'other'
    : 'foreign';
}

function addCloudTrail(event: Json, tallies: Tallies): Understood {
  const said = statementOf(event);
  if (said !== null) tallies.add(said);
  const changes = changesOf(event);
  for (const change of changes) tallies.addChange(change);
  return said !== null || changes.length > 0 ? 'counted' : 'other';
}

/** What an envelope holds; empty where the record is none. */
function unwrapped(record: Json): readonly unknown[] {
  for (const list of ['Records', 'Messages', 'Events', 'events', 'logEvents'] as const) {
    const items = record[list];
    if (Array.isArray(items)) return items as readonly unknown[];
  }
  for (const text of ['Message', 'Body', 'body', 'CloudTrailEvent', 'message'] as const) {
    const inner = record[text];
    if (typeof inner === 'string' && /^\s*[[{]/u.test(inner)) return parsed(inner);
    if (isObject(inner)) return [inner];
  }
  // Lambda gets the message of SNS in a member of this name; EventBridge carries CloudTrail events in `detail`.
  for (const member of ['Sns', 'detail'] as const) if (isObject(record[member])) return [record[member]];
  return [];
}

function parsed(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as readonly unknown[]) : [value];
  } catch {
    return [];
  }
}
