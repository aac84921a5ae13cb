/** Tools that check what is written: shellcheck, and AWS's own validation of parameters. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const python = `${root}.cache/moto/bin/python`;

function isThere(what: string, found: boolean): boolean {
  if (found) return true;
  if (process.env['CI'] !== undefined) throw new Error(`${what} is missing.`);
  console.warn(`${what} is missing. WHAT IT CHECKS IS NOT CHECKED.`);
  return false;
}

const ownLinter = `${root}.cache/shellcheck/bin/shellcheck`;

/** As `scripts/setup-shellcheck.sh` installs it. */
function linter(): string | null {
  if (existsSync(ownLinter)) return ownLinter;
  spawnSync('bash', [`${root}scripts/setup-shellcheck.sh`], { stdio: ['ignore', 'ignore', 'inherit'] });
  return existsSync(ownLinter) ? ownLinter : null;
}

const foundLinter = linter();

export function hasShellcheck(): boolean {
  return isThere('shellcheck', foundLinter !== null);
}

/** The script, and what shellcheck has against it. */
export function shellcheck(script: string): string {
  const { stdout } = spawnSync(foundLinter ?? '', ['-s', 'bash', '-'], { input: script, encoding: 'utf8' });
  return stdout;
}

/** botocore comes with moto: `scripts/setup-moto.sh`. */
export function hasBotocore(): boolean {
  if (!existsSync(python))
    spawnSync('bash', [`${root}scripts/setup-moto.sh`], { stdio: ['ignore', 'ignore', 'inherit'] });
  return isThere('botocore', existsSync(python));
}

/** What botocore has against commands of the AWS CLI. */
export function validated(commands: readonly string[]): string {
  const input = `${commands.join('\n')}\n`;
  const { stdout, stderr } = spawnSync(python, [`${root}test/fix/validate.py`], { input, encoding: 'utf8' });
  return `${stdout}${stderr}`;
}
