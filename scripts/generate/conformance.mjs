#!/usr/bin/env node
/** The estates of the conformance cases, and the page that lists them. */
import { format } from 'prettier';
import { cases, estatesOf } from '../conformance/cases.mjs';

const folder = 'fixtures/conformance';

const linksOf = ({ sources }) => sources.map((source, index) => `[${index + 1}](${source})`).join(' ');

const rulesOf = ({ rules, notes = [] }) => {
  const ids = [...new Set([...rules.map((text) => text.split(' ')[0]), ...notes])];
  return ids.length === 0 ? 'none' : ids.map((id) => `[${id}](rules/${id}.md)`).join(', ');
};

const page = () => {
  const all = Object.entries(cases);
  const rows = all
    .filter(([, one]) => one.cannot === undefined)
    .map(
      ([id, one]) =>
        `| [${id}](../${folder}/${id}/) | ${one.symptom} | ${one.verdict} → replicates | ${rulesOf(one)} | ${one.answer} | ${linksOf(one)} |`,
    );
  const open = all
    .filter(([, one]) => one.cannot !== undefined)
    .map(([id, one]) => `- **${id}**: ${one.symptom} ${one.cannot} (${linksOf(one)})`);
  return `<!-- Generated from scripts/conformance; do not edit. -->

# What people met, and our answer

Failures of S3 replication that were told in public, rebuilt as the smallest estate that shows them: \`broken.json\` as it was, \`mended.json\` as
it should have been. One test audits both; on the broken estate it expects exactly these errors and warnings, on the mended one none.
Cases that share a cause share an estate.

| case | what was seen | verdict, broken → mended | rules | our answer | told at |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

## What a snapshot does not answer

${open.join('\n')}
`;
};

export const generate = async () => {
  const files = new Map();
  for (const [id, one] of Object.entries(cases)) {
    if (one.cannot !== undefined) continue;
    for (const [which, snapshot] of Object.entries(estatesOf(one)))
      files.set(`${folder}/${id}/${which}.json`, `${JSON.stringify(snapshot, null, 2)}\n`);
  }
  files.set('docs/conformance.md', await format(page(), { parser: 'markdown', printWidth: 120 }));
  return files;
};
