#!/usr/bin/env node
/**
 * Begins a rule: its file and its case, which fires already; then its page, its golden output and the index are generated.
 *
 *   npm run new-rule -- kms/name-of-the-problem
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [id = ''] = process.argv.slice(2);
const groups = readdirSync(`${root}/rules`, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

const [, group = '', name = ''] = /^([a-z-]+)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/u.exec(id) ?? [];
if (name === '' || !groups.includes(group))
  stop(`Give an id such as kms/name-of-the-problem; groups: ${groups.join(', ')}.`);

const rule = `rules/${id}.ts`;
const ruleCase = `test/rules/${id}.case.mjs`;
for (const file of [rule, ruleCase]) if (existsSync(`${root}/${file}`)) stop(`${file} is there already.`);

const words = name.replaceAll('-', ' ');
const title = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

writeFileSync(`${root}/${rule}`, ruleText());
writeFileSync(`${root}/${ruleCase}`, caseText());
execFileSync(process.execPath, ['node_modules/prettier/bin/prettier.cjs', '--log-level', 'warn', '--write', rule], {
  cwd: root,
});
execFileSync(process.execPath, ['scripts/generate.mjs'], { cwd: root, stdio: 'inherit' });
process.stdout.write(`written: ${rule}\nwritten: ${ruleCase}\nNext: write the rule, then npm run generate.\n`);

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

/** A rule that works, about something simple: what it looks at and says is to be replaced. */
function ruleText() {
  return `import { atSource, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: '${title}',
    healthy: 'Not so: ${words}',
    level: 'warning',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'What goes wrong, and what follows from it.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html'],
    needs: ['GetBucketVersioning'],
    failureReasons: [],
    headlines: {
      found: 'Versioning is suspended on source bucket {{sourceBucket}}',
    },
    messages: {
      found: 'Versioning is suspended on source bucket {{sourceBucket}} ({{sourcePlace}})|: |this concerns {{replicationRule}}.',
    },
    help: {
      found: 'What to do about {{sourceBucket}}.',
    },
  },
  *check(pair) {
    const { versioning } = pair.source;
    if (versioning.state !== 'known' || versioning.value.Status !== 'Suspended') return;
    yield { message: 'found', data: pairWords(pair), ...atSource(pair), pair, origin: versioning.origin };
  },
});
`;
}

function caseText() {
  return `import { sourceBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'versioning is suspended': (s) => {
      sourceBucket(s).GetBucketVersioning = { Status: 'Suspended' };
    },
    'versioning is suspended, with MFA delete': (s) => {
      sourceBucket(s).GetBucketVersioning = { Status: 'Suspended', MFADelete: 'Enabled' };
    },
    'versioning is suspended, of two accounts': {
      correct: { crossAccount: true },
      change: (s) => {
        sourceBucket(s).GetBucketVersioning = { Status: 'Suspended' };
      },
    },
  },
  silent: {
    'it could not be read': (s) => {
      sourceBucket(s).GetBucketVersioning = { Error: { Code: 'AccessDenied', Message: '' } };
    },
  },
};
`;
}
