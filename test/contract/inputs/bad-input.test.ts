/** Whatever a person pastes wrongly: exit code 2, nothing on standard output, file and place of every fault, and what to do. */
import { beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { build, newFolder, replint } from '../../cli/replint.js';

beforeAll(build, 120_000);

function good(change: (snapshot: Snapshot) => void = () => undefined): string {
  const { snapshot } = buildEstate({ kms: true, crossAccount: true });
  change(snapshot);
  return JSON.stringify(snapshot, null, 2);
}

function audited(content: string | Uint8Array | null) {
  const folder = newFolder();
  if (content === null) mkdirSync(join(folder, 'in.json'));
  else writeFileSync(join(folder, 'in.json'), content);
  return replint(['audit', 'in.json'], '', folder);
}

test.each([
  ['a folder', null, ['in.json holds no text files']],
  ['nothing', '', ['in.json:1:1 This is empty.']],
  ['cut off', good().slice(0, 100), ['in.json:6:']],
  ['a comma too much', good().replace(/\}\s*\]\s*\}\s*$/u, '},\n]}'), ['A value is expected']],
  ['a comment', `// ours\n${good()}`, ['in.json:1:1 ']],
  ['two documents', `${good()}\n{}`, ['Nothing may follow the end of the document']],
  ['YAML', 'format: replint-snapshot/1\naccounts: []\n', ['in.json:1:1 ']],
  ['a report', '{"format": "replint-report/1"}', ['This is a report of replint', 'the report was made from']],
  ['another version', '{"format": "replint-snapshot/9"}', ['snapshot of another format']],
  ['no format', '{"accounts": []}', ['`format` is missing']],
  ['no accounts', '{"format": "replint-snapshot/1"}', ['`accounts` is missing']],
  ['an answer alone', '{"ReplicationConfiguration": {}}', ['accounts[].buckets[].GetBucketReplication']],
  ['a policy alone', '{"Version": "2012-10-17", "Statement": []}', ['nothing says which bucket it is about']],
  [
    'a plan of another version',
    '{"format_version": "9.0", "resource_changes": [], "planned_values": {}}',
    ['This plan has the format version', 'Use a version of replint'],
  ],
  ['bytes', Uint8Array.of(0, 1, 255, 254), ['not a text in UTF-8 or UTF-16']],
  ['broken gzip', Uint8Array.of(0x1f, 0x8b, 0, 0), ['begins like gzip']],
])('%s', (_name, content, messages) => {
  const { status, stdout, stderr } = audited(content);
  expect([status, stdout]).toEqual([2, '']);
  for (const message of messages) expect(stderr).toContain(message);
  // The message, and what to do about it.
  expect(stderr.trimEnd().split('\n').length).toBeGreaterThan(1);
});

test.each([
  ['UTF-8 with a byte order mark', `\ufeff${good()}`],
  ['UTF-16, as PowerShell redirects', Buffer.from(`\ufeff${good()}`, 'utf16le')],
  ['gzip, whatever its name', gzipSync(good())],
  ['fields that nobody knows', good((snapshot) => Object.assign(snapshot.accounts[0], { Ours: { a: [1] } }))],
])('is read: %s', (_name, content) => {
  expect(audited(content)).toMatchObject({ status: 0, stderr: '' });
});

test('every fault of every kind is told at once, in reading order, with its place', () => {
  const { status, stdout, stderr } = audited(
    good((snapshot) => {
      const [source] = snapshot.accounts[0].buckets;
      source.GetBucketVersioning = 'Enabled';
      source.GetBucketReplication.ReplicationConfiguration.Rules[0].Priority = '1';
      snapshot.accounts[0].keys[0].GetKeyPolicy.Policy = '{"Statement":';
      snapshot.accounts[1].buckets[0].Name = 5;
      snapshot.collectedAt = 'yesterday';
    }),
  );
  expect([status, stdout]).toEqual([2, '']);
  const places = [...stderr.matchAll(/^ {2}in\.json:(\d+):\d+ (\S+) /gmu)];
  expect(places.map(([, , pointer]) => pointer)).toEqual([
    '/collectedAt',
    '/accounts/0/buckets/0/GetBucketVersioning',
    '/accounts/0/buckets/0/GetBucketReplication/ReplicationConfiguration/Rules/0/Priority',
    '/accounts/0/keys/0/GetKeyPolicy/Policy',
    '/accounts/1/buckets/0/Name',
  ]);
  const lines = places.map(([, line]) => Number(line));
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  expect(lines[0]).toBe(3);
});

test('faults of several inputs are told together', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'a.json'), '{"format": "replint-snapshot/1"}');
  writeFileSync(join(folder, 'b.json'), '[]');
  const { status, stderr } = replint(['audit', 'a.json', 'b.json'], '', folder);
  expect(status).toBe(2);
  expect(stderr).toContain('a.json:1:1');
  expect(stderr).toContain('b.json:1:1');
});
