/** A moto server, the proxy before it, and what the tests on the wire ask of them. */
import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { collect } from '../../../src/collectors/collect.js';
import type { CollectEnvironment, CollectOptions, CollectResult } from '../../../src/collectors/model.js';
import { audit } from '../../../src/judge.js';
import type { Report } from '../../../src/report/model.js';
import { readSnapshots } from '../../../src/sources/snapshot/read-snapshot.js';
import { type Moto, hasMoto, sharedMoto, startMoto } from './moto.js';
import { Proxy } from './proxy.js';
import { type Seeded, baseCredentials, seed } from '../estates/seed.js';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

export type Snapshot = Record<string, unknown>;

export function fixture(name: string): Snapshot {
  return JSON.parse(readFileSync(join(root, 'fixtures/estates', `${name}.json`), 'utf8')) as Snapshot;
}

export class Wire {
  #moto: Moto | null = null;
  #proxy: Proxy | null = null;

  get proxy(): Proxy {
    if (this.#proxy === null) throw new Error('The proxy runs during tests only.');
    return this.#proxy;
  }

  /** For bodies that are not text, which the proxy does not pass on. */
  get motoEndpoint(): string {
    return this.#moto?.endpoint ?? '';
  }

  /** @param motoEnvironment - for a server of its own */
  async start(motoEnvironment: Readonly<Record<string, string>> | null = null): Promise<void> {
    this.#moto = motoEnvironment === null ? await sharedMoto() : await startMoto(motoEnvironment);
    this.#proxy = await Proxy.start(this.#moto.endpoint);
  }

  async stop(): Promise<void> {
    await this.#proxy?.stop();
    this.#moto?.stop();
  }

  async reset(): Promise<void> {
    await this.#moto?.reset();
    this.#proxy?.reset();
  }

  seed(estate: unknown): Promise<Seeded> {
    return seed(this.proxy, estate);
  }

  /** A collection through the proxy: as in life, but with short pauses between attempts. */
  collect(options: CollectOptions = {}, environment: Partial<CollectEnvironment> = {}): Promise<CollectResult> {
    return collect({ region: 'us-east-1', ...options, environment: { ...this.environment, ...environment } });
  }

  get environment(): Partial<CollectEnvironment> {
    return {
      endpoint: this.proxy.endpoint,
      credentials: async () => baseCredentials,
      sleep: async (milliseconds, signal) => {
        await wait(Math.min(milliseconds, 10), undefined, { signal });
      },
    };
  }
}

export function auditorsOf(accounts: readonly string[]): { assumeRole: readonly string[] } {
  return {
    assumeRole: accounts.map((id) => `arn:aws:iam::${id}:role/auditor`),
  };
}

export function describeOnTheWire(name: string, tests: (wire: Wire) => void): void {
  (hasMoto() ? describe : describe.skip)(name, () => {
    const wire = new Wire();
    beforeAll(() => wire.start());
    afterAll(() => wire.stop());
    beforeEach(() => wire.reset());
    tests(wire);
  });
}

/** Several snapshots, judged as one estate. */
export function reportOf(...snapshots: readonly unknown[]): Report {
  return audit(
    readSnapshots(
      snapshots.map((snapshot, index) => ({
        name: `${index}`,
        kind: 'snapshot' as const,
        text: JSON.stringify(snapshot),
      })),
    ).estate,
  );
}

/** What an audit says, without when and where it was read. */
export function judgementOf({ replication, findings }: Report) {
  return {
    verdicts: replication.map(({ source, destination, replicationRule, verdict, byObjectClass, aspects }) => ({
      source,
      destination,
      replicationRule,
      verdict,
      byObjectClass,
      aspects,
    })),
    findings: findings.map(({ rule, fingerprint, message }) => `${rule} ${fingerprint} ${message}`).sort(),
  };
}

/**
 * A snapshot without the times of its runs, and without the role of multi-Region keys, which moto keeps once for all Regions: whoever was
 * asked last has it.
 */
export function timeless({ collectedAt: _time, ...rest }: Snapshot): Snapshot {
  return JSON.parse(
    JSON.stringify(rest, (name, value: unknown) =>
      name === 'MultiRegionKeyType' || name === 'ReadAt' ? undefined : value,
    ),
  ) as Snapshot;
}
