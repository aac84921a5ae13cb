/** Terraform takes what is generated for it: as it formats it, validated by its own provider. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { terraformFiles } from '../../src/generate/emit/terraform.js';
import { hasProvider, keptProvider, withProvider } from '../tools/terraform.js';
import { made, setUps } from './set-ups.js';

const environment = withProvider();

function terraform(folder: string, args: readonly string[], kept = {}) {
  const { status, stdout, stderr } = spawnSync('terraform', [`-chdir=${folder}`, ...args], {
    encoding: 'utf8',
    env: { ...environment, ...kept },
  });
  return { status, output: `${stdout}${stderr}`, stdout };
}

const names = Object.keys(setUps);

/** All of them as modules of one configuration: most of what a run costs is loading the provider. */
function written(): string {
  const folder = mkdtempSync(join(tmpdir(), 'replint-tf-'));
  const calls = names.map((name, index) => {
    const own = join(folder, moduleOf(name));
    mkdirSync(own);
    for (const { path, text } of terraformFiles(made(setUps[name] ?? []).setup)) writeFileSync(join(own, path), text);
    return `module "set_up_${index}" {\n  source = "./${moduleOf(name)}"\n}\n`;
  });
  writeFileSync(join(folder, 'main.tf'), calls.join('\n'));
  return folder;
}

function moduleOf(name: string): string {
  return `set-up-${names.indexOf(name)}`;
}

interface Validation {
  readonly valid: boolean;
  readonly diagnostics: readonly { readonly summary: string; readonly range?: { readonly filename: string } }[];
}

(hasProvider('WHAT IS GENERATED FOR IT IS NOT CHECKED.') ? describe : describe.skip)('Terraform', () => {
  let folder = '';
  let validation: Validation = { valid: false, diagnostics: [] };
  let format: ReturnType<typeof terraform> = { status: null, output: '', stdout: '' };
  beforeAll(async () => {
    folder = written();
    const { environment: kept, stop } = await keptProvider();
    const init = terraform(folder, ['init', '-backend=false', '-input=false'], kept);
    expect(init).toMatchObject({ status: 0 });
    format = terraform(folder, ['fmt', '-check', '-diff', '-recursive', '-no-color']);
    validation = JSON.parse(terraform(folder, ['validate', '-json'], kept).stdout) as Validation;
    stop();
  }, 120_000);

  test('all of them: formatted, and valid without a warning', () => {
    expect(format).toMatchObject({ status: 0, output: '' });
    expect(validation).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
  });

  test.each(names)('%s: is formatted, and valid', (name) => {
    const own = join(folder, moduleOf(name));
    expect(readdirSync(own).length).toBeGreaterThan(0);
    expect(format.output.split('\n').filter((line) => line.includes(`${moduleOf(name)}/`))).toEqual([]);
    const faults = validation.diagnostics.filter(({ range }) => range?.filename.startsWith(`${moduleOf(name)}/`));
    expect(faults).toEqual([]);
  });
});
