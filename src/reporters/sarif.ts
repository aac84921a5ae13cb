/**
 * SARIF 2.1.0 for code scanning. Limits and required members: GitHub Docs, "SARIF support for code scanning".
 */
import { pathToFileURL } from 'node:url';
import type { Log, Location as SarifLocation, Notification, ReportingDescriptor, Result } from 'sarif';
import type { Finding, Level, Report } from '../engine/report.js';
import { relativeUri } from './escape/uri.js';
import type { Reporter, ReporterOptions, RuleFacts } from './reporter.js';
import { bounded } from './text/bounded.js';
import { fileSegments } from './view/file-name.js';
import { bySeverity } from './view/finding-order.js';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
const home = 'https://github.com/replint/replint';

/** GitHub refuses a run with more results than this. */
const maxResults = 25_000;
const maxDescription = 1024;

const sarif: Reporter = (report, options) => {
  const findings = bySeverity(report.findings);
  const shown = findings.slice(0, maxResults);
  const ruleIndex = new Map(options.rules.map(({ id }, index) => [id, index]));
  const results = shown.map((finding) => resultOf(finding, ruleIndex, options));
  const log: Log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'replint',
            version: report.tool.version,
            semanticVersion: report.tool.version,
            informationUri: home,
            rules: options.rules.map(descriptorOf),
          },
        },
        automationDetails: {
          id: `replint/${report.input.kind}/${report.input.accounts.length === 1 ? (report.input.accounts[0] ?? '') : 'estate'}/`,
        },
        originalUriBaseIds: {
          SRCROOT: { uri: `${pathToFileURL(options.workingDirectory).href.replace(/\/$/u, '')}/` },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [...notificationsOf(report, shown, findings.length)],
          },
        ],
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

export default sarif;

/** GitHub's bands: over 9 critical, 7 to 8.9 high, 4 to 6.9 medium, below low. */
const securitySeverity: Readonly<Record<Level, string>> = { error: '7.5', warning: '5.0', note: '2.0' };
const problemSeverity: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'recommendation' };

function descriptorOf({ id, title, why, level, sources }: RuleFacts): ReportingDescriptor {
  const links = sources.map((source) => `- <${source}>`).join('\n');
  const [group = 'replint'] = id.split('/');
  return {
    id,
    name: id.replace(/(?:^|[-/])([a-z])/gu, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: bounded(`${title}.`, maxDescription) },
    fullDescription: { text: bounded(why, maxDescription) },
    help: { text: `${why}\n\nSources:\n${sources.join('\n')}`, markdown: `${why}\n\n**Sources**\n\n${links}` },
    helpUri: `${home}/blob/main/docs/rules/${id}.md`,
    defaultConfiguration: { level },
    properties: {
      tags: ['security', 's3-replication', group],
      precision: level === 'note' ? 'medium' : 'very-high',
      'problem.severity': problemSeverity[level],
      'security-severity': securitySeverity[level],
    },
  };
}

function resultOf(finding: Finding, ruleIndex: ReadonlyMap<string, number>, options: ReporterOptions): Result {
  const index = ruleIndex.get(finding.rule);
  return {
    ruleId: finding.rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: finding.level,
    message: { text: `${finding.message}\n${finding.help}` },
    locations: [locationOf(finding, options)],
    partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint.slice(0, 16)}:1` },
    fingerprints: { 'replint/1': finding.fingerprint },
    ...(finding.suppressed === null
      ? { suppressions: [] }
      : {
          suppressions: [
            { kind: 'external' as const, status: 'accepted' as const, justification: finding.suppressed.reason },
          ],
        }),
    properties: {
      kind: finding.kind,
      account: finding.account,
      region: finding.region,
      sourceBucket: finding.sourceBucket,
      replicationRule: finding.replicationRule,
      cause: finding.permission?.cause ?? null,
      failureReasons: finding.failureReasons,
    },
  };
}

function locationOf(finding: Finding, { workingDirectory }: ReporterOptions): SarifLocation {
  const { location } = finding;
  const segments = location === null ? pseudoPath(finding) : fileSegments(location.file, workingDirectory);
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(segments), uriBaseId: 'SRCROOT' },
      region: { startLine: location?.line ?? 1, startColumn: location?.column ?? 1 },
    },
    logicalLocations: [{ fullyQualifiedName: finding.resource, kind: 'resource' }],
  };
}

/** Findings about a live account that no file stands for. */
const pseudoPath = (finding: Finding): readonly string[] => [
  'aws',
  finding.account ?? 'unknown',
  finding.region ?? 'global',
  's3',
  finding.sourceBucket ?? 'estate',
];

function* notificationsOf(report: Report, shown: readonly Finding[], total: number): Iterable<Notification> {
  const note = (text: string, level: Notification['level'] = 'note'): Notification => ({ level, message: { text } });
  if (shown.length < total)
    yield note(
      `${total - shown.length} of ${total} findings were left out: code scanning takes ${maxResults} a run.`,
      'warning',
    );
  if (report.summary.incomplete)
    yield note('Some verdicts are unknown, because evidence is missing or AWS does not document a value.', 'warning');
  if (shown.some(({ location }) => location === null)) {
    yield note(
      'Findings without a place in a file stand at a path made of account, Region and bucket; commit an inventory (`replint inventory`) to give them a line.',
    );
  }
  for (const text of report.notices ?? []) yield note(text);
}
