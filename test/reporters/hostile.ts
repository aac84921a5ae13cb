/** Text that somebody wrote to be obeyed: as a name in AWS, or in a file. */
import type { Report } from '../../src/report/model.js';
import { auditOf, fixture } from '../audit-of.js';

export const hostileTexts: readonly (readonly [string, string])[] = [
  ['workflow commands', '\u001b[31mx\u001b[0m\r\n::error::owned%0A::set-output name=a::b ##[add-mask]x ::::stop'],
  ['HTML', '"><img src=x onerror=alert(1)><script>alert(1)</script></summary></details><!--'],
  ['Markdown', '`a` **b** _c_ ~~d~~ [e](https://evil.example) ![f](https://evil.example/g.png) $h$ \\| i |'],
  ['Markdown blocks', '# a\n- b\n> c\n1. d\n===\n| e | f |\n| --- | --- |\n```\ng\n\n</details>'],
  ['fences', '```\n````\n`````json\n~~~'],
  [
    'addresses',
    'https://evil.example www.evil.example ftp://evil.example mailto:a@evil.example <https://evil.example>',
  ],
  ['mentions and references', '@everyone @org/team #1 org/repo#2 a@example.com'],
  ['a formula', '=HYPERLINK("https://evil.example","x")'],
  ['a formula with a sign', '+1-cmd|x'],
  ['a formula behind a minus', '-2+3'],
  ['a formula behind an at', '@SUM(1,2)'],
  ['a formula behind white space', '\t=1+1'],
  ['XML', ']]>&amp;<![CDATA[x]]><!DOCTYPE a [<!ENTITY b "c">]>&b;'],
  ['what XML forbids', 'a\u0000b\u000bc\ufffed\uffffe\ud800f\u0085g'],
  ['bidirectional text', 'a\u202eb\u2066c\u200bd\u2028e\u00a0f\u{e0001}g'],
  ['quotes and separators', 'a"b\'c,d;e\r\nf\\'],
  ['SARIF links', 'see [the fix](https://evil.example) \\[a](1) {0} {1}'],
  ['a path', '../../etc/passwd\u0000'],
];

let known: Report | null = null;
function real(): Report {
  known ??= auditOf(fixture('five-independent-defects'));
  return known;
}

/** A real report with such a text in every place that AWS or a file fills. */
/** Findings that are read as one, whose principal, action, resource and policy are hostile as well. */
export function hostileStory(text: string): Report {
  const report = hostileReport(text);
  const findings = report.findings.slice(0, 3).map((finding, index) => ({
    ...finding,
    group: 'a'.repeat(32),
    suppressed: null,
    permission: {
      principal: text,
      action: `${text}${index}`,
      resource: text,
      cause: 'no-statement' as const,
      policies: [],
      counterexample: text,
      reason: text,
      consequence: text,
      remedy: { instruction: text, place: text, statement: { Effect: 'Allow', Action: text, Resource: text } },
    },
  }));
  return { ...report, findings };
}

export function hostileReport(text: string): Report {
  const report = real();
  const replication = report.replication.map((entry) => ({
    ...entry,
    source: { ...entry.source, bucket: text },
    destination: { bucket: text, account: text, region: text },
    replicationRule: { id: text, index: 0, priority: 1, status: text },
    impact: [text],
    counterexample: text,
  }));
  const findings = report.findings.map((finding, index) => ({
    ...finding,
    headline: text,
    message: text,
    why: `Because of ${text}`,
    effect: text,
    group: null,
    help: `${text}\n{\n  "Sid": ${JSON.stringify(text)}\n}`,
    resource: text,
    account: text,
    region: text,
    // Some belong to no bucket.
    sourceBucket: index % 3 === 2 ? null : text,
    replicationRule: text,
    failureReasons: [text],
    location: { file: text, pointer: text, line: 1, column: 1 },
    suppressed: index % 4 === 3 ? { reason: text, owner: text, expires: text } : null,
  }));
  const read = { buckets: 2, notAsked: 1, mayReplicate: [text], regions: [text], calls: 3, principals: [text] };
  const input = { ...report.input, accounts: [text], files: [text], configuration: text, collectedAt: text, read };
  return { ...report, input, replication, findings, notices: [text] };
}
