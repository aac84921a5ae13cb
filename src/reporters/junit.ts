/** JUnit XML: a suite for what was read, one for each source bucket, a case for each replication rule, and one for each finding outside of them. */
import { listed } from '../basics/counted.js';
import { joined } from '../report/joined.js';
import type { Finding, Location, Report } from '../report/model.js';
import { xmlAttribute, xmlText } from './escape/xml.js';
import type { Reporter } from './reporter.js';
import { findingText } from './text/finding-text.js';
import { bounded } from './text/bounded.js';
import { bySourceBucket } from './view/by-source-bucket.js';
import { countsFor } from './view/finding-order.js';
import { handedOnPlace } from './view/handed-on-place.js';
import { gapFindings, nothingReplicatesText, readingText } from './view/reading.js';

/** Most characters of a failure's title; the text below it is whole. */
const maxTitle = 300;

const junit: Reporter = (report, { failOn, workingDirectory }) => {
  const fails = countsFor(failOn);
  const view = bySourceBucket(report);
  const suites = [readingSuite(report, workingDirectory)];
  for (const each of view.sourceBuckets.map(({ source, pairs, findings }) =>
    suiteOf(source.bucket, [
      ...pairs.map(({ entry, findings: own }) => {
        const id = entry.replicationRule?.id ?? `number ${(entry.replicationRule?.index ?? 0) + 1}`;
        const isOpen = entry.verdict === 'unknown' || entry.verdict === 'disabled';
        const name = `${id} to ${entry.destination?.bucket ?? 'not known'}`;
        const skipped = isOpen ? `verdict ${entry.verdict}` : null;
        return caseOf({ className: source.bucket, name, skipped }, own.filter(fails), workingDirectory);
      }),
      ...findings
        .filter(fails)
        .map((finding) => caseOf({ className: source.bucket, name: finding.rule }, [finding], workingDirectory)),
    ]),
  ))
    suites.push(each);
  const elsewhere = view.elsewhere.filter(fails);
  if (elsewhere.length > 0) {
    const cases = elsewhere.map((finding) =>
      caseOf({ className: 'estate', name: `${finding.rule} ${finding.resource}` }, [finding], workingDirectory),
    );
    suites.push(suiteOf('roles, keys and policies', cases));
  }
  const xml = suites.map((suite) => suite.xml).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="replint"${countsText(suites)}>\n${xml}</testsuites>\n`;
};

export default junit;

/** What could not be read is an error of its own: the cases below say nothing about it. */
function readingSuite(report: Report, workingDirectory: string): Part {
  const nothing = nothingReplicatesText(report);
  const text = [readingText(report), ...(nothing === null ? [] : [nothing]), ...(report.notices ?? [])].join('\n');
  const read = `    <testcase classname="what was read" name="everything that was asked for"`;
  const gaps = gapFindings(report).map(({ resource, rule, message, help, location }): Part => {
    const open = `    <testcase classname="what was read" name="${xmlAttribute(resource)}"`;
    const title = xmlAttribute(bounded(message, maxTitle));
    const text = xmlText(`${message}\n${help}${placeLine(location, workingDirectory)}`);
    const error = `<error type="${xmlAttribute(rule)}" message="${title}">${text}</error>`;
    return { ...one, errors: 1, xml: `${open}>\n      ${error}\n    </testcase>\n` };
  });
  const cases = gaps.length > 0 ? gaps : [{ ...one, xml: `${read}/>\n` }];
  return suiteOf('what was read', cases, `    <system-out>${xmlText(text)}</system-out>\n`);
}

/** A case that passes. */
const one = { tests: 1, failures: 0, errors: 0, skipped: 0 } as const;

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

interface Part extends Counts {
  readonly xml: string;
}

function sumOf(parts: readonly Counts[]): Counts {
  return {
    tests: parts.reduce((sum, { tests }) => sum + tests, 0),
    failures: parts.reduce((sum, { failures }) => sum + failures, 0),
    errors: parts.reduce((sum, { errors }) => sum + errors, 0),
    skipped: parts.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}

function countsText(parts: readonly Counts[]): string {
  const { tests, failures, errors, skipped } = sumOf(parts);
  return ` tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}

/** A line of its own; nothing for what stands in no file. */
function placeLine(location: Location | null, workingDirectory: string): string {
  return location === null ? '' : `\nPlace: ${handedOnPlace(location, workingDirectory)}`;
}

interface Case {
  readonly className: string;
  readonly name: string;
  /** Why nothing was judged. */
  readonly skipped?: string | null;
}

function caseOf({ className, name, skipped = null }: Case, found: readonly Finding[], workingDirectory: string): Part {
  const failures = joined(found);
  const open = `    <testcase classname="${xmlAttribute(className)}" name="${xmlAttribute(name)}"`;
  const [first] = failures;
  if (first !== undefined) {
    const text = failures
      .map((each) => `${listed(each.rules)}: ${findingText(each)}${placeLine(each.worst.location, workingDirectory)}`)
      .join('\n\n');
    const more = failures.length === 1 ? '' : ` (and ${failures.length - 1} more)`;
    const title = xmlAttribute(`${first.headline}${more}`);
    const failure = `<failure type="${xmlAttribute(first.worst.rule)}" message="${title}">${xmlText(text)}</failure>`;
    return { ...one, failures: 1, xml: `${open}>\n      ${failure}\n    </testcase>\n` };
  }
  if (skipped === null) return { ...one, xml: `${open}/>\n` };
  const xml = `${open}>\n      <skipped message="${xmlAttribute(skipped)}"/>\n    </testcase>\n`;
  return { ...one, skipped: 1, xml };
}

/** @param more elements behind the cases */
function suiteOf(name: string, cases: readonly Part[], more = ''): Part {
  const xml = `${cases.map((each) => each.xml).join('')}${more}`;
  return {
    ...sumOf(cases),
    xml: `  <testsuite name="${xmlAttribute(name)}"${countsText(cases)}>\n${xml}  </testsuite>\n`,
  };
}
