/** Answers in YAML say what the same answers say in JSON, at their own lines; text and tables are told by their name. */
import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { audit } from '../../../src/judge.js';
import { fixture } from '../../audit-of.js';
import { answersOf, filesOf, habits, type SnapshotLike } from './as-answers.js';

const [[, habit] = ['', () => '']] = Object.entries(habits);

function inYaml(file: InputFile): InputFile {
  if (file.json === null) return file;
  const { name, given } = file;
  return new InputFile({
    name: name.replace(/\.json$/u, '.yaml'),
    given,
    text: stringify(file.json.value, { lineWidth: 0 }),
    bytes: null,
  });
}

async function reportOf(files: readonly InputFile[]) {
  const { estate } = joinReadings(await readFiles(files));
  const report = audit(estate);
  return {
    verdicts: report.replication.map(({ verdict }) => verdict),
    findings: report.findings.map(({ fingerprint }) => fingerprint),
  };
}

test.each(['cross-account-good', 'article-no-kms-encrypt', 'cross-account-no-key-policy'])('%s', async (name) => {
  const files = filesOf(answersOf(fixture(name) as SnapshotLike), habit);
  const [json, yaml] = [await reportOf(files), await reportOf(files.map(inYaml))];
  expect(json.verdicts.length).toBeGreaterThan(0);
  expect(yaml.verdicts).toEqual(json.verdicts);
  expect(yaml.findings).toEqual(json.findings);
});

const configuration = `# printed on Monday
ReplicationConfiguration:
  Role: arn:aws:iam::111122223333:role/mover
  Rules:
  - ID: all
    Priority: 1
    Status: Enabled
    Filter: {}
    DeleteMarkerReplication:
      Status: Disabled
    Destination:
      Bucket: arn:aws:s3:::copies
`;

async function readingOf(name: string, text: string, options = {}) {
  const [reading] = await readFiles([new InputFile({ name, given: name, text, bytes: null })], options);
  return reading;
}

test('places are those of the YAML', async () => {
  const reading = await readingOf('r.yaml', configuration, { bucket: 'orders' });
  expect(reading?.kind).toBe('aws-cli');
  const pointer = '/externalBuckets/0/GetBucketReplication/ReplicationConfiguration/Rules/0/Destination/Bucket';
  expect(reading?.locator.placesOf([pointer]).get(pointer)).toMatchObject({ file: 'r.yaml', line: 12, column: 15 });
});

test.each([
  ['a stream of pages', `- RoleDetailList: []\n  Policies: []\n- RoleDetailList: []\n  Policies: []\n`, 'aws-cli'],
  ['Windows line ends', configuration.replaceAll('\n', '\r\n'), 'aws-cli'],
  ['a template', 'Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n', 'cloudformation'],
  ['some other YAML', 'Status: fine\nname: x\n', 'unknown'],
  ['a policy with an alias', 'Policy: &a\n  Statement: *a\n', 'aws-cli'],
])('%s', async (_name, text, kind) => {
  expect((await readingOf('r.yaml', text, { bucket: 'orders', account: '111122223333' }))?.kind).toBe(kind);
});

test('what is no answer is a fault', async () => {
  const reading = await readingOf('r.yaml', 'Status: fine\n');
  expect(reading?.faults.map(({ message }) => message)).toEqual([
    'This looks like YAML of the AWS CLI, and cannot be read as an answer of it.',
  ]);
});

test.each([
  ['table', '-----------\n|  GetBucketVersioning  |\n+---------+\n', 'the table that the AWS CLI prints'],
  ['text', 'RULES\tEnabled\t1\n', 'the tab-separated text that the AWS CLI prints'],
])('%s is told by its name, with the option to use', async (_name, text, what) => {
  const reading = await readingOf('r.txt', text);
  expect(reading?.faults[0]?.message).toContain(what);
  expect(reading?.help).toContain('--output json');
});
