/** All that is said of all pairs, as one text to compare. */
import type { Report } from '../../report/model.js';

export function judgements({ replication }: Report): string {
  return JSON.stringify(
    replication.map(({ source, destination, replicationRule, verdict, byObjectClass, aspects }) => [
      source.bucket,
      destination?.bucket ?? null,
      replicationRule?.index ?? null,
      verdict,
      byObjectClass,
      aspects,
    ]),
  );
}
