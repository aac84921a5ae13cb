/** `explain s3://BUCKET/KEY` of a live account is about the object that is there. */
import { PutObjectCommand, PutObjectTaggingCommand, DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { explainObject } from '../../../src/explain-object.js';
import { emptyConfig } from '../../../src/config/model.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readSnapshotText } from '../../../src/sources/snapshot/read-snapshot-text.js';
import { baseAccount, baseCredentials } from '../estates/seed.js';
import { type Snapshot, type Wire, describeOnTheWire, fixture } from '../servers/wire-test.js';

const key = 'logs/a.txt';

function atHome(name: string): Snapshot {
  return JSON.parse(JSON.stringify(fixture(name)).replaceAll('111122223333', baseAccount)) as Snapshot;
}

async function explained(wire: Wire, bucket: string) {
  const { snapshot, calls } = await wire.collect({ buckets: [bucket], object: { bucket, key } });
  const reading = readSnapshotText({ name: 'live', kind: 'live', text: JSON.stringify(snapshot) });
  const { explanation } = explainObject(
    joinReadings([reading]),
    { bucket, key },
    {
      config: emptyConfig,
      objectClass: null,
      bucketKey: null,
      replicationRule: null,
      requireOrganization: false,
      today: '2026-11-25',
    },
  );
  return { explanation, calls };
}

describeOnTheWire('the object on the table', (wire) => {
  test('its version, encryption, status and tags, and what to do', async () => {
    const { estate } = await wire.seed(atHome('prefix-logs-slash-good'));
    const bucket =
      (
        estate as {
          accounts: { buckets: { Name: string; GetBucketReplication?: { ReplicationConfiguration?: object } }[] }[];
        }
      ).accounts[0]?.buckets.find(({ GetBucketReplication: answer }) => answer?.ReplicationConfiguration !== undefined)
        ?.Name ?? '';
    const s3 = new S3Client({
      endpoint: wire.proxy.endpoint,
      region: 'us-east-1',
      credentials: baseCredentials,
      forcePathStyle: true,
    });

    const none = await explained(wire, bucket);
    expect(none.explanation.object).toMatchObject({
      versionId: null,
      story: [expect.stringContaining('does not exist')],
    });

    const { VersionId } = await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'x', ServerSideEncryption: 'AES256' }),
    );
    await s3.send(
      new PutObjectTaggingCommand({ Bucket: bucket, Key: key, Tagging: { TagSet: [{ Key: 'team', Value: 'a' }] } }),
    );
    wire.proxy.replicationStatus.set(`${bucket}/${key}`, 'FAILED');
    const failed = await explained(wire, bucket);
    expect(failed.explanation.object).toMatchObject({
      versionId: VersionId,
      isDeleteMarker: false,
      objectClass: 'SSE-S3',
      storageClass: 'STANDARD',
      replicationStatus: 'FAILED',
      tags: [{ Key: 'team', Value: 'a' }],
    });
    expect(failed.explanation.object?.story.at(-1)).toContain('S3 Batch Replication');
    expect(failed.explanation.replicationRules[0]?.objectClass).toBe('SSE-S3');
    const asked = failed.calls.byOperation;
    const beyond = ['s3:ListObjectVersions', 's3:HeadObject', 's3:GetObjectTagging'].map((name) => asked[name]);
    expect(beyond).toEqual([1, 1, 1]);
    const { calls: ofThePair } = await wire.collect({ buckets: [bucket] });
    expect(failed.calls.total - ofThePair.total).toBe(3);

    wire.proxy.replicationStatus.set(`${bucket}/${key}`, 'COMPLETED');
    expect((await explained(wire, bucket)).explanation.object?.story.at(-1)).toBe('To do: nothing, for this version.');

    wire.proxy.misbehave({ denied: new Set(['s3:GetObjectVersion']) });
    const refused = await explained(wire, bucket);
    expect(refused.explanation.object).toMatchObject({ objectClass: null, versionId: VersionId });
    wire.proxy.reset();

    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    expect((await explained(wire, bucket)).explanation.object).toMatchObject({ isDeleteMarker: true });
  }, 60_000);
});
