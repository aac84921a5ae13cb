/** What was seen beside a verdict: on object versions, and by what S3 said itself. */
import type { ReplicationEntry } from '../../report/model.js';

export interface Seen {
  readonly agrees: boolean | null;
  readonly message: string;
}

export function seenOf({ observed, evidence }: ReplicationEntry): readonly Seen[] {
  return [observed, evidence].flatMap((seen) =>
    seen === undefined ? [] : [{ agrees: seen.agrees, message: seen.message }],
  );
}
