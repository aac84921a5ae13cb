/** The snapshot that `--resume` continues, and when it had better not be continued. */
import { missingIn } from '../../../collectors/entries/problems.js';
import type { Json } from '../../../collectors/json.js';
import { ExpectedError } from '../../../basics/expected-error.js';
import { secondsOf } from '../../../basics/instant.js';
import { readSnapshots } from '../../../sources/snapshot/read-snapshot.js';
import { readInputs } from '../../../sources/files/read-input.js';
import { standardInput } from '../../../run/standard-input.js';

/** Hours after which what was read is too old to stand beside what is read now. */
const mostHours = 24;

export interface Resumed {
  readonly name: string;
  /** The run asks for more than the one that wrote the file. */
  readonly asksForMore: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Checked as every input is, so that nothing broken is carried on.
 * @throws ExpectedError for a snapshot in which nothing is missing, and for one that is too old
 */
export async function snapshotToResume({ name, asksForMore, now }: Resumed): Promise<Json> {
  const [input] = await readInputs([name], standardInput);
  const text = input?.text ?? '';
  const [read] = readSnapshots([{ name, kind: 'snapshot', text }]).snapshots;
  // Parsed from JSON: its type only says less.
  const snapshot = read as Json | undefined as Json;
  refuseOld(name, read?.collectedAt, now);
  if (!asksForMore && missingIn(snapshot).length === 0)
    throw new ExpectedError(
      `${name} is complete: there is nothing to continue.`,
      'Collect again without --resume. Put further accounts or buckets into another file: `replint audit` takes several.',
    );
  return snapshot;
}

function refuseOld(name: string, collectedAt: string | undefined, now: number): void {
  const seconds = collectedAt === undefined ? null : secondsOf(collectedAt);
  if (seconds !== null && now / 1_000 - seconds <= mostHours * 3_600) return;
  const age = seconds === null ? 'does not say when it was collected' : `was collected at ${collectedAt}`;
  throw new ExpectedError(
    `${name} ${age}. A snapshot cannot be continued after ${mostHours} hours, because too much may have changed.`,
    'Collect again without --resume.',
  );
}
