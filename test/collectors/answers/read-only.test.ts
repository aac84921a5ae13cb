import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as organizations from '@aws-sdk/client-organizations';
import * as s3 from '@aws-sdk/client-s3';
import * as control from '@aws-sdk/client-s3-control';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { straightAgents } from '../../../src/collectors/answers/sdk/agents.js';
import { Clients } from '../../../src/collectors/answers/sdk/clients.js';
import { type GuardedClient, OperationRefused, allowedReads } from '../../../src/collectors/answers/sdk/read-only.js';
import { type Service, readNames, readOperations } from '../../../src/sources/read-operations.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const services: readonly (readonly [Service, GuardedClient, object])[] = [
  ['s3', 'S3Client', s3],
  ['s3control', 'S3ControlClient', control],
  ['iam', 'IAMClient', iam],
  ['kms', 'KMSClient', kms],
  ['organizations', 'OrganizationsClient', organizations],
  ['sts', 'STSClient', sts],
];

function commandsOf(exported: object): readonly string[] {
  return Object.keys(exported).filter((name) => /^[A-Z]\w*Command$/.test(name) && name !== '$Command');
}

/** Sends a command through a client as the collection makes it; whatever gets beyond the guard asks for credentials. */
async function outcomeOf(service: Service, exported: object, command: string): Promise<'refused' | 'went on'> {
  const clients = new Clients({
    credentials: () => Promise.reject(new Error('went on')),
    connections: 1,
    agents: straightAgents,
    environment: { endpoint: 'http://127.0.0.1:9', timeout: 10 },
  });
  const client = clients.get(service, 'us-east-1') as unknown as { send(command: object): Promise<object> };
  const Command = (exported as Record<string, new (input: object) => object>)[command];
  if (Command === undefined) throw new Error(`There is no ${command}.`);
  try {
    await client.send(new Command({}));
    return 'went on';
  } catch (error) {
    return error instanceof OperationRefused ? 'refused' : 'went on';
  } finally {
    clients.destroy();
  }
}

describe.each(services)('%s', (service, guarded, exported) => {
  const allowed = new Set([...(allowedReads.get(guarded) ?? [])].map((operation) => `${operation}Command`));

  test('refuses every operation but the listed reads', async () => {
    const commands = commandsOf(exported);
    expect(commands.length).toBeGreaterThan(10);
    const passed: string[] = [];
    for (const command of commands) {
      if ((await outcomeOf(service, exported, command)) === 'went on') passed.push(command);
    }
    expect(passed.sort()).toEqual([...allowed].sort());
  });

  test('lists operations that read', () => {
    for (const operation of allowedReads.get(guarded) ?? [])
      expect(operation).toMatch(/^(?:Get|List|Head|Describe)|^AssumeRole$/);
  });
});

test.each(services)('%s: the guard is the first to see a call', (service) => {
  const clients = new Clients({
    credentials: () => Promise.reject(new Error('not asked for')),
    connections: 1,
    agents: straightAgents,
    environment: { endpoint: null, timeout: 10 },
  });
  const { middlewareStack } = clients.get(service, 'us-east-1') as unknown as {
    middlewareStack: { identify(): readonly string[] };
  };
  expect(middlewareStack.identify()[0]).toMatch(/^replintReadOnly\b/);
  clients.destroy();
});

test('no client is made without the guard, and no request by another way', () => {
  const folder = new URL('../../../src/', import.meta.url);
  const made = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      [
        ...readFileSync(new URL(name, folder), 'utf8').matchAll(
          /^.*(?:new \w*Client\(|new makers\[|getSignedUrl|createPresigned|requestHandler\.handle|\bfetch\(|node:https?\b).*$/gm,
        ),
      ].map(([line]) => `${name}: ${line.trim()}`),
    );
  // Connections are made there, and no requests.
  const isOfAgents = (line: string): boolean =>
    /^collectors\/answers\/sdk\/(?:agents|proxy-agent)\.ts: import \{ Agent as/u.test(line);
  expect(made.filter((line) => !isOfAgents(line)).sort()).toEqual([
    'collectors/accounts/region.ts: const client = readOnly(new STSClient(profile === undefined ? {} : { profile }));',
    // One query of AWS Config, with a guard that lets nothing else through.
    'collectors/answers/config-aggregator/ask-config.ts: const client = guarded(new ConfigServiceClient(config));',
    'collectors/answers/sdk/clients.ts: const client = new makers[service]({',
    // The scheduled job's own bucket, with a guard of its own.
    'job/store.ts: const client = guarded(new S3Client(config), bucket);',
  ]);
});

test('every read of the table only reads', () => {
  for (const name of readNames) {
    const { command, action } = readOperations[name];
    expect(command).toMatch(/^(?:Get|List|Head|Describe)|^AssumeRole$/);
    expect(action ?? 'sts:Get').toMatch(/^(?:s3|iam|kms|organizations|sts):(?:Get|List|Describe|AssumeRole$)/);
  }
});
