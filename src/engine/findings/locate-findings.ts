/** Fills in line and column of findings from the texts of the inputs, in one scan a text. */
import { locate } from '../../sources/json/locate.js';
import type { Report } from '../../report/model.js';

/** `texts`: by the names of the inputs. A pointer that no longer leads anywhere is followed as far as it goes. */
export function locateFindings(report: Report, texts: ReadonlyMap<string, string>): Report {
  const wanted = new Map<string, Set<string>>();
  for (const { location } of report.findings) {
    if (location === null || !texts.has(location.file)) continue;
    const pointers = wanted.get(location.file) ?? new Set<string>();
    wanted.set(location.file, pointers.add(location.pointer));
  }
  const places = new Map([...wanted].map(([file, pointers]) => [file, locate(texts.get(file) ?? '', pointers)]));
  const findings = report.findings.map((finding) => {
    const { location } = finding;
    const place = location === null ? undefined : places.get(location.file)?.get(location.pointer);
    return location === null || place === undefined
      ? finding
      : { ...finding, location: { ...location, line: place.line, column: place.column } };
  });
  return { ...report, findings };
}
