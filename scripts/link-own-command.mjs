import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `npx replint` run this checkout's own build: npm links the commands of packages that it installs, but not that of the
 * package it stands in.
 * @param {string} root the checkout
 */
export function linkOwnCommand(root) {
  const modules = join(root, 'node_modules');
  if (!existsSync(modules)) return;
  const bin = join(modules, '.bin');
  mkdirSync(bin, { recursive: true });
  const link = join(bin, 'replint');
  rmSync(link, { force: true });
  if (process.platform === 'win32') {
    writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\dist\\replint.js" %*\r\n');
    return;
  }
  symlinkSync('../../dist/replint.js', link);
  chmodSync(join(root, 'dist/replint.js'), 0o755);
}
