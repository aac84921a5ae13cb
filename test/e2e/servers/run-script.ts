/** Scripts for the AWS CLI, run against the server of the tests with credentials of an account. */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STSClient, AssumeRoleCommand } from '@aws-sdk/client-sts';
import { cliFolder } from './aws-cli.js';
import { baseAccount, baseCredentials } from '../estates/seed.js';
import type { Wire } from './wire-test.js';

async function credentialsOf(wire: Wire, account: string): Promise<Readonly<Record<string, string>>> {
  if (account === baseAccount)
    return {
      AWS_ACCESS_KEY_ID: baseCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: baseCredentials.secretAccessKey,
    };
  const sts = new STSClient({ endpoint: wire.proxy.endpoint, region: 'us-east-1', credentials: baseCredentials });
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/operator`, RoleSessionName: 'fix' }),
  );
  return {
    AWS_ACCESS_KEY_ID: given?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: given?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: given?.SessionToken ?? '',
  };
}

export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

export async function ran(wire: Wire, account: string, text: string, args: readonly string[]): Promise<Ended> {
  const credentials = await credentialsOf(wire, account);
  const child = spawn('bash', ['-s', '--', ...args], {
    cwd: mkdtempSync(join(tmpdir(), 'replint-fix-')),
    env: {
      PATH: `${await cliFolder()}:${process.env['PATH'] ?? ''}`,
      HOME: tmpdir(),
      AWS_ENDPOINT_URL: wire.proxy.endpoint,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      ...credentials,
    },
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output += part.toString()));
  child.stdin.end(text);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, output };
}
