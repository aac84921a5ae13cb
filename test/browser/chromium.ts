/** Chromium: on PATH, or as `scripts/setup-chromium.sh` installs it. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { isThere } from '../tools/own-tool.js';

const installer = fileURLToPath(new URL('../../scripts/setup-chromium.sh', import.meta.url));

function find(): string | null {
  const where = (): string => spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim();
  if (where() === '') spawnSync('bash', [installer], { stdio: ['ignore', 'ignore', 'inherit'] });
  const path = where();
  return path === '' ? null : path;
}

const path = find();

export function hasChromium(): boolean {
  return isThere(
    path !== null,
    'chromium is not on PATH, and scripts/setup-chromium.sh could not install it.',
    'THE HTML REPORT IS NOT OPENED IN A BROWSER.',
  );
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: path ?? '', args: ['--no-sandbox'] });
}
