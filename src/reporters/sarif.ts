/**
 * SARIF 2.1.0 for code scanning. Limits and required members: GitHub Docs, "SARIF support for code scanning".
 */
import { jsonText } from './escape/json.js';
import { gzipSync } from 'node:zlib';
import type { Log, Result } from 'sarif';
import { joined, type Joined } from '../report/joined.js';
import type { Report } from '../report/model.js';
import { sarifText } from './escape/sarif.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { notificationsOf } from './sarif/notifications.js';
import { fixesOf } from './sarif/fixes.js';
import { locationOf } from './sarif/location.js';
import { descriptorOf } from './sarif/rule-descriptor.js';
import { findingText } from './text/finding-text.js';
import { bySeverity, isOpen } from './view/finding-order.js';
import { toolPage } from './view/rule-page.js';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';

/** GitHub refuses a run with more results than this, and a file that is larger when packed. */
const maxResults = 25_000;
const maxPackedBytes = 10_000_000;
/** Most characters of a message. Real ones have a few hundred, and a statement to paste. */
const maxMessage = 8_000;

const sarif: Reporter = (report, options) => {
  // Where something has to be left out, it is what is accepted, and what weighs least.
  const findings = joined(
    bySeverity(report.findings).sort((one, other) => Number(isOpen(other)) - Number(isOpen(one))),
  );
  let count = Math.min(findings.length, maxResults);
  for (;;) {
    const text = render(report, findings.slice(0, count), options);
    const bytes = packedBytes(text);
    if (bytes <= maxPackedBytes || count === 0) return text;
    count = Math.floor(((count * maxPackedBytes) / bytes) * 0.95);
  }
};

export default sarif;

/** Packing is slow, and never makes a text that is small enough too large. */
function packedBytes(text: string): number {
  const bytes = Buffer.byteLength(text);
  return bytes <= maxPackedBytes ? bytes : gzipSync(text).length;
}

function render(report: Report, shown: readonly Joined[], options: ReporterOptions): string {
  const ruleIndex = new Map(options.rules.map(({ id }, index) => [id, index]));
  const { accounts, kind } = report.input;
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
            informationUri: toolPage,
            rules: options.rules.map(descriptorOf),
          },
        },
        // The category, under which code scanning replaces what an earlier upload said.
        automationDetails: { id: `replint/${kind}/${accounts.length === 1 ? (accounts[0] ?? '') : 'estate'}/` },
        originalUriBaseIds: {
          SRCROOT: { description: { text: 'The folder that replint was run in: the root of the repository.' } },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...notificationsOf(
                report,
                shown.flatMap(({ findings }) => findings),
                options,
              ),
            ],
          },
        ],
        results: shown.map((each) => resultOf(each, ruleIndex, options)),
      },
    ],
  };
  return jsonText(log);
}

/** Of several findings that are one story, the worst stands for all; the group's fingerprint stays while any of them is left. */
function resultOf(each: Joined, ruleIndex: ReadonlyMap<string, number>, options: ReporterOptions): Result {
  const { worst: finding, fingerprint } = each;
  const index = ruleIndex.get(finding.rule);
  const { suppressed } = finding;
  return {
    ruleId: finding.rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: finding.level,
    message: { text: sarifText(findingText(each), maxMessage) },
    locations: [locationOf(finding, options)],
    // The only fingerprint that code scanning looks at. It has the form `HASH:COUNT`.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint.slice(0, 16)}:1` },
    fingerprints: { 'replint/1': fingerprint },
    ...fixesOf(fixOf(each, options), options),
    suppressions:
      suppressed === null
        ? []
        : [
            {
              kind: 'external',
              status: 'accepted',
              justification: suppressed.reason,
              properties: { owner: suppressed.owner, expires: suppressed.expires },
            },
          ],
    properties: {
      kind: finding.kind,
      account: finding.account,
      region: finding.region,
      sourceBucket: finding.sourceBucket,
      replicationRule: finding.replicationRule,
      cause: finding.permission?.cause ?? null,
      failureReasons: each.failureReasons,
      findings: each.findings.map(({ fingerprint: own }) => own),
    },
  };
}

/** Of several findings that are one story, all have the same patch. */
function fixOf(
  { findings }: Joined,
  { fixes }: ReporterOptions,
): ReturnType<NonNullable<ReporterOptions['fixes']>['get']> {
  return findings.map(({ fingerprint }) => fixes?.get(fingerprint)).find((fix) => fix !== undefined);
}
