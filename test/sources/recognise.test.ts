/** Forms of input: what is recognised, what is told of the rest, and that a form is a folder and a line. */
import { describe, expect, test } from '@jest/globals';
import { audit } from '../../src/judge.js';
import { locateFindings } from '../../src/engine/findings/locate-findings.js';
import type { Adapter } from '../../src/sources/adapter.js';
import { adapters } from '../../src/sources/adapters.js';
import { knownAfterDeployment } from '../../src/sources/build/fill-outside.js';
import { InvalidInput } from '../../src/sources/faults/invalid-input.js';
import { InputFile } from '../../src/sources/input-file.js';
import { joinReadings } from '../../src/sources/join-readings.js';
import { claimsOf, readFiles } from '../../src/sources/recognise.js';
import { home, snapshot } from './snapshots.js';

const supply = 'Give a snapshot of the account as a second input.';

/** Lines such as `bucket orders eu-west-1 ROLE DESTINATION`, as code: what is not said is outside of it. */
const lines: Adapter = {
  kind: 'lines',
  form: 'lines',
  recognise: (files) =>
    files
      .filter(({ text }) => text?.startsWith('#lines\n') === true)
      .map((file) => ({ files: [file], name: file.name, sureness: 'certain', why: 'its first line says so' })),
  read: ({ files: [file], name }) => {
    const rows = (file?.text ?? '').split('\n').map((line) => line.split(' '));
    const addresses = new Map<string, number>();
    const buckets = rows.flatMap(([word, Name = '', BucketRegion = '', Role = '', to = ''], index) => {
      if (word !== 'bucket') return [];
      addresses.set(`/accounts/0/buckets/${addresses.size}`, index + 1);
      const Rules = [
        {
          ID: 'all',
          Priority: 1,
          Status: 'Enabled',
          Filter: {},
          DeleteMarkerReplication: { Status: 'Disabled' },
          Destination: { Bucket: `arn:aws:s3:::${to}` },
        },
      ];
      return [
        {
          Name,
          BucketRegion,
          GetBucketVersioning: knownAfterDeployment(`line.${index + 1}`),
          GetBucketReplication: { ReplicationConfiguration: { Role, Rules } },
        },
      ];
    });
    return {
      name,
      kind: 'lines',
      facts: { format: 'replint-snapshot/1', accounts: [{ id: home, buckets }] },
      faults: [],
      supply,
      notes: ['Lines are read as of today.'],
      locator: {
        placesOf: (pointers) =>
          new Map(
            [...pointers].flatMap((pointer) => {
              const [at] = [...addresses].filter(([start]) => pointer.startsWith(start));
              return at === undefined
                ? []
                : [[pointer, { file: name, address: `line.${at[1]}`, line: at[1], column: 1 }] as const];
            }),
          ),
        excerptOf: () => null,
      },
    };
  },
};

const role = `arn:aws:iam::${home}:role/crr`;
const code = InputFile.ofText('estate.lines', `#lines\nbucket orders eu-west-1 ${role} copy\n`);

function file(text: string, name = 'given.json'): InputFile {
  return InputFile.ofText(name, text);
}

