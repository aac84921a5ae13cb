/** A moto server of this test's own on the loopback interface. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { oncePerWorker } from '../../tools/once-per-worker.js';
import { isThere, ownTool } from '../../tools/own-tool.js';

/** The program and the first of its arguments: what `scripts/setup-moto.sh` installs, or what is on PATH. */
function findServer(): readonly string[] | null {
  const python = ownTool('moto', 'bin/python3');
  if (python !== null) return [python, fileURLToPath(new URL('moto-server.py', import.meta.url))];
  return spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0 ? ['moto_server'] : null;
}

const server = findServer();

export function hasMoto(): boolean {
  return isThere(
    server !== null,
    'No moto server: it is not on PATH and scripts/setup-moto.sh could not install it.',
    'THE TESTS ON THE WIRE ARE SKIPPED.',
  );
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

/**
 * The server ends with the process of the tests, too: its shell waits for a line on a pipe that closes then.
 * @param environment - variables for the server
 */
async function started(environment: Readonly<Record<string, string>>): Promise<{ endpoint: string; stop: () => void }> {
  const port = await freePort();
  const serve = `"$@" -H 127.0.0.1 -p ${port} < /dev/null & read -r; kill $!`;
  const child = spawn('bash', ['-c', serve, 'bash', ...(server ?? ['moto_server'])], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, ...environment },
  });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  const endpoint = `http://127.0.0.1:${port}`;
  await isUp(endpoint, child);
  return { endpoint, stop: () => child.stdin.end() };
}

function resetOf(endpoint: string) {
  return async (): Promise<void> => {
    await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
  };
}

/** The server that the tests of this worker share: each has to reset it first. */
export async function sharedMoto(): Promise<Moto> {
  const { endpoint } = await oncePerWorker('moto', () => started({}));
  return { endpoint, reset: resetOf(endpoint), stop: () => {} };
}

/** @param environment - `MOTO_PORT` names the port at which its Step Functions call other services */
export async function startMoto(environment: Readonly<Record<string, string>>): Promise<Moto> {
  const { endpoint, stop } = await started(environment);
  return { endpoint, reset: resetOf(endpoint), stop };
}
