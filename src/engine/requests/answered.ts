/** Questions that AWS leaves open and that the owner answered in the configuration, under `settled`. */
import type { EngineSettings } from '../shapes/model.js';

/** Whether S3 makes the request of a row at all: answered by `yes` or `no`. */
export function requestQuestionId(row: string): string {
  return `request:${row}`;
}
/** What a condition key is in S3's own call: answered by `absent`, or the value. */
export function contextQuestionId(callKind: string, key: string): string {
  return `context:${callKind}:${key}`;
}

/** Null = nobody answered. */
export function isRequestMade({ settled }: EngineSettings, row: string): boolean | null {
  const answer = settled.get(requestQuestionId(row))?.toLowerCase();
  return answer === 'yes' ? true : answer === 'no' ? false : null;
}
