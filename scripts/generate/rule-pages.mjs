/** `docs/rules/`: a page for each rule, from its facts and its test case, and an index. */
import { loadTs } from './load-ts.mjs';
import { cases, snapshotsOf } from '../../test/rules/cases.mjs';

export async function generate() {
  const { rules } = await loadTs('rules/index.generated.ts');
  const { audit } = await loadTs('src/engine/audit.ts');
  const { readSnapshots } = await loadTs('src/estate/read-snapshot.ts');
  const auditOf = (snapshot, settings) =>
    audit(readSnapshots([{ name: 'snapshot.json', kind: 'snapshot', text: JSON.stringify(snapshot) }]).estate, {
      settings,
    });
  const pages = new Map();
  const index = ['# Rules', '', '| rule | level | what holds where it is silent |', '| --- | --- | --- |'];
  for (const { id, meta } of rules) {
    index.push(`| [${id}](${id}.md) | ${meta.level} | ${meta.title} |`);
    pages.set(`docs/rules/${id}.md`, pageOf(id, meta, exampleOf(id, auditOf)));
  }
  pages.set('docs/rules/README.md', `${index.join('\n')}\n`);
  return pages;
}

/** What differs between the two snapshots of a case, and what is found on the broken one. */
function exampleOf(id, auditOf) {
  if (cases[id] === undefined) return null;
  const { passing, failing } = snapshotsOf(id);
  const finding = auditOf(failing, cases[id][2] ?? {}).findings.find(({ rule }) => rule === id);
  return { differences: [...differences(passing, failing, '')].slice(0, 3), finding };
}

/** The smallest values that differ, by JSON pointer; policies that are texts are shown as what they say. */
function* differences(a, b, pointer) {
  const isObject = (value) => typeof value === 'object' && value !== null;
  const [left, right] = [parsed(a), parsed(b)];
  if (left !== a || right !== b) {
    yield { pointer, passing: left, failing: right };
    return;
  }
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) {
    if (a !== b) yield { pointer, passing: a, failing: b };
    return;
  }
  const isStatement = Object.hasOwn(a, 'Effect') || Object.hasOwn(a, 'Error') || Object.hasOwn(b, 'Error');
  if (isStatement && JSON.stringify(a) !== JSON.stringify(b)) {
    yield { pointer, passing: a, failing: b };
    return;
  }
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (JSON.stringify(a[name]) !== JSON.stringify(b[name])) yield* differences(a[name], b[name], `${pointer}/${name}`);
  }
}

const parsed = (value) => (typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value);

const block = (pointer, value) =>
  `At \`${pointer}\` of the snapshot:\n\n${value === undefined ? 'Nothing stands here.' : `\`\`\`json\n${clip(JSON.stringify(value, null, 2))}\n\`\`\``}`;
const clip = (text) => {
  const lines = text.split('\n');
  return lines.length <= 40 ? text : `${lines.slice(0, 40).join('\n')}\n…`;
};

const extras = {
  'role/not-assumable-by-s3':
    'Other scanners ask every role that a service assumes for a condition on `aws:SourceAccount` or `aws:SourceArn` (Prowler: `iam_role_cross_service_confused_deputy_prevention`). For replication no AWS page shows such a condition, none says that S3 sends the keys, and `iam:PassRole` already ties the role to its own account. To test it safely: copy the role, add the condition to the copy, and replicate one object from a test bucket with it.',
  'least-privilege/trust-too-broad':
    'A trust policy without `aws:SourceAccount` or `aws:SourceArn` is not flagged, although other scanners do (Prowler: `iam_role_cross_service_confused_deputy_prevention`): AWS does not document that S3 sends these keys for replication, and a condition on a key that is not sent stops it. Test with a copy of the role before adopting one.',
  'kms/bucket-key-rights-missing': 'A disputed requirement never changes a verdict.',
};

function pageOf(id, meta, example) {
  const lines = [
    `# ${id}`,
    '',
    `${meta.title}.`,
    '',
    `| level | ${meta.level} |`,
    '| --- | --- |',
    `| evidence | ${meta.needs.map((name) => `\`${name}\``).join(', ') || 'none of its own'} |`,
  ];
  if (meta.failureReasons.length > 0)
    lines.push(`| S3 reports | ${meta.failureReasons.map((code) => `\`${code}\``).join(', ')} |`);
  if (meta.optIn === true) lines.push('| opt-in | `mustReplicate` in the configuration |');
  lines.push('', '## Why', '', meta.why);
  if (example !== null) {
    lines.push(
      '',
      '## Failing example',
      '',
      ...example.differences.map(({ pointer, failing }) => `${block(pointer, failing)}\n`),
    );
    lines.push(
      `> ${example.finding?.message ?? ''}`,
      '',
      '## Passing example',
      '',
      ...example.differences.map(({ pointer, passing }) => `${block(pointer, passing)}\n`),
    );
    lines.push('## What to do', '', fenced(example.finding?.help ?? ''));
  }
  if (extras[id] !== undefined) lines.push('', '## Known limits', '', extras[id]);
  lines.push('', '## Sources', '', ...meta.sources.map((source) => `- <${source}>`), '');
  return lines.join('\n');
}

/** A statement to paste stands in a block of its own. */
const fenced = (help) => help.replace(/\n(\{[^]*\})$/u, '\n\n```json\n$1\n```');
