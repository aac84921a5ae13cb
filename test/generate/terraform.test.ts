/** Terraform takes what is generated for it: as it formats it, validated by its own provider. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { terraformFiles } from '../../src/generate/emit/terraform.js';
import { made, setUps } from './set-ups.js';

/** Where providers lie that nobody has to download. */
const mirror = '/opt/tf-plugins';

function hasTerraform(): boolean {
  if (spawnSync('terraform', ['-version'], { stdio: 'ignore' }).status === 0 && existsSync(mirror)) return true;
  if (process.env['CI'] !== undefined) throw new Error('Terraform, or the mirror of its providers, is missing.');
  console.warn('Terraform, or the mirror of its providers, is missing. WHAT IS GENERATED FOR IT IS NOT CHECKED.');
  return false;
}

const settings = join(mkdtempSync(join(tmpdir(), 'replint-tf-')), 'terraform.rc');

function terraform(folder: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync('terraform', [`-chdir=${folder}`, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), TF_CLI_CONFIG_FILE: settings, ...environment },
  });
  return { status, output: `${stdout}${stderr}`, stdout };
}

function written(name: string, change: (text: string) => string = (text) => text): string {
  const folder = mkdtempSync(join(tmpdir(), 'replint-tf-'));
  for (const { path, text } of terraformFiles(made(setUps[name] ?? []).setup))
    writeFileSync(join(folder, path), change(text));
  return folder;
}

const names = Object.keys(setUps);

(hasTerraform() ? describe : describe.skip)('Terraform', () => {
  beforeAll(() => {
    writeFileSync(settings, `provider_installation { filesystem_mirror { path = ${JSON.stringify(mirror)} } }\n`);
  });

  test.each(names)(
    '%s: is formatted, and valid',
    (name) => {
      const folder = written(name);
      expect(terraform(folder, ['fmt', '-check', '-diff'])).toMatchObject({ status: 0 });
      expect(terraform(folder, ['init', '-backend=false', '-input=false'])).toMatchObject({ status: 0 });
      const { output } = terraform(folder, ['validate', '-json']);
      expect(JSON.parse(output)).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
    },
    120_000,
  );
});
