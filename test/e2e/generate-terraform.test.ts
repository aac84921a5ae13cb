/** Generated Terraform, applied to an empty account and read back as a state: it replicates. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { terraformFiles } from '../../src/generate/emit/terraform.js';
import { audit } from '../../src/judge.js';
import { InputFile } from '../../src/sources/input-file.js';
import { joinReadings } from '../../src/sources/join-readings.js';
import { readFiles } from '../../src/sources/recognise.js';
import { cliConfiguration, providerMirror } from '../../scripts/terraform-provider.mjs';
import { made, setUps } from '../generate/set-ups.js';
import { isThere } from '../tools/own-tool.js';
import { baseAccount, baseCredentials } from './estates/seed.js';
import { describeOnTheWire, type Wire } from './servers/wire-test.js';

const mirror = providerMirror();

function hasTerraform(): boolean {
  const complaint = 'Terraform, or a mirror with its AWS provider, is missing.';
  return isThere(mirror !== null, complaint, 'WHAT IS GENERATED FOR IT IS NOT APPLIED.');
}

/** Beside the proxy, which answers from this process. */
async function terraform(wire: Wire, folder: string, args: readonly string[]): Promise<void> {
  const settings = `${folder}.tfrc`;
  writeFileSync(settings, cliConfiguration(mirror ?? ''));
  const child = spawn('terraform', [`-chdir=${folder}`, ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: tmpdir(),
      TF_CLI_CONFIG_FILE: settings,
      AWS_ENDPOINT_URL: wire.proxy.endpoint,
      AWS_ACCESS_KEY_ID: baseCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: baseCredentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output += part.toString()));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(output.slice(-3000));
}

describeOnTheWire('generated Terraform', (wire) => {
  (hasTerraform() ? describe : describe.skip)('applied', () => {
    test.each(['of the article', 'everything in one account'])(
      '%s: replicates, without a warning',
      async (name) => {
        const intents = (setUps[name] ?? []).map((intent) => ({
          ...intent,
          sourceAccount: baseAccount,
          destinationAccount: baseAccount,
        }));
        const folder = mkdtempSync(join(tmpdir(), 'replint-tf-'));
        for (const { path, text } of terraformFiles(made(intents).setup)) writeFileSync(join(folder, path), text);
        await terraform(wire, folder, ['init', '-backend=false', '-input=false']);
        await terraform(wire, folder, ['apply', '-input=false', '-auto-approve', '-no-color']);
        const state = readFileSync(join(folder, 'terraform.tfstate'), 'utf8');
        const { replication, findings } = audit(
          joinReadings(await readFiles([InputFile.ofText('terraform.tfstate', state)])).estate,
        );
        expect(
          findings.filter(({ level }) => level !== 'note').map(({ rule, message }) => `${rule} ${message}`),
        ).toEqual([]);
        expect(replication.map(({ verdict }) => verdict)).toEqual(replication.map(() => 'replicates'));
        expect(replication.length).toBeGreaterThan(0);
      },
      300_000,
    );
  });
});
