/** `docs/rules/`: a page for each rule, from its facts and its test case, and an index. */
import { format } from 'prettier';
import { loadTs } from './load-ts.mjs';
import { cases, snapshotsOf } from '../../test/rules/cases.mjs';

export async function generate() {
  const { rules } = await loadTs('rules/index.generated.ts');
  const { audit } = await loadTs('src/judge.ts');
  const { controlsOf } = await loadTs('src/report/controls/index.ts');
  const { readSnapshots } = await loadTs('src/sources/snapshot/read-snapshot.ts');
  const auditOf = (snapshot, { settings, buckets }) =>
    audit(readSnapshots([{ name: 'snapshot.json', kind: 'snapshot', text: JSON.stringify(snapshot) }]).estate, {
      settings,
      buckets,
    });
  const pages = new Map();
  for (const { id, meta } of rules)
    pages.set(`docs/rules/${id}.md`, pageOf(id, meta, exampleOf(id, auditOf), controlsOf(meta.controls)));
  pages.set('docs/rules/README.md', await format(indexOf(rules), { parser: 'markdown', printWidth: 120 }));
  return pages;
}

const groups = {
  batch: 'S3 Batch Replication',
  configuration: 'The replication configuration itself',
  coverage: 'What is selected, and what is passed over',
  destination: 'The destination bucket',
  evidence: 'What is not known',
  kms: 'KMS keys',
  'least-privilege': 'More access than replication needs',
  policy: 'Policy texts, and what has to replicate',
  role: 'The replication role',
  versioning: 'Versioning',
  '': 'replint itself',
};

const levels = ['error', 'warning', 'note'];

/** By group, the gravest first. */
function indexOf(rules) {
  const sections = Object.entries(groups).map(([group, title]) => {
    const own = rules
      .filter(({ id }) => (id.includes('/') ? id.slice(0, id.indexOf('/')) : '') === group)
      .sort((a, b) => levels.indexOf(a.meta.level) - levels.indexOf(b.meta.level));
    const rows = own.map(({ id, meta }) => `| [${id}](${id}.md) | ${meta.level} | ${meta.title} |`);
    return `## ${title}\n\n| rule | level | fires when |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return `# Rules

An \`error\` means that objects that should replicate do not, or that data is open to strangers; a \`warning\` that a part of an object is lost, that
somebody may do more than replication needs, or that a set-up is fragile or disputed; a \`note\` is worth knowing. \`replint rules ID\` prints a page.

${sections.join('\n')}`;
}

/** What differs between the two snapshots of a case, and what is found on the broken one. */
function exampleOf(id, auditOf) {
  if (cases[id] === undefined) return null;
  const { passing, failing, ...asked } = snapshotsOf(id);
  const finding = auditOf(failing, asked).findings.find(({ rule }) => rule === id);
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

function parsed(value) {
  return typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value;
}

function block(pointer, value) {
  return `At \`${pointer}\` of the snapshot:\n\n${value === undefined ? 'Nothing stands here.' : `\`\`\`json\n${clip(JSON.stringify(value, null, 2))}\n\`\`\``}`;
}
/** For the middle of a sentence; names such as S3 and Destination.Account stay as they are. */
function lowerFirst(text) {
  return /^(?:[A-Z][a-z]* |A )/u.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
}

function clip(text) {
  const lines = text.split('\n');
  return lines.length <= 40 ? text : `${lines.slice(0, 40).join('\n')}\n…`;
}

/** Where a rule's own facts say nothing. */
const usual = {
  whenNot: {
    error:
      'There is no good reason to switch it off: an error means that objects do not arrive, or that data is open to strangers. Suppress a single finding, with a reason and an expiry date, where it has to wait.',
    other: 'Suppress a single finding, with a reason and an expiry date, where it has to wait.',
  },
  limits: 'None of its own: what could not be read never counts as a pass or a failure.',
};

/** The same headings on every page, in the same order. */
function pageOf(id, meta, example, controls) {
  const lines = [
    `# ${meta.title}`,
    '',
    `| rule | \`${id}\` |`,
    '| --- | --- |',
    `| level | ${meta.level} |`,
    `| evidence | ${meta.needs.map((name) => `\`${name}\``).join(', ') || 'none of its own'} |`,
  ];
  if (meta.failureReasons.length > 0)
    lines.push(`| S3 reports | ${meta.failureReasons.map((code) => `\`${code}\``).join(', ')} |`);
  if (meta.optIn === true) lines.push('| opt-in | `mustReplicate` in the configuration |');
  const section = (title, ...paragraphs) => lines.push('', `## ${title}`, '', paragraphs.join('\n\n'));
  if (example === null) {
    section('Failing example', 'None: no estate makes it fire.');
    section('Passing example', 'Every estate.');
  } else {
    const { differences: found, finding } = example;
    section('Failing example', ...found.map(({ pointer, failing }) => block(pointer, failing)), `> ${finding.message}`);
    section('Passing example', ...found.map(({ pointer, passing }) => block(pointer, passing)));
  }
  section('Why', meta.why, `The rule is silent when this holds: ${lowerFirst(meta.healthy)}.`);
  section('What to do', example === null ? Object.values(meta.help).join(' ') : fenced(example.finding.help));
  section('When not to use it', meta.whenNot ?? usual.whenNot[meta.level] ?? usual.whenNot.other);
  section('Known limits', meta.limits ?? usual.limits);
  section('Controls', controlsText(id, meta, controls));
  section('Sources', meta.sources.map((source) => `- <${source}>`).join('\n'));
  return `${lines.join('\n')}\n`;
}

function controlsText(id, { controls: named }, controls) {
  if (controls.length === 0) return `None. ${named.none}`;
  const up = '../'.repeat(id.split('/').length);
  return `${controls.map((control) => `- ${control.id}: ${control.title}`).join('\n')}\n\nWhat that means, and where it is from: [controls](${up}controls.md).`;
}

/** A statement to paste stands in a block of its own. */
function fenced(help) {
  return help.replace(/\n([[{][^]*[\]}])$/u, '\n\n```json\n$1\n```');
}
