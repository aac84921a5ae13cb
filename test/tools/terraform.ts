/** Terraform itself, with the AWS provider from a mirror: it downloads nothing. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import {
  cliConfiguration,
  hasTerraform,
  providerMirror,
  providerProgram,
  shortRuns,
} from '../../scripts/terraform-provider.mjs';
import { isThere } from './own-tool.js';

type Environment = Readonly<Record<string, string>>;

/** @param consequence what is not checked without it */
export function isOnPath(consequence: string): boolean {
  return isThere(hasTerraform(), 'Terraform is not on PATH.', consequence);
}

/** Terraform, and the provider. */
export function hasProvider(consequence: string): boolean {
  return isThere(providerMirror() !== null, 'Terraform, or a mirror with its AWS provider, is missing.', consequence);
}

/** Of a run that needs the provider. */
export function withProvider(): Environment {
  const settings = join(mkdtempSync(join(tmpdir(), 'replint-tf-')), 'terraform.rc');
  writeFileSync(settings, cliConfiguration(providerMirror() ?? ''));
  return { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), TF_CLI_CONFIG_FILE: settings, ...shortRuns };
}

/**
 * The provider in a process that stays, for runs that configure none: Terraform starts one for each configuration of a provider, and most
 * of what a run costs is that.
 */
export async function keptProvider(): Promise<{ readonly environment: Environment; readonly stop: () => void }> {
  const program = providerProgram(providerMirror() ?? '');
  if (program === null) return { environment: {}, stop: () => {} };
  const child = spawn(program, ['-debug'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), ...shortRuns },
  });
  const stop = (): void => void child.kill();
  process.once('exit', stop);
  let said = '';
  const TF_REATTACH_PROVIDERS = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      const [, address] = /TF_REATTACH_PROVIDERS='(.*)'/u.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`The provider ended with ${code}: ${said}`)));
  });
  return { environment: { TF_REATTACH_PROVIDERS }, stop };
}

/** What code without a provider puts out. */
export function outputsOf(code: string): Readonly<Record<string, { readonly value: unknown }>> {
  const folder = mkdtempSync(join(tmpdir(), 'replint-hcl-'));
  try {
    writeFileSync(join(folder, 'main.tf'), code);
    const run = (...given: readonly string[]) =>
      spawnSync('terraform', [`-chdir=${folder}`, ...given], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] ?? '', HOME: folder },
        maxBuffer: 1 << 28,
      });
    const applied = run('apply', '-auto-approve', '-input=false', '-no-color');
    // One that was killed says nothing.
    expect(applied).toMatchObject({ status: 0, signal: null, stderr: '' });
    return JSON.parse(run('output', '-json').stdout) as Readonly<Record<string, { readonly value: unknown }>>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
