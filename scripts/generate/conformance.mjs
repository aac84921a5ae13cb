#!/usr/bin/env node
/** The estates of the conformance cases, and the page that lists them. */
import { format } from 'prettier';
import { cases, estatesOf } from '../conformance/cases.mjs';
import { encryption } from '../conformance/encryption.mjs';
import { permissions } from '../conformance/permissions.mjs';
import { settings } from '../conformance/settings.mjs';

const folder = 'fixtures/conformance';

/** `aws-ia/terraform-…#639` of a thread's address. */
function nameOf(source) {
  return source.replace('https://github.com/', '').replace(/\/(?:issues|pull)\/(\d+)$/u, '#$1');
}

function linksOf({ sources }) {
  return sources.map((source) => `[${nameOf(source)}](${source})`).join(', ');
}

function ruleLink(id) {
  return `[${id}](rules/${id}.md)`;
}

/** Each rule with the causes it gives. */
function rulesOf({ rules, notes = [] }) {
  const causes = new Map(notes.map((id) => [id, []]));
  for (const text of rules) {
    const [id, cause] = text.split(' ');
    causes.set(id, [...(causes.get(id) ?? []), ...(cause === undefined ? [] : [cause])]);
  }
  if (causes.size === 0) return 'nothing, as it should be';
  return [...causes]
    .map(([id, own]) => (own.length === 0 ? ruleLink(id) : `${ruleLink(id)} (${own.join(', ')})`))
    .join(', ');
}

function section([id, one]) {
  return `### ${id}

> ${one.symptom}

${one.answer}

- Verdict, broken → repaired: ${one.verdict} → replicates
- Found: ${rulesOf(one)}
- Estates: [broken](../${folder}/${id}/broken.json), [repaired](../${folder}/${id}/repaired.json)
- Reported at: ${linksOf(one)}
`;
}

const groups = [
  ['Encryption', encryption],
  ['Permissions', permissions],
  ['Settings', settings],
];

function isDecided([, { cannot }]) {
  return cannot === undefined;
}

function groupText([title, own]) {
  return `## ${title}

${Object.entries(own).filter(isDecided).map(section).join('\n')}`;
}

function page() {
  const open = Object.entries(cases)
    .filter((each) => !isDecided(each))
    .map(([id, one]) => `### ${id}\n\n> ${one.symptom}\n\n${one.cannot}\n\n- Reported at: ${linksOf(one)}\n`);
  const decided = Object.entries(cases).filter(isDecided).length;
  return `<!-- Generated from scripts/conformance; do not edit. -->

# What people ran into, and what replint says

These are failures of S3 replication that people reported in public, rebuilt as ${decided} small estates: \`broken.json\` as it was, and
\`repaired.json\` as it should have been. A test audits both. On the broken estate it expects the verdict and exactly the errors and warnings below,
with their causes. On the repaired one it expects none. Cases that share a cause share an estate.

${groups.map(groupText).join('\n')}
## What a snapshot does not answer

${open.join('\n')}`;
}

export async function generate() {
  const files = new Map();
  for (const [id, one] of Object.entries(cases)) {
    if (one.cannot !== undefined) continue;
    for (const [which, snapshot] of Object.entries(estatesOf(one)))
      files.set(`${folder}/${id}/${which}.json`, `${JSON.stringify(snapshot, null, 2)}\n`);
  }
  files.set('docs/conformance.md', await format(page(), { parser: 'markdown', printWidth: 120 }));
  return files;
}
