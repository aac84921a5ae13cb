/** What is said about the broken estates of a rule, as a text that people compare: exact words, causes and places. */
import { cases, shapesOf } from './cases.mjs';

/** Path below the root of the repository. */
export function goldenPath(id) {
  return `test/rules/golden/${id}.txt`;
}

export function goldenIds() {
  return Object.keys(cases);
}

/**
 * @param {string} id of the rule
 * @param {(snapshot: unknown, options: object) => object} auditOf gives a report
 */
export function goldenText(id, auditOf) {
  const sections = shapesOf(id).map((shape) =>
    sectionOf(id, shape, auditOf(shape.failing, { settings: shape.settings, buckets: shape.buckets })),
  );
  return `${sections.join('\n\n')}\n`;
}

function sectionOf(id, { name }, { findings, replication, patches }) {
  const byId = new Map(patches.map((patch) => [patch.id, patch]));
  const own = findings.filter(({ rule }) => rule === id);
  const others = findings.filter(({ rule, level }) => rule !== id && level !== 'note');
  return [
    `== ${name}`,
    ...replication.map(verdictLine),
    ...own.flatMap((finding) => [
      '',
      ...findingLines(finding),
      ...finding.patches.map((each) => patchLine(byId.get(each))),
    ]),
    ...(others.length === 0 ? [] : ['', ...others.map((finding) => `also: ${headOf(finding)}`)]),
  ].join('\n');
}

function verdictLine({ source, replicationRule, verdict, counterexample, aspects }) {
  const parts = Object.entries(aspects).filter(
    ([aspect, each]) => aspect !== 'objects' && each !== 'skipped' && each !== 'disabled' && each !== verdict,
  );
  const rest = [
    ...(counterexample === null ? [] : [`not ${counterexample}`]),
    ...parts.map(([aspect, each]) => `${aspect} ${each}`),
  ];
  return `${source.bucket}/${replicationRule?.id ?? '-'}: ${[verdict, ...rest].join(', ')}`;
}

function headOf({ level, rule, permission }) {
  return [level, rule, ...(permission === null ? [] : [permission.cause, permission.action])].join(' ');
}

function findingLines(finding) {
  const { permission, location, account, region, resource, message, help, kind, failureReasons } = finding;
  return [
    `${headOf(finding)}${kind === 'problem' ? '' : ` (${kind})`}`,
    `  at ${location?.pointer ?? '-'}`,
    `  on ${[resource, account ?? '-', region ?? '-'].join(' | ')}`,
    ...(permission === null ? [] : permissionLines(permission)),
    ...(failureReasons.length === 0 ? [] : [`  S3 says ${failureReasons.join(', ')}`]),
    ...indented(message),
    ...indented(help, '> '),
  ];
}

/** What the finding has as data: which document or setting of whose, changed how. */
function patchLine({ owner, target: { kind, name, part }, operation, value, decision, narrows }) {
  const marks = [decision ? 'decision' : null, narrows ? 'narrows' : null, value === null ? 'to be chosen' : null];
  const shown = marks.filter((mark) => mark !== null);
  return `  patch ${[owner, kind, name, part, operation].filter((each) => each !== null).join(' ')}${shown.length === 0 ? '' : ` (${shown.join(', ')})`}`;
}

function permissionLines({ principal, resource, policies, counterexample }) {
  return [
    `  for ${principal} on ${resource}${counterexample === null ? '' : `, such as ${counterexample}`}`,
    ...policies.map(({ kind, name, statement, effect }) => `  by ${kind} ${name} ${statement}: ${effect}`),
  ];
}

function indented(text, mark = '') {
  return text.split('\n').map((line) => `  ${mark}${line}`);
}
