/**
 * Decisions a second: one request, and all keys under a prefix; and the same single request in another engine, in the same process.
 * That engine (AGPL) is a comparison only: installed on demand below `.cache/`, never a dependency.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadTs } from '../scripts/generate/load-ts.mjs';

const role = 'arn:aws:iam::111111111111:role/repl';
function allow(more) {
  return { Effect: 'Allow', ...more };
}
const documents = {
  identity: [
    allow({ Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: 'arn:aws:s3:::src' }),
    allow({ Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl'], Resource: 'arn:aws:s3:::src/*' }),
    allow({ Action: ['s3:ReplicateObject', 's3:ReplicateDelete'], Resource: 'arn:aws:s3:::dst/*' }),
    allow({
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::src/*' } },
    }),
  ],
  bucket: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::dst', 'arn:aws:s3:::dst/*'],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    allow({
      Principal: { AWS: role },
      Action: ['s3:ReplicateObject', 's3:ReplicateDelete'],
      Resource: 'arn:aws:s3:::dst/*',
    }),
    allow({ Principal: { AWS: role }, Action: 's3:List*', Resource: 'arn:aws:s3:::dst' }),
  ],
  'service-control': [allow({ Action: '*', Resource: '*' })],
  key: [allow({ Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: 'kms:*', Resource: '*' })],
};

/** Runs a second. */
function rate(run) {
  for (let count = 0; count < 20_000; count += 1) run();
  const end = performance.now() + 1500;
  let runs = 0;
  const start = performance.now();
  while (performance.now() < end) for (let count = 0; count < 500; count += 1, runs += 1) run();
  return Math.round((runs / (performance.now() - start)) * 1000);
}

async function* decisions() {
  const { decide, parsePolicy, parsePolicyText, everything, everyKey, intersection, ofPattern } =
    await loadTs('src/policy/index.ts');
  const known = (value) => ({ state: 'known', value });
  const absent = { state: 'absent' };
  const policy = (kind) => ({
    kind,
    name: kind,
    document: parsePolicy({ json: { Version: '2012-10-17', Statement: documents[kind] }, text: null }, kind),
  });
  const authorities = {
    identity: known([known(policy('identity'))]),
    permissionsBoundary: absent,
    session: absent,
    serviceControl: known([{ target: 'r-1', policies: known([policy('service-control')]) }]),
    resourceControl: absent,
    resource: known(policy('bucket')),
    grants: absent,
    restrictPublicBuckets: absent,
  };
  const context = new Map([['aws:securetransport', { state: 'present', values: ['true'] }]]);
  const base = {
    principal: {
      kind: 'role-session',
      partition: 'aws',
      account: '111111111111',
      roleArn: role,
      roleId: null,
      sessionName: 's3-replication',
    },
    resourceAccount: '222222222222',
    context: { values: context, others: absent },
  };
  const concrete = { ...base, action: 's3:ReplicateObject', resource: 'arn:aws:s3:::dst/k', keys: everything };
  const single = rate(() => decide(concrete, authorities));
  yield { name: 'decide-concrete', value: single, unit: '1/s' };
  const symbolic = {
    ...base,
    action: 'kms:Decrypt',
    resource: 'arn:aws:kms:us-east-1:111111111111:key/k1',
    resourceAccount: '111111111111',
    keys: intersection(everyKey, ofPattern('logs/*')),
    context: {
      values: new Map([
        ...context,
        ['kms:encryptioncontext:aws:s3:arn', { state: 'present', values: [{ prefix: 'arn:aws:s3:::src/' }] }],
      ]),
      others: absent,
    },
  };
  const keyAuthorities = { ...authorities, resource: known(policy('key')), grants: known([]) };
  yield { name: 'decide-symbolic', value: rate(() => decide(symbolic, keyAuthorities)), unit: '1/s' };
  const fromText = rate(() => decide(concrete, parsedAuthorities(parsePolicyText)));
  yield { name: 'decide-from-text', value: fromText, unit: '1/s' };
  const other = await otherEngine();
  if (other !== null) yield { name: 'decide-ratio', value: Math.round(single / other), unit: 'ratio' };
  if (other !== null) yield { name: 'decide-from-text-ratio', value: Math.round(fromText / other), unit: 'ratio' };
}

const texts = Object.fromEntries(
  Object.entries(documents).map(([kind, Statement]) => [kind, JSON.stringify({ Version: '2012-10-17', Statement })]),
);

/** The authorities of the single request, as those hold them who parse at every decision. */
function parsedAuthorities(parsePolicyText) {
  const known = (value) => ({ state: 'known', value });
  const policy = (kind) => ({ kind, name: kind, document: parsePolicyText(texts[kind], kind) });
  return {
    identity: known([known(policy('identity'))]),
    permissionsBoundary: { state: 'absent' },
    session: { state: 'absent' },
    serviceControl: known([{ target: 'r-1', policies: known([policy('service-control')]) }]),
    resourceControl: { state: 'absent' },
    resource: known(policy('bucket')),
    grants: { state: 'absent' },
    restrictPublicBuckets: { state: 'absent' },
  };
}

/** Null where it cannot be installed. */
async function otherEngine() {
  const folder = fileURLToPath(new URL('../.cache/bench/', import.meta.url));
  const module = join(folder, 'node_modules/@cloud-copilot/iam-simulate/dist/esm/index.js');
  if (!existsSync(module))
    spawnSync(
      'npm',
      ['install', '--prefix', folder, '--no-audit', '--no-fund', '@cloud-copilot/iam-simulate@0.1.173'],
      { stdio: 'ignore' },
    );
  if (!existsSync(module)) return null;
  const { runSimulation } = await import(pathToFileURL(module).href);
  const text = (kind) => ({ Version: '2012-10-17', Statement: documents[kind] });
  const simulation = {
    identityPolicies: [{ name: 'identity', policy: text('identity') }],
    serviceControlPolicies: [{ orgIdentifier: 'r-1', policies: [{ name: 'full', policy: text('service-control') }] }],
    resourceControlPolicies: [],
    resourcePolicy: text('bucket'),
    request: {
      principal: role,
      action: 's3:ReplicateObject',
      resource: { resource: 'arn:aws:s3:::dst/k', accountId: '222222222222' },
      contextVariables: { 'aws:SecureTransport': 'true' },
    },
  };
  const answer = await runSimulation(simulation, {});
  if (JSON.stringify(answer).includes('"errors":{')) return null;
  const start = performance.now();
  let runs = 0;
  while (performance.now() - start < 3000) {
    await runSimulation(simulation, {});
    runs += 1;
  }
  return (runs / (performance.now() - start)) * 1000;
}

export const benchmarks = new Map([['decide', decisions]]);
