/** JUnit XML: a suite for each source bucket, a case for each replication rule, and one for each finding outside of them. */
import type { Finding } from '../engine/report.js';
import { xmlAttribute, xmlText } from './escape/xml.js';
import type { Reporter } from './reporter.js';
import { bySourceBucket } from './view/by-source-bucket.js';
import { countsFor } from './view/finding-order.js';

const junit: Reporter = (report, { failOn }) => {
  const fails = countsFor(failOn);
  const suites: string[] = [];
  const view = bySourceBucket(report);
  for (const { source, pairs, findings } of view.sourceBuckets) {
    const cases = pairs.map(({ entry, findings: own }) => {
      const id = entry.replicationRule?.id ?? `number ${(entry.replicationRule?.index ?? 0) + 1}`;
      const name = `${id} to ${entry.destination?.bucket ?? 'not known'}`;
      return caseOf(
        source.bucket,
        name,
        own.filter(fails),
        entry.verdict === 'unknown' || entry.verdict === 'disabled' ? `verdict ${entry.verdict}` : null,
      );
    });
    cases.push(...findings.filter(fails).map((finding) => caseOf(source.bucket, finding.rule, [finding], null)));
    suites.push(suiteOf(source.bucket, cases));
  }
  const elsewhere = view.elsewhere.filter(fails);
  if (elsewhere.length > 0)
    suites.push(
      suiteOf(
        'roles, keys and policies',
        elsewhere.map((finding) => caseOf('estate', `${finding.rule} ${finding.resource}`, [finding], null)),
      ),
    );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="replint">\n${suites.join('')}</testsuites>\n`;
};

export default junit;

interface Case {
  readonly xml: string;
  readonly isFailure: boolean;
  readonly isSkipped: boolean;
}

function caseOf(className: string, name: string, failures: readonly Finding[], skipped: string | null): Case {
  const open = `    <testcase classname="${xmlAttribute(className)}" name="${xmlAttribute(name)}"`;
  if (failures.length > 0) {
    const text = failures.map(({ rule, message, help }) => `${rule}: ${message}\n${help}`).join('\n\n');
    const title = failures.map(({ rule }) => rule).join(', ');
    return {
      xml: `${open}>\n      <failure message="${xmlAttribute(title)}">${xmlText(text)}</failure>\n    </testcase>\n`,
      isFailure: true,
      isSkipped: false,
    };
  }
  if (skipped !== null)
    return {
      xml: `${open}>\n      <skipped message="${xmlAttribute(skipped)}"/>\n    </testcase>\n`,
      isFailure: false,
      isSkipped: true,
    };
  return { xml: `${open}/>\n`, isFailure: false, isSkipped: false };
}

function suiteOf(name: string, cases: readonly Case[]): string {
  const failures = cases.filter(({ isFailure }) => isFailure).length;
  const skipped = cases.filter(({ isSkipped }) => isSkipped).length;
  return `  <testsuite name="${xmlAttribute(name)}" tests="${cases.length}" failures="${failures}" skipped="${skipped}">\n${cases.map(({ xml }) => xml).join('')}  </testsuite>\n`;
}
