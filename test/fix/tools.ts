/** Tools that check what is written: shellcheck, and AWS's own validation of parameters. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isThere, ownTool } from '../tools/own-tool.js';

const linter = ownTool('shellcheck', 'bin/shellcheck');
/** botocore comes with moto. */
const python = ownTool('moto', 'bin/python');

export function hasShellcheck(): boolean {
  return isThere(linter !== null, 'shellcheck is missing.', 'WHAT IT CHECKS IS NOT CHECKED.');
}

/** The script, and what shellcheck has against it. */
export function shellcheck(script: string): string {
  const { stdout } = spawnSync(linter ?? '', ['-s', 'bash', '-'], { input: script, encoding: 'utf8' });
  return stdout;
}

export function hasBotocore(): boolean {
  return isThere(python !== null, 'botocore is missing.', 'WHAT IT CHECKS IS NOT CHECKED.');
}

const validator = fileURLToPath(new URL('validate.py', import.meta.url));

/** What botocore has against commands of the AWS CLI. */
export function validated(commands: readonly string[]): string {
  const input = `${commands.join('\n')}\n`;
  const { stdout, stderr } = spawnSync(python ?? '', [validator], { input, encoding: 'utf8' });
  return `${stdout}${stderr}`;
}
