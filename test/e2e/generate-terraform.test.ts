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
import { made, setUps } from '../generate/set-ups.js';
import { everyNth } from '../tools/every-nth.js';
import { hasProvider, withProvider } from '../tools/terraform.js';
import { baseAccount, baseCredentials } from './estates/seed.js';
import { describeOnTheWire, type Wire } from './servers/wire-test.js';

const environment = withProvider();

/** Beside the proxy, which answers from this process. */
async function terraform(wire: Wire, folder: string, args: readonly string[]): Promise<void> {
  const child = spawn('terraform', [`-chdir=${folder}`, ...args], {
    env: {
      ...environment,
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
  (hasProvider('WHAT IS GENERATED FOR IT IS NOT APPLIED.') ? describe : describe.skip)('applied', () => {
    test.each(everyNth(2, ['everything in one account', 'of the article']))(
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
