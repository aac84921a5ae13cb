/** A moto server of this test's own on the loopback interface. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const installer = `${root}scripts/setup-moto.sh`;
const ownServer = `${root}.cache/moto/bin/moto_server`;

/** One that is on PATH, or the one that `scripts/setup-moto.sh` installs. */
function findServer(): string | null {
  if (existsSync(ownServer)) return ownServer;
  if (spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0) return 'moto_server';
  const installed = spawnSync('bash', [installer], { stdio: ['ignore', 'ignore', 'inherit'] });
  return installed.status === 0 && existsSync(ownServer) ? ownServer : null;
}

const server = findServer();

/** Whether the wire tests can run. Where they must (`CI` is set), a machine without moto fails them. */
export function hasMoto(): boolean {
  if (server !== null) return true;
  const complaint = 'No moto server: it is not on PATH and scripts/setup-moto.sh could not install it.';
  if (process.env['CI'] !== undefined) throw new Error(complaint);
  console.warn(`${complaint} THE TESTS ON THE WIRE ARE SKIPPED.`);
  return false;
}

export interface Moto {
  readonly endpoint: string;
  reset(): Promise<void>;
  stop(): void;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function isUp(endpoint: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`The moto server ended with ${child.exitCode}.`);
    try {
      if ((await fetch(`${endpoint}/moto-api/`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The moto server does not answer.');
}

/** @param environment - variables for the server: `MOTO_PORT` names the port at which its Step Functions call other services */
export async function startMoto(environment: Readonly<Record<string, string>> = {}): Promise<Moto> {
  const port = await freePort();
  const child = spawn(server ?? 'moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, ...environment },
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await isUp(endpoint, child);
  return {
    endpoint,
    reset: async () => {
      await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
    },
    stop: () => {
      child.kill();
    },
  };
}
