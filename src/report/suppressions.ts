import type { Finding, Report } from './model.js';
import { type Glob, matchesGlob, parseGlob } from '../policy/strings/index.js';
import type { Suppression, SuppressionSettings } from './suppression.js';
import { summarize } from './summarize.js';

export interface SuppressionOptions {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether the whole estate was judged: only then does a suppression that matches nothing say anything. */
  readonly isWhole: boolean;
}

interface Matcher {
  readonly suppression: Suppression;
  readonly tests: readonly ((finding: Finding) => boolean)[];
  readonly isExpired: boolean;
  matched: number;
}

/** How a pattern may name a role: by its ARN, by its path and name, by its name. */
function namedAs(pattern: string): (arn: string) => string {
  if (pattern.includes(':')) return (arn) => arn;
  if (pattern.includes('/')) return (arn) => arn.slice(arn.indexOf(':role/') + ':role/'.length);
  return (arn) => arn.slice(arn.lastIndexOf('/') + 1);
}

/** Role ARNs that a finding is about. */
function rolesOf(finding: Finding): readonly string[] {
  return [finding.permission?.principal ?? '', finding.resource].filter((text) =>
    /^arn:[^:]*:iam::[^:]*:role\//.test(text),
  );
}

function matchesRole(pattern: string) {
  const glob = parseGlob(pattern);
  const nameOf = namedAs(pattern);
  return (finding: Finding): boolean => rolesOf(finding).some((arn) => matchesGlob(glob, nameOf(arn)));
}

function matches(glob: Glob, text: string | null): boolean {
  return text !== null && matchesGlob(glob, text);
}

const textOf = {
  rule: (finding: Finding) => finding.rule,
  sourceBucket: (finding: Finding) => finding.sourceBucket,
  replicationRule: (finding: Finding) => finding.replicationRule,
  account: (finding: Finding) => finding.account,
  region: (finding: Finding) => finding.region,
} as const;

function matcherOf(suppression: Suppression, today: string): Matcher {
  const tests: ((finding: Finding) => boolean)[] = [];
  for (const name of ['rule', 'sourceBucket', 'replicationRule', 'account', 'region'] as const) {
    const pattern = suppression[name];
    if (pattern === null) continue;
    const glob = parseGlob(pattern);
    tests.push((finding) => matches(glob, textOf[name](finding)));
  }
  if (suppression.role !== null) tests.push(matchesRole(suppression.role));
  const { fingerprint } = suppression;
  if (fingerprint !== null) tests.push((finding) => finding.fingerprint === fingerprint);
  return { suppression, tests, isExpired: suppression.expires !== null && suppression.expires < today, matched: 0 };
}

/** The matchers that can match a finding at all: those that name its fingerprint or its rule, and those that name neither. */
function indexOf(matchers: readonly Matcher[]): (finding: Finding) => readonly Matcher[] {
  const byFingerprint = new Map<string, Matcher[]>();
  const byRule = new Map<string, Matcher[]>();
  const others: Matcher[] = [];
  const add = (map: Map<string, Matcher[]>, key: string, matcher: Matcher) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [matcher]);
    else list.push(matcher);
  };
  for (const matcher of matchers) {
    const { fingerprint, rule } = matcher.suppression;
    if (fingerprint !== null) add(byFingerprint, fingerprint, matcher);
    else if (rule !== null && !/[*?]/.test(rule)) add(byRule, rule, matcher);
    else others.push(matcher);
  }
  return (finding) => [
    ...(byFingerprint.get(finding.fingerprint) ?? []),
    ...(byRule.get(finding.rule) ?? []),
    ...others,
  ];
}

function countOf(number: number): string {
  return number === 1 ? '1 finding' : `${number} findings`;
}

const noticesOf = function* (file: string | null, matchers: readonly Matcher[], isWhole: boolean): Iterable<string> {
  for (const { suppression, isExpired, matched } of matchers) {
    const place =
      suppression.line === null ? (file ?? 'configuration') : `${file ?? 'configuration'}:${suppression.line}`;
    const which = `The suppression at ${place} (owner ${suppression.owner}: ${suppression.reason})`;
    if (isExpired && matched > 0) {
      yield `${which} expired on ${suppression.expires}: ${countOf(matched)} count${matched === 1 ? 's' : ''} again.`;
    } else if (isExpired) {
      yield `${which} expired on ${suppression.expires} and matches nothing: remove it.`;
    } else if (matched === 0 && isWhole) {
      yield `${which} matches no finding: remove it, or correct it.`;
    }
  }
};

/** Levels as the configuration sets them. What is unknown stays a note; a rule that is off leaves no finding. */
function withSeverity(report: Report, { severity }: SuppressionSettings): Report {
  if (severity.size === 0) return report;
  const findings = report.findings.flatMap((finding) => {
    const level = severity.get(finding.rule);
    if (level === 'off') return [];
    return [level === undefined || finding.kind === 'unknown' ? finding : { ...finding, level }];
  });
  const kept = new Set(findings.map(({ fingerprint }) => fingerprint));
  const replication = report.replication.map((entry) =>
    entry.because.every((fingerprint) => kept.has(fingerprint))
      ? entry
      : { ...entry, because: entry.because.filter((fingerprint) => kept.has(fingerprint)) },
  );
  return { ...report, findings, replication };
}

/**
 * The report as the configuration wants it judged: levels changed, accepted findings marked as suppressed, the summary counted
 * again. Expired suppressions, and those that match nothing, are told as notices.
 */
export function applySuppressions(
  report: Report,
  config: SuppressionSettings,
  { today, isWhole }: SuppressionOptions,
): Report {
  const levelled = withSeverity(report, config);
  const matchers = config.suppressions.map((suppression) => matcherOf(suppression, today));
  const candidates = indexOf(matchers);
  const findings = levelled.findings.map((finding): Finding => {
    let first: Suppression | null = null;
    for (const matcher of candidates(finding)) {
      if (!matcher.tests.every((test) => test(finding))) continue;
      matcher.matched += 1;
      if (!matcher.isExpired) first ??= matcher.suppression;
    }
    if (first === null || finding.suppressed !== null) return finding;
    const { reason, expires, owner } = first;
    return { ...finding, suppressed: { kind: 'configuration', reason, expires, owner } };
  });
  const notices = [...(report.notices ?? []), ...noticesOf(config.file, matchers, isWhole)];
  const judged = summarize({ ...levelled, findings });
  return notices.length === 0 ? judged : { ...judged, notices };
}
