/** What S3 sends and the SDK does not know is in the answer, and makes the rule unknown. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import { straightAgents } from '../../../src/collectors/answers/sdk/agents.js';
import { Clients } from '../../../src/collectors/answers/sdk/clients.js';
import { SdkAnswers } from '../../../src/collectors/answers/sdk/sdk-answers.js';
import { Calls } from '../../../src/collectors/pace/calls.js';
import { realEnvironment } from '../../../src/collectors/pace/environment.js';
import { auditOf } from '../../audit-of.js';

let body = '';
let server: Server;
let answers: SdkAnswers;

beforeAll(async () => {
  server = createServer((_request, response) => response.writeHead(200).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const environment = { ...realEnvironment, attempts: 1, endpoint: `http://127.0.0.1:${port}` };
  const credentials = () => Promise.resolve({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' });
  const clients = new Clients({ credentials, connections: 10, agents: straightAgents, environment });
  const calls = new Calls(environment, new AbortController().signal, 10, () => {});
  answers = new SdkAnswers(
    { id: '111122223333', partition: 'aws', region: 'us-east-1', roleArn: null },
    clients,
    calls,
  );
});

afterAll(async () => {
  answers.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

type Choices = Parameters<typeof buildEstate>[0];

/** A rule that replicates, as S3 writes it, with `more` in one of its places. */
function replicating(
  { role, destination }: { readonly role: string; readonly destination: string },
  more: Readonly<Record<string, string>>,
): string {
  const at = (place: string): string => more[place] ?? '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<ReplicationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Role>${role}</Role>${at('')}
<Rule><ID>everything</ID><Priority>1</Priority><Status>Enabled</Status>${at('Rule')}
<Filter>${at('Filter') || '<Prefix></Prefix>'}</Filter>
<DeleteMarkerReplication><Status>Disabled</Status>${at('DeleteMarkerReplication')}</DeleteMarkerReplication>
<Destination><Bucket>arn:aws:s3:::${destination}</Bucket><Metrics><Status>Enabled</Status>${at('Metrics')}</Metrics>${at('Destination')}</Destination></Rule>
</ReplicationConfiguration>`;
}

async function entryFor(more: Readonly<Record<string, string>>, choices: Choices = {}) {
  const { snapshot, setting } = buildEstate(choices);
  const [bucket] = snapshot.accounts[0].buckets;
  const { Role } = bucket.GetBucketReplication.ReplicationConfiguration;
  body = replicating({ role: Role, destination: setting.destination }, more);
  const { json } = await answers.read('GetBucketReplication', { Bucket: 'orders' });
  bucket.GetBucketReplication = JSON.parse(JSON.stringify(json));
  return auditOf(snapshot).replication[0];
}

describe('a replication configuration that S3 sends', () => {
  test('without anything new is judged', async () => {
    expect((await entryFor({}))?.verdict).toBe('replicates');
  });

  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['a filter by size', { Filter: '<ObjectSizeGreaterThan>1</ObjectSizeGreaterThan>' }],
    ['a member of And', { Filter: '<And><Prefix></Prefix><Tag><Key>a</Key><Value>b</Value></Tag><Nor>x</Nor></And>' }],
    ['a member of Not', { Filter: '<Not><Prefix>a</Prefix><Xor>1</Xor></Not>' }],
    ['a member of a tag', { Filter: '<And><Tag><Key>a</Key><Value>b</Value><Case>any</Case></Tag></And>' }],
    ['an empty element', { Rule: '<Sampled/>' }],
    ['a nested element', { Rule: '<Window><From>1</From><To>2</To></Window>' }],
    [
      'a selection',
      { Rule: '<SourceSelectionCriteria><Archived><Status>Enabled</Status></Archived></SourceSelectionCriteria>' },
    ],
    ['encryption', { Destination: '<EncryptionConfiguration><Algorithm>x</Algorithm></EncryptionConfiguration>' }],
    ['a destination', { Destination: '<AccessPoint>arn:aws:s3:us-east-1:1:accesspoint/a</AccessPoint>' }],
    ['the configuration itself', { '': '<Mode>new</Mode>' }],
    ['another namespace', { Rule: '<n:Sampled xmlns:n="urn:n">1</n:Sampled>' }],
  ])('with %s that nobody knows here is unknown', async (_name, more) => {
    expect((await entryFor(more))?.verdict).toBe('unknown');
  });

  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['metrics', { Metrics: '<Window>5</Window>' }],
    ['delete markers', { DeleteMarkerReplication: '<Window>5</Window>' }],
  ])('with something new that bears on %s alone is judged', async (_name, more) => {
    expect((await entryFor(more))?.verdict).toBe('replicates');
  });

  test('with every known member gains none', async () => {
    body = replicating(
      { role: 'arn:aws:iam::111122223333:role/r', destination: 'd' },
      {
        Rule: '<SourceSelectionCriteria><SseKmsEncryptedObjects><Status>Enabled</Status></SseKmsEncryptedObjects><ReplicaModifications><Status>Enabled</Status></ReplicaModifications></SourceSelectionCriteria><ExistingObjectReplication><Status>Enabled</Status></ExistingObjectReplication>',
        Filter:
          '<And><Prefix>p</Prefix><Tag><Key>a</Key><Value>b</Value></Tag><Tag><Key>c</Key><Value></Value></Tag><Not><Or><Prefix>x</Prefix><Prefix>y</Prefix><Tag><Key>a</Key><Value>b</Value></Tag></Or></Not></And>',
        Destination:
          '<Account>111122223333</Account><StorageClass>STANDARD</StorageClass><AccessControlTranslation><Owner>Destination</Owner></AccessControlTranslation><EncryptionConfiguration><ReplicaKmsKeyID>k</ReplicaKmsKeyID><UseSourceMultiRegionKey><Status>Enabled</Status></UseSourceMultiRegionKey></EncryptionConfiguration><ReplicationTime><Status>Enabled</Status><Time><Minutes>15</Minutes></Time></ReplicationTime>',
        Metrics: '<EventThreshold><Minutes>15</Minutes></EventThreshold>',
      },
    );
    const { json } = await answers.read('GetBucketReplication', { Bucket: 'orders' });
    expect(json).toEqual({
      ReplicationConfiguration: {
        Role: 'arn:aws:iam::111122223333:role/r',
        Rules: [
          {
            ID: 'everything',
            Priority: 1,
            Status: 'Enabled',
            Filter: {
              And: {
                Prefix: 'p',
                Tags: [
                  { Key: 'a', Value: 'b' },
                  { Key: 'c', Value: '' },
                ],
                Not: { Or: { Prefixes: ['x', 'y'], Tags: [{ Key: 'a', Value: 'b' }] } },
              },
            },
            SourceSelectionCriteria: {
              SseKmsEncryptedObjects: { Status: 'Enabled' },
              ReplicaModifications: { Status: 'Enabled' },
            },
            ExistingObjectReplication: { Status: 'Enabled' },
            DeleteMarkerReplication: { Status: 'Disabled' },
            Destination: {
              Bucket: 'arn:aws:s3:::d',
              Account: '111122223333',
              StorageClass: 'STANDARD',
              AccessControlTranslation: { Owner: 'Destination' },
              EncryptionConfiguration: {
                ReplicaKmsKeyID: 'k',
                UseSourceMultiRegionKey: { Status: 'Enabled' },
              },
              ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
              Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
            },
          },
        ],
      },
    });
  });
});