describe('a form of input', () => {
  test('is a folder and a line of the list: facts, places, and why something is missing reach the report', async () => {
    const readings = await readFiles([code], {}, [...adapters, lines]);
    const { estate, locators } = joinReadings(readings);
    const report = locateFindings(audit(estate), locators);
    expect(report.input.kind).toBe('lines');
    const texts = report.findings.map(({ message, help, location }) => [
      location?.line,
      location?.pointer,
      `${message} ${help}`,
    ]);
    const versioning = texts.find(([, , text]) => String(text).includes('versioning of bucket orders'));
    expect(versioning).toEqual([
      2,
      'line.2',
      expect.stringContaining('known only after deployment: it depends on line.2'),
    ]);
    expect(texts.map(([, , text]) => text).join('\n')).toContain(`The role ${role} is not in the given code.`);
    expect(texts.map(([, , text]) => text).join('\n')).toContain(supply);
  });

  test('names no API call in what it cannot tell', async () => {
    const { estate } = joinReadings(await readFiles([code], {}, [...adapters, lines]));
    const open = audit(estate).findings.filter(
      ({ rule, message }) => rule.startsWith('evidence/') && !message.startsWith('The organization policies'),
    );
    expect(open.length).toBeGreaterThan(1);
    for (const { message, help } of open) expect(`${message} ${help}`).not.toMatch(/Collect|\(permission |\bGet[A-Z]/);
  });

  test('is joined with inputs of other forms', async () => {
    const other = file(JSON.stringify(snapshot({ buckets: [{ Name: 'copy', BucketRegion: 'eu-west-1' }] })));
    const { estate } = joinReadings(await readFiles([other, code], {}, [...adapters, lines]));
    expect([...estate.buckets.keys()].sort()).toEqual(['copy', 'orders']);
    expect(audit(estate).input.kind).toBe('mixed');
    // What was collected is judged as such, whatever stands beside it.
    expect(estate.buckets.get('copy')?.versioning.state).toBe('not-collected');
    expect(estate.buckets.get('orders')?.encryption.state).toBe('outside');
  });
});

describe('claims', () => {
  const claimant = (kind: string, sureness: 'certain' | 'likely', many = false): Adapter => ({
    ...lines,
    kind,
    recognise: (files) =>
      (many ? [files] : files.map((one) => [one])).map((claimed) => ({
        files: claimed,
        name: kind,
        sureness,
        why: '',
      })),
  });
  const winner = (...forms: readonly Adapter[]): readonly string[] =>
    claimsOf([file('{}', 'a'), file('{}', 'b')], forms).map(({ adapter }) => adapter.kind);

  test('the surest has a file', () => {
    expect(winner(claimant('likely', 'likely'), claimant('certain', 'certain'))).toEqual(['certain', 'certain']);
  });
  test('then the one that takes more files', () => {
    expect(winner(claimant('one', 'likely'), claimant('all', 'likely', true))).toEqual(['all']);
  });
  test('then the first of the list', () => {
    expect(winner(claimant('first', 'likely'), claimant('second', 'likely'))).toEqual(['first', 'first']);
  });
});

async function stated(...files: readonly InputFile[]): Promise<InvalidInput> {
  try {
    joinReadings(await readFiles(files));
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
  throw new Error('was read');
}

describe('what is no form of input is told what it looks like', () => {
  test.each([
    ['resource "aws_s3_bucket" "a" {\n  bucket = "a"\n}', 'Terraform code (HCL)', 'terraform show -json'],
    ['# main\n\nvariable "name" {}\n', 'Terraform code (HCL)', 'terraform show -json'],
    ['locals {\n  a = 1\n}\n', 'Terraform code (HCL)', 'terraform show -json'],
    ['Resources:\n  - a\n', 'CloudFormation template (YAML)', ''],
    ['---\nname: a\nlist:\n  - b\n', 'YAML', ''],
    ['replication:\n  role: a\n', 'YAML', '--output json'],
    ['<?xml version="1.0"?>\n<ReplicationConfiguration/>', 'XML', 'AWS CLI'],
    ['<ReplicationConfiguration xmlns="x"><Role/></ReplicationConfiguration>', 'XML', 'AWS CLI'],
    ['<!DOCTYPE html>\n<html></html>', 'HTML page', ''],
    ['Bucket,Key,Status\norders,a.txt,FAILED\n', 'CSV', ''],
    ['"orders","a.txt","1"\n"orders","b.txt","2"\n', 'CSV', ''],
    [
      '{"@level":"info","@message":"Terraform 1.9","type":"version"}\n{"@level":"info"}\n',
      'terraform plan -json',
      'terraform show -json',
    ],
    ['{"a":1}\n{"a":2}\n', 'JSON lines', ''],
    [
      'Terraform used the selected providers to generate the following execution plan.\n\n  # aws_s3_bucket.a will be created\n',
      '`terraform plan` prints',
      'terraform show -json',
    ],
    [
      'An error occurred (AccessDenied) when calling the GetBucketPolicy operation: Access Denied',
      'message of the AWS CLI',
      '',
    ],
    [
      'Unable to locate credentials. You can configure credentials by running "aws configure".\n',
      'message of the AWS CLI',
      'error first',
    ],
    [
      'aws: [ERROR]: An error occurred (AccessDenied) when calling the GetRole operation: x\n',
      'message of the AWS CLI',
      'error first',
    ],
    ['aws: error: argument --bucket is required\n', 'message of the AWS CLI', 'error first'],
    ['The config profile (prod) could not be found\n', 'message of the AWS CLI', 'error first'],
    ['Error loading SSO Token: Token for prod does not exist\n', 'message of the AWS CLI', 'error first'],
    ['Could not connect to the endpoint URL: "https://s3.amazonaws.com/"\n', 'message of the AWS CLI', 'error first'],
    ['bash: line 1: aws: command not found\n', 'message of the AWS CLI', 'error first'],
    ['zsh: command not found: aws\n', 'message of the AWS CLI', 'error first'],
    ['# for production\nbucket = "orders"\nkeys   = []\n', 'values of Terraform variables', '--var-file'],
    ['team: storage\n', 'YAML', '--output json'],
    ['team: storage\r\n', 'YAML', '--output json'],
    ['-----------------\n|  GetBucketPolicy  |\n+---+', 'the table that the AWS CLI prints', '--output json'],
    ['REPLICATIONCONFIGURATION\tarn:aws:iam::111122223333:role/x\nRULES\tx\n', 'tab-separated', '--output json'],
  ])('%j', async (text, what, help) => {
    const error = await stated(file(text));
    expect(error.faults).toMatchObject([{ file: 'given.json', line: 1, column: 1 }]);
    expect(error.message).toContain(`This looks like`);
    expect(error.message).toContain(what);
    expect(error.help).toContain(help);
  });

  test('the file that put-bucket-replication takes', async () => {
    const error = await stated(file(JSON.stringify({ Role: role, Rules: [{ ID: 'maps', Status: 'Enabled' }] })));
    expect(error.message).toContain('the replication configuration that is given to PutBucketReplication');
    expect(error.help).toContain('GetBucketReplication.ReplicationConfiguration');
  });

  test.each([
    ['{"a": 1,}', '1:9', 'A name in double quotes is expected.'],
    ['{"a": [1, 2', '1:12', 'The text ends too early.'],
    ['', '1:1', 'This is empty.'],
  ])('broken JSON stays broken JSON: %j', async (text, place, message) => {
    expect((await stated(file(text))).message).toContain(`given.json:${place} ${message}`);
  });

  test('bytes', async () => {
    const zip = new InputFile({ name: 'tfplan', given: 'tfplan', text: null, bytes: Uint8Array.of(0x50, 0x4b, 3, 4) });
    expect((await stated(zip)).message).toContain('ZIP archive');
  });

  test('all at once, each with its place', async () => {
    const error = await stated(
      file('a,b\nc,d\n', 'one.csv'),
      file(JSON.stringify(snapshot({})), 'two.json'),
      file('', 'three'),
    );
    expect(error.faults.map(({ file: name }) => name)).toEqual(['one.csv', 'three']);
  });
});

describe('a folder', () => {
  const found = (name: string, text: string): InputFile =>
    new InputFile({ name: `infra/${name}`, given: 'infra', text, bytes: null });

  test('is searched for what it holds; the rest is passed over', async () => {
    const readings = await readFiles([found('notes.md', '# hello'), found('s.json', JSON.stringify(snapshot({})))]);
    expect(readings.map(({ name, faults }) => [name, faults])).toEqual([['infra/s.json', []]]);
  });

  test('in which nothing is found says so of its first file', async () => {
    const error = await stated(found('a.csv', 'a,b\nc,d\n'), found('b.md', '# b'));
    expect(error.faults).toMatchObject([{ file: 'infra/a.csv' }]);
  });
});
