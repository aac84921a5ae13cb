import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collect } from '../../src/collectors/collect.js';
import { audit } from '../../src/engine/audit.js';
import type { Report } from '../../src/engine/report.js';
import { readSnapshots } from '../../src/estate/read-snapshot.js';
import { type Moto, hasMoto, startMoto } from './moto.js';
import { Proxy } from './proxy.js';
import { baseCredentials, seed } from './seed.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'fixtures/estates');
/** Its names hold control characters, which XML cannot carry. */
const notOnTheWire = 'hostile-names.json';
const estates = [
  ...readdirSync(folder)
    .filter((name) => name !== notOnTheWire)
    .map((name) => join(folder, name)),
  join(root, 'fixtures/demo/estate.json'),
];

const reportOf = (snapshot: unknown, kind: 'live' | 'snapshot'): Report =>
  audit(readSnapshots([{ name: kind, kind, text: JSON.stringify(snapshot) }]).estate);

/** What an audit says, without when and where it was read. */
const judgementOf = ({ replication, findings }: Report) => ({
  verdicts: replication.map(({ source, destination, replicationRule, verdict, byObjectClass, aspects }) => ({
    source,
    destination,
    replicationRule,
    verdict,
    byObjectClass,
    aspects,
  })),
  findings: findings.map(({ rule, fingerprint, message }) => `${rule} ${fingerprint} ${message}`).sort(),
});

(hasMoto() ? describe : describe.skip)('a live audit judges like an audit of the file', () => {
  let moto: Moto;
  let proxy: Proxy;

  beforeAll(async () => {
    moto = await startMoto();
    proxy = await Proxy.start(moto.endpoint);
  });
  afterAll(async () => {
    await proxy.stop();
    moto.stop();
  });

  test.each(estates)('%s', async (path) => {
    await moto.reset();
    proxy.reset();
    const { estate, accounts } = await seed(proxy, JSON.parse(readFileSync(path, 'utf8')));
    const { snapshot } = await collect({
      region: 'us-east-1',
      assumeRole: accounts.map((id) => `arn:aws:iam::${id}:role/auditor`),
      environment: { endpoint: proxy.endpoint, credentials: async () => baseCredentials },
    });
    const live = judgementOf(reportOf(snapshot, 'live'));
    expect(live).toEqual(judgementOf(reportOf(estate, 'snapshot')));
    expect(judgementOf(reportOf(JSON.parse(JSON.stringify(snapshot)), 'snapshot'))).toEqual(live);
    const made = proxy.calls.map(
      ({ identity, region, service, operation, subject }) => `${identity} ${region} ${service}:${operation} ${subject}`,
    );
    expect(made.length).toBe(new Set(made).size);
    expect(proxy.calls.filter(({ isWrite }) => isWrite)).toEqual([]);
  });
});
