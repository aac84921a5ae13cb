#!/usr/bin/env node
/**
 * Audits the set-ups in `fixtures/terraform` in every form, and prints of each form how many replication rules get the verdict that
 * `expected.json` has, how many are left open, and how many get another one.
 *
 *   npm run terraform:shares [-- NAME…]
 *
 * Exit code 1: a verdict is wrong.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const fixtures = join(root, 'fixtures/terraform');
const command = join(root, 'dist/replint.js');

const forms = JSON.parse(readFileSync(join(fixtures, 'forms.json'), 'utf8'));

function verdictsOf(name, files) {
  const words = ['audit', '--format', 'json', ...files.map((file) => join(fixtures, name, file))];
  const { stdout, stderr } = spawnSync(process.execPath, [command, ...words], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (stdout === '') throw new Error(`${name}, ${files.join(' ')}: ${stderr}`);
  return new Map(JSON.parse(stdout).replication.map(({ replicationRule: rule, verdict }) => [rule?.id, verdict]));
}

if (!existsSync(command)) throw new Error('Build first: npm run build');
const expected = JSON.parse(readFileSync(join(fixtures, 'expected.json'), 'utf8'));
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(expected);
let wrong = 0;
for (const [form, files] of Object.entries(forms)) {
  const counts = { rules: 0, decided: 0, open: 0, wrong: 0 };
  for (const name of names) {
    const verdicts = verdictsOf(name, files);
    for (const [rule, verdict] of Object.entries(expected[name].verdicts)) {
      // What AWS does not document is open in every form.
      if (verdict === 'unknown') continue;
      const found = verdicts.get(rule) ?? 'unknown';
      counts.rules += 1;
      counts[found === 'unknown' ? 'open' : found === verdict ? 'decided' : 'wrong'] += 1;
      if (found !== verdict && found !== 'unknown') console.error(`${name}, ${form}: ${rule} ${found}, not ${verdict}`);
    }
  }
  wrong += counts.wrong;
  const share = ((100 * counts.decided) / counts.rules).toFixed(1);
  console.log(JSON.stringify({ form, setUps: names.length, ...counts, share: Number(share) }));
}
process.exitCode = wrong > 0 ? 1 : 0;
