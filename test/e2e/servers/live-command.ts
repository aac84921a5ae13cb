/** The built command as users run it, in a folder of its own, against the wire. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseCredentials } from '../estates/seed.js';
import { auditorsOf, root, type Wire } from './wire-test.js';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

type Environment = Readonly<Record<string, string>>;

export class LiveCommand {
  readonly folder = mkdtempSync(join(tmpdir(), 'replint-live-'));
  readonly #wire: Wire;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  json(name: string): unknown {
    return JSON.parse(readFileSync(this.path(name), 'utf8'));
  }

  start(args: readonly string[], environment: Environment = {}): Started {
    const child = spawn(process.execPath, [join(root, 'dist/replint.js'), ...args], {
      cwd: this.folder,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: this.folder,
        AWS_ENDPOINT_URL: this.#wire.proxy.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_ACCESS_KEY_ID: baseCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: baseCredentials.secretAccessKey,
        ...environment,
      },
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (status) => resolve({ status, ...texts }));
    });
    return { child, ended };
  }

  run(args: readonly string[], environment?: Environment): Promise<Ended> {
    return this.start(args, environment).ended;
  }
}

export function rolesOf(accounts: readonly string[]): readonly string[] {
  return auditorsOf(accounts).assumeRole.flatMap((arn) => ['--assume-role', arn]);
}
