/** cfn-lint: on PATH, or as `scripts/setup-cfn-lint.sh` installs it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const own = `${root}.cache/cfn-lint/bin/cfn-lint`;

function find(): string | null {
  if (existsSync(own)) return own;
  if (spawnSync('cfn-lint', ['--version'], { stdio: 'ignore' }).status === 0) return 'cfn-lint';
  const { status } = spawnSync('bash', [`${root}scripts/setup-cfn-lint.sh`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0 && existsSync(own) ? own : null;
}

const command = find();

/** Where tests must run (`CI` is set), a machine without cfn-lint fails them. */
export function hasCfnLint(): boolean {
  if (command !== null) return true;
  const complaint = 'cfn-lint is not on PATH, and scripts/setup-cfn-lint.sh could not install it.';
  if (process.env['CI'] !== undefined) throw new Error(complaint);
  console.warn(`${complaint} THE TEMPLATES ARE NOT LINTED.`);
  return false;
}

interface Fault {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
}

/** Errors and warnings, as `E3002 …`. */
export function lint(path: string): readonly string[] {
  const { stdout } = spawnSync(command ?? '', ['--format', 'json', '--', path], { encoding: 'utf8' });
  return (JSON.parse(stdout) as readonly Fault[]).map(({ Rule, Message }) => `${Rule.Id} ${Message}`);
}
