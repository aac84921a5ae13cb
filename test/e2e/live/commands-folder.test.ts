/** The printed commands, run by the AWS CLI against moto: their folder says what a live audit says. */
import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInputFiles } from '../../../src/sources/files/read-input.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { setUpScript } from '../../../src/sources/cli-answers/commands/script.js';
import { audit } from '../../../src/judge.js';
import { cliFolder, hasCli } from '../servers/aws-cli.js';
import { baseAccount, baseCredentials } from '../estates/seed.js';
import { type Snapshot, type Wire, describeOnTheWire, fixture, judgementOf, reportOf } from '../servers/wire-test.js';

function atHome(name: string): Snapshot {
  return JSON.parse(JSON.stringify(fixture(name)).replaceAll('111122223333', baseAccount)) as Snapshot;
}

/** s3control puts the account in front of the host's name, which an address on the loopback cannot have. */
async function withoutHostPrefix(folder: string): Promise<string> {
  const wrapper = join(folder, 'aws');
  const real = join(await cliFolder(), 'aws');
  const absent =
    'An error occurred (NoSuchPublicAccessBlockConfiguration) when calling the GetPublicAccessBlock operation: none';
  writeFileSync(
    wrapper,
    `#!/bin/sh\nif [ "$1" = s3control ]; then echo '${absent}' >&2; exit 255; fi\nexec ${real} "$@"\n`,
    { mode: 0o755 },
  );
  return folder;
}

async function runScript(wire: Wire, script: string, folder: string): Promise<void> {
  const file = join(folder, 'read.sh');
  writeFileSync(file, script);
  const child = spawn('sh', [file, join(folder, 'answers')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      PATH: `${await withoutHostPrefix(folder)}:${process.env['PATH'] ?? ''}`,
      AWS_ENDPOINT_URL: wire.proxy.endpoint,
      AWS_ACCESS_KEY_ID: baseCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: baseCredentials.secretAccessKey,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(0);
}

async function readingOf(folder: string) {
  const { estate } = joinReadings(await readFiles(await readInputFiles([folder], async () => new Uint8Array())));
  return estate;
}

(hasCli() ? describeOnTheWire : () => {})('a folder of answers', (wire) => {
  test.each(['article-no-kms-encrypt'])(
    '%s: the same judgement as live',
    async (name) => {
      const folder = mkdtempSync(join(tmpdir(), 'replint-commands-'));
      try {
        await wire.seed(atHome(name));
        const live = judgementOf(reportOf((await wire.collect()).snapshot));
        expect(live.verdicts.length).toBeGreaterThan(0);
        await runScript(wire, setUpScript([]), folder);
        const estate = await readingOf(join(folder, 'answers'));
        expect(judgementOf(audit(estate))).toEqual(live);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    120_000,
  );
});
