/** Two audits compared: what broke and what was fixed, and where in the later one's input that was done. */
import { diffEstates } from '../diff/diff-estates.js';
import { diffReports } from '../diff/diff-reports.js';
import type { Diff } from '../diff/model.js';
import { locationOf, placer } from '../engine/audit.js';
import type { Estate } from '../estate/model.js';
import { withNames } from '../report/named.js';
import type { Report } from '../report/model.js';
import type { Reading } from '../sources/adapter.js';

export interface Side {
  readonly name: string;
  readonly report: Report;
  /** Null where a report was given: it does not hold the configuration. */
  readonly estate: Estate | null;
  readonly readings: readonly Reading[];
}

export function compareSides(from: Side, to: Side): Diff {
  const changes =
    from.estate === null || to.estate === null ? null : placedChanges(from.estate, to.estate, to.readings);
  return withNames(diffReports(from, to, changes));
}

function placedChanges(from: Estate, to: Estate, readings: readonly Reading[]): NonNullable<Diff['changes']> {
  const changes = diffEstates(from, to, (origin) => locationOf(origin, to));
  const place = placer(
    changes.map(({ location = null }) => location),
    new Map(readings.map(({ name, locator }) => [name, locator])),
  );
  return changes.map(({ location, ...change }) => {
    const found = place(location ?? null);
    return found === null ? change : { ...change, location: found };
  });
}
