/** Generated Terraform, applied to an empty account and read back as a state: it replicates. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { terraformFiles } from '../../src/generate/emit/terraform.js';
import { audit } from '../../src/judge.js';
import { InputFile } from '../../src/sources/input-file.js';
import { joinReadings } from '../../src/sources/join-readings.js';
import { readFiles } from '../../src/sources/recognise.js';
import { made, setUps } from '../generate/set-ups.js';
import { baseAccount, baseCredentials } from './estates/seed.js';
import { describeOnTheWire, type Wire } from './servers/wire-test.js';

const mirror = '/opt/tf-plugins';

function hasTerraform(): boolean {
  if (existsSync(mirror) && spawnSync('terraform', ['-version'], { stdio: 'ignore' }).status === 0) return true;
  console.warn('Terraform, or the mirror of its providers, is missing. WHAT IS GENERATED FOR IT IS NOT APPLIED.');
  return false;
}

/** Beside the proxy, which answers from this process. */
async function terraform(wire: Wire, folder: string, args: readonly string[]): Promise<string> {
  const settings = `${folder}.tfrc`;
  writeFileSync(settings, `provider_installation { filesystem_mirror { path = ${JSON.stringify(mirror)} } }\n`);
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
  return output;
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
        const state = await terraform(wire, folder, ['show', '-json']);
        const { replication, findings } = audit(
          joinReadings(await readFiles([InputFile.ofText('state.json', state)])).estate,
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
