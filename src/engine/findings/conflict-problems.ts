/** What the configuration rules say about a replication configuration that AWS documents as invalid. */
import type { Conflict } from '../../replication/configuration/conflicts.js';
import { conflictsOf } from '../../replication/configuration/conflicts.js';
import type { Pair, Problem } from '../shapes/model.js';
import { isReadFromS3 } from '../pairs/read-from-s3.js';
import { atSource, pairWords } from '../words/words.js';

/** Conflicts of this replication rule that a rule of ours reports, as its problems; `more` adds to each. */
export function conflictProblems(
  pair: Pair,
  rule: string,
  more: (conflict: Conflict) => Partial<Problem> = () => ({}),
): readonly Problem[] {
  return conflictsOf(pair.configuration)
    .filter((conflict) => conflict.rule === rule && conflict.index === pair.index)
    .map((conflict, position) => ({
      message: conflict.message,
      data: { ...pairWords(pair), detail: conflict.detail, consequence: consequenceOf(pair) },
      ...atSource(pair),
      pair,
      origin: pair.origin,
      ...(position === 0 ? {} : { discriminator: conflict.message }),
      ...more(conflict),
    }));
}

function consequenceOf(pair: Pair): string {
  return isReadFromS3(pair)
    ? 'AWS documents this as invalid, but S3 has stored it. What S3 does with it is not known.'
    : 'AWS documents this as invalid, so the configuration cannot be in force. It replicates nothing.';
}
