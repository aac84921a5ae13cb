/** Fills in file, line and column of findings, in one scan of each source. */
import type { Origin } from '../../estate/fact.js';
import type { Locator } from '../../estate/locator.js';
import type { Estate } from '../../estate/model.js';
import type { Location, Report } from '../../report/model.js';

/** `locators`: by the names of the sources. Without one, a place stays as it is: live accounts have no text. */
export function locateFindings(report: Report, locators: ReadonlyMap<string, Locator>): Report {
  const place = placer(
    report.findings.map(({ location }) => location),
    locators,
  );
  return { ...report, findings: report.findings.map((finding) => ({ ...finding, location: place(finding.location) })) };
}

/** Where the input says it, before it is looked up; null in live accounts, which have no text. */
export function locationOf(origin: Origin | null, { sources }: Estate): Location | null {
  const source = origin === null ? undefined : sources[origin.source];
  if (origin === null || source?.kind === 'live') return null;
  return { file: source?.name ?? '', pointer: origin.pointer, line: null, column: null };
}

/** All places are looked up at once, and then told one by one. */
export function placer(
  locations: Iterable<Location | null>,
  locators: ReadonlyMap<string, Locator>,
): (location: Location | null) => Location | null {
  const wanted = new Map<string, Set<string>>();
  for (const location of locations) {
    if (location === null || !locators.has(location.file)) continue;
    wanted.set(location.file, (wanted.get(location.file) ?? new Set()).add(location.pointer));
  }
  const places = new Map([...wanted].map(([file, pointers]) => [file, locators.get(file)?.placesOf(pointers)]));
  return (location) => {
    const found = location === null ? undefined : places.get(location.file)?.get(location.pointer);
    if (location === null || found === undefined) return location;
    const { file, address, line, column } = found;
    return { ...location, file, pointer: address, line, column };
  };
}
