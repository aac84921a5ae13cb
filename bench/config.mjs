/** What a collection by an aggregator of AWS Config asks: of the aggregator, and of the accounts. `docs/scheduled-job.md` has the figures. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundled } from './bundled.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const modules = `
export { FakeAggregator } from './test/collectors/answers/fake-aggregator.ts';
export { bucket, item, key, organization, replication } from './test/collectors/answers/config-items.ts';
export { fromAggregator } from './src/collectors/answers/config-aggregator/ask-config.ts';
export { collectWithConfig } from './src/collectors/collect-with-config.ts';
export { collect } from './src/collectors/collect.ts';
`;

const sizes = {
  'collect-config-calls': { accounts: 1_000, buckets: 20_000, rules: 2_000 },
  'collect-config-calls-1': { accounts: 1, buckets: 50, rules: 5 },
  'collect-config-calls-100': { accounts: 100, buckets: 5_000, rules: 500 },
  'collect-config-calls-5000': { accounts: 5_000, buckets: 250_000, rules: 25_000 },
};

function environmentOf(endpoint) {
  return { endpoint, credentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }) };
}

async function* aggregatorCalls({ FakeAggregator, organization, fromAggregator }) {
  for (const [name, size] of Object.entries(sizes)) {
    const fake = await new FakeAggregator(organization(size)).start();
    const before = process.cpuUsage();
    const { calls } = await fromAggregator({
      name: 'org',
      region: 'eu-west-1',
      environment: environmentOf(fake.endpoint),
    });
    const { user, system } = process.cpuUsage(before);
    await fake.stop();
    const repeated = fake.expressions.length - new Set(fake.expressions).size;
    yield { name, value: calls, unit: 'calls', repeated, cpu: Number(((user + system) / 1e6).toPrecision(3)) };
  }
}

/** The typical account of `bench/job.mjs`: 50 buckets, 5 of which replicate to 3, with 8 keys. */
const typical = [50, 5, 3, 8, 2];

function typicalItems({ bucket, item, key, replication }) {
  const account = '111122223333';
  const [buckets, sources, destinations, keys, roles] = typical;
  const nameOf = (index) => `bucket-${String(index).padStart(4, '0')}`;
  const idOf = (index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const keyArn = (index) => `arn:aws:kms:us-east-1:${account}:key/${idOf(index)}`;
  const here = (one) => ({ ...one, awsRegion: 'us-east-1' });
  const encrypted = (index) => ({
    ServerSideEncryptionConfiguration: {
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyID: keyArn(index) } }],
    },
  });
  const trust = encodeURIComponent(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
  );
  const all = encodeURIComponent(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  );
  return [
    ...Array.from({ length: buckets }, (_, index) => {
      const to = index % destinations;
      const rule = replication(account, `replication-${index % roles}`, nameOf(sources + to), keyArn(to));
      const own = index < sources ? destinations + (index % (keys - destinations)) : to;
      return here(bucket(account, nameOf(index), { ...encrypted(own), ...(index < sources ? rule : {}) }));
    }),
    ...Array.from({ length: keys }, (_, index) => {
      const one = key(account, idOf(index));
      return here({ ...one, arn: keyArn(index), configuration: { ...one.configuration, arn: keyArn(index) } });
    }),
    ...Array.from({ length: roles }, (_, index) => {
      const arn = `arn:aws:iam::${account}:role/replication-${index}`;
      return item('AWS::IAM::Role', account, `AROA${index}`, arn, {
        arn,
        roleName: `replication-${index}`,
        roleId: `AROA${index}`,
        assumeRolePolicyDocument: trust,
        rolePolicyList: [{ policyName: 'all', policyDocument: all }],
        attachedManagedPolicies: [],
      });
    }),
  ];
}

async function* accountCalls(all) {
  const server = fork(join(root, 'bench/collect-server.mjs'), {
    env: { ...process.env, ACCOUNT_SIZES: JSON.stringify(typical) },
  });
  const fake = await new all.FakeAggregator(typicalItems(all)).start();
  process.env.AWS_ENDPOINT_URL_CONFIG_SERVICE = fake.endpoint;
  try {
    const [{ port }] = await once(server, 'message');
    const options = { region: 'us-east-1', environment: environmentOf(`http://127.0.0.1:${port}`) };
    const { calls: alone } = await all.collect(options);
    const { calls: recorded } = await all.collectWithConfig('org', options);
    const { 'config:SelectAggregateResourceConfig': config, ...live } = recorded.byOperation;
    yield { name: 'collect-typical-account', value: alone.total, unit: 'calls' };
    yield {
      name: 'collect-typical-account-recorded',
      value: recorded.total - config,
      unit: 'calls',
      byOperation: live,
    };
  } finally {
    delete process.env.AWS_ENDPOINT_URL_CONFIG_SERVICE;
    await fake.stop();
    server.disconnect();
  }
}

const collecting = async function* () {
  const path = await bundled(modules, 'collect-config');
  const all = await import(pathToFileURL(path).href);
  rmSync(path);
  yield* accountCalls(all);
  yield* aggregatorCalls(all);
};

export const benchmarks = new Map([['config-first', collecting]]);
