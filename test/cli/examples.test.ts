/** The examples of every command's help work when they are pasted. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { commands } from '../../src/cli/commands.js';
import { displayWidth } from '../../src/reporters/text/display-width.js';
import { build, estate, newFolder, replint } from './replint.js';

let prepared = '';
beforeAll(() => {
  build();
  prepared = folderOfExamples();
}, 120_000);

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Collected a moment ago: an old snapshot cannot be resumed. */
function collectedNow(name: string): string {
  return readFileSync(estate(name), 'utf8').replace(/(?<="collectedAt": ?")[^"]*/u, new Date().toISOString());
}

/** A reading that was ended early. */
function interrupted(): string {
  const snapshot = JSON.parse(collectedNow('article-good')) as object;
  return JSON.stringify({ ...snapshot, collection: { problems: [{ kind: 'interrupted', code: 'Interrupted' }] } });
}

/** A folder with the files that the examples name. */
function folderOfExamples(): string {
  const folder = newFolder();
  const snapshot = collectedNow('article-good').replaceAll('reports', 'orders');
  const write = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content);
  for (const name of ['prod.json', 'yesterday-snapshot.json', 'today.json']) write(name, snapshot);
  for (const name of ['logs.json.gz', 'part-1.json.gz', 'part-2.json.gz']) write(name, gzipSync(snapshot));
  const report = replint(['audit', 'prod.json', '-f', 'json'], '', folder).stdout;
  for (const name of ['old-report.json', 'new-report.json']) write(name, report);
  copyFileSync(join(root, 'fixtures/terraform/kms-two-regions/plan.json'), join(folder, 'plan.json'));
  const page = readFileSync(join(root, 'docs/generate.md'), 'utf8');
  copyFileSync(join(root, 'fixtures/cloudformation/managed-policy.yaml'), join(folder, 'template.yaml'));
  write('replication.yaml', /```yaml\n([^]*?)```/u.exec(page)?.[1] ?? '');
  mkdirSync(join(folder, 'answers'));
  write('answers/prod.json', snapshot);
  mkdirSync(join(folder, '.config/fish/completions'), { recursive: true });
  // The baseline is a report, what is compared a snapshot: one name stands for both.
  write('yesterday.json', report);
  return folder;
}

/** Runs a line in a shell that knows `replint`, with nobody's credentials and no network. */
function pasted(line: string) {
  const folder = newFolder();
  cpSync(prepared, folder, { recursive: true });
  if (line.startsWith('$0 diff')) copyFileSync(join(folder, 'yesterday-snapshot.json'), join(folder, 'yesterday.json'));
  // Only where something is missing is there something to go on with.
  if (line.includes('--resume')) writeFileSync(join(folder, 'prod.json'), interrupted());
  const command = `replint() { '${process.execPath}' '${join(root, 'dist/replint.js')}' "$@"; }\n`;
  return spawnSync('bash', ['-c', command + line.replaceAll('$0', 'replint')], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_MAX_ATTEMPTS: '1',
    },
  });
}

/** The ones that read a live account: without one, they get as far as asking for it. */
const live = /^\$0 (?:collect|audit --profile|fix --profile|inventory -o)/u;
const noAccount = /credentials|profile|reached/iu;

test.each(commands.map((command) => [command.name, command.examples] as const))('%s has two', (_, examples) => {
  expect(examples.length).toBeGreaterThanOrEqual(2);
  for (const [line, effect] of examples) expect([line, effect !== '']).toEqual([line, true]);
});

describe('an example', () => {
  const lines = commands.flatMap(({ name, examples }) =>
    examples
      .map(([line]) => [line] as const)
      // Zsh is not everywhere; its script is checked beside the others.
      .filter(([line]) => name !== 'completion' || !line.includes('zsh')),
  );

  test.each(lines)('%s', (line) => {
    const { status, stderr } = pasted(line);
    expect(stderr).not.toMatch(/--help|Unknown|is missing|Cannot read/u);
    if (live.test(line)) expect([status, stderr]).toEqual([2, expect.stringMatching(noAccount)]);
    else expect([stderr, [0, 1, 3].includes(status ?? -1)]).toEqual(['', true]);
  });
});

test.each([80, 100])('help fits into %d columns', (width) => {
  for (const { name } of commands) {
    const { stdout } = replint([name, '--help'], '', newFolder(), { COLUMNS: String(width) });
    for (const line of stdout.split('\n'))
      expect([name, line, displayWidth(line) <= width]).toEqual([name, line, true]);
  }
});
