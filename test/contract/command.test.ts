/** The command line as the contract has it: exit codes, outputs, and what is told where. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import { build, newFolder, replint, type Ended } from '../cli/replint.js';

beforeAll(build, 120_000);

const denied = { Error: { Code: 'AccessDenied', Message: 'denied' } };

/** Runs the command beside a snapshot `s.json`, and what else is given. */
function run(snapshot: Snapshot, args: readonly string[], files: Readonly<Record<string, string>> = {}): Ended {
  const folder = newFolder();
  writeFileSync(join(folder, 's.json'), JSON.stringify(snapshot));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return replint(['audit', 's.json', ...args], '', folder);
}

function good(): Snapshot {
  return buildEstate({}).snapshot;
}
/** A warning and no error. */
function warned(): Snapshot {
  const { snapshot } = buildEstate({});
  const [, reads] = snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement;
  reads.Action = reads.Action.filter((action: string) => action !== 's3:GetObjectVersionTagging');
  return snapshot;
}
function failing(): Snapshot {
  const { snapshot } = buildEstate({});
  snapshot.accounts[0].buckets[1].GetBucketVersioning = {};
  return snapshot;
}
function open(snapshot = good()): Snapshot {
  snapshot.accounts[0].buckets[1].GetBucketVersioning = denied;
  return snapshot;
}
function unreadable(): Snapshot {
  const snapshot = good();
  snapshot.accounts[0].buckets[0].GetBucketReplication = denied;
  return snapshot;
}
function uncollected(): Snapshot {
  const snapshot = good();
  delete snapshot.accounts[0].buckets[0].GetBucketReplication;
  return snapshot;
}
function both(): Snapshot {
  const snapshot = open();
  snapshot.accounts[0].buckets[0].GetBucketVersioning = { Status: 'Suspended' };
  const { Rules } = snapshot.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration;
  Rules.push({ ...structuredClone(Rules[0]), ID: 'second', Priority: 2, Filter: { Prefix: 'b/' } });
  return snapshot;
}
function suppress(rule: string): Readonly<Record<string, string>> {
  return {
    'replint.config.yaml': `suppressions:\n  - rule: ${rule}\n    reason: known\n    owner: storage team\n`,
  };
}

describe('exit codes', () => {
  test.each([
    ['nothing wrong', good(), [], {}, 0],
    ['nothing wrong, every note counts', good(), ['--fail-on', 'note'], {}, 1],
    ['a warning', warned(), [], {}, 0],
    ['a warning counts', warned(), ['--fail-on', 'warning'], {}, 1],
    ['a warning counts, suppressed', warned(), ['--fail-on', 'warning'], suppress('role/tags-read-not-allowed'), 0],
    ['an error', failing(), [], {}, 1],
    ['an error, nothing counts', failing(), ['--fail-on', 'never'], {}, 0],
    ['an error, suppressed', failing(), [], suppress('versioning/destination-not-enabled'), 0],
    ['open', open(), [], {}, 3],
    ['open, nothing counts', open(), ['--fail-on', 'never'], {}, 3],
    ['open, and a warning that counts', open(warned()), ['--fail-on', 'warning'], {}, 1],
    ['open, allowed', open(), ['--allow-incomplete'], {}, 0],
    ['open, suppressed', open(), [], suppress('evidence/unreadable'), 0],
    ['a configuration that cannot be read', unreadable(), [], {}, 3],
    ['a configuration that cannot be read, suppressed', unreadable(), [], suppress('evidence/unreadable'), 0],
    ['an error beside what is open', both(), [], {}, 1],
    ['an error beside what is open, allowed', both(), ['--allow-incomplete'], {}, 1],
    ['an error that fails all, whatever is open', both(), ['--fail-on', 'never'], {}, 0],
  ] as const)('%s', (_name, snapshot, args, files, code) => {
    const { status, stderr } = run(snapshot, args, files);
    expect(status).toBe(code);
    expect(stderr).toBe('');
  });

  test('a bucket is asked for whose configuration was not collected', () => {
    const { status, stdout, stderr } = run(uncollected(), ['--bucket', 'orders']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^replint: The inputs hold no replication configuration of bucket "orders"\./);
  });
});

describe('usage errors', () => {
  test.each([
    ['a value that there is not', ['--fail-on', 'warn'], '`--fail-on` takes error, warning, note, never'],
    ['an option without its value', ['--bucket'], '`--bucket` takes a value'],
    ['an unknown option, negated', ['--no-nonsense'], 'Unknown option `--no-nonsense`'],
    ['an option given twice', ['--fail-on', 'error', '--fail-on', 'note'], '`--fail-on` is given more than once'],
    ['two formats for one file', ['--format', 'json=x', '--format', 'sarif=./x'], 'Two formats would be written'],
    ['a format without a name', ['--format', '=x'], 'There is no format'],
    ['an input without a name', [''], 'A file is named by an empty text.\nIf a variable holds the name, it is empty.'],
    ['an option about live accounts', ['--profile', 'x'], '`--profile` is about live accounts'],
  ] as const)('%s', (_name, args, message) => {
    const { status, stdout, stderr } = run(good(), args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('outputs', () => {
  test('nothing is written where the input is wrong', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 's.json'), '{"format": "replint-snapshot/1"');
    const { status, stdout } = replint(['audit', 's.json', '--format', 'json=r.json'], '', folder);
    expect([status, stdout, existsSync(join(folder, 'r.json'))]).toEqual([2, '', false]);
  });

  test('no temporary file is left beside them', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 's.json'), JSON.stringify(failing()));
    expect(replint(['audit', 's.json', '--format', 'json=r.json', '--format', 'csv=r.csv'], '', folder)).toEqual({
      status: 1,
      stdout: '',
      stderr: '',
    });
    expect(readdirSync(folder).sort()).toEqual(['r.csv', 'r.json', 's.json']);
  });

  test('the same input gives the same bytes, in whatever order it stands', () => {
    const snapshot = failing();
    const turned = structuredClone(snapshot);
    for (const account of turned.accounts) {
      account.buckets.reverse();
      account.roles.reverse();
    }
    const report = (input: Snapshot): unknown =>
      JSON.parse(run(input, ['--format', 'json']).stdout, (name, value: unknown) =>
        name === 'location' ? undefined : value,
      );
    expect(run(snapshot, ['--format', 'json']).stdout).toBe(run(snapshot, ['--format', 'json']).stdout);
    expect(report(turned)).toEqual(report(snapshot));
  });

  test('only the buckets that are asked for', () => {
    const first = buildEstate({ name: 'orders' }).snapshot;
    const second = buildEstate({ name: 'logs' }).snapshot;
    for (const list of ['buckets', 'roles']) first.accounts[0][list].push(...second.accounts[0][list]);
    const bucketsOf = (...args: readonly string[]): readonly string[] =>
      (
        JSON.parse(run(first, ['--format', 'json', ...args]).stdout) as {
          replication: readonly { source: { bucket: string } }[];
        }
      ).replication.map(({ source }) => source.bucket);
    expect(bucketsOf()).toEqual(['logs', 'orders']);
    expect(bucketsOf('--bucket', 'orders')).toEqual(['orders']);
    expect(bucketsOf('--bucket', 'orders', '--bucket', 'logs')).toEqual(['logs', 'orders']);
  });
});

describe('an output in the place of an input', () => {
  const text = JSON.stringify(good());
  test.each([
    ['a report over a snapshot', ['audit', 's.json', '--format', 'json=s.json']],
    ['one of several reports', ['audit', 's.json', '--format', 'csv=c.csv', '--format', 'json=./s.json']],
    ['--output', ['audit', 's.json', '--output', 's.json']],
    ['a link to it', ['audit', 's.json', '--format', 'json=link.json']],
    ['what the input is a change of', ['audit', 'other.json', '--onto', 's.json', '--format', 'json=s.json']],
    ['a configuration', ['audit', 'other.json', '--config', 's.json', '--format', 'json=s.json']],
    ['an explanation', ['explain', 's3://orders', 's.json', '--output', 's.json']],
    ['the earlier side of a comparison', ['diff', 's.json', 'other.json', '--output', 's.json']],
    ['the later side of a comparison', ['diff', 'other.json', 's.json', '--output', 's.json']],
    ['a fix', ['fix', 's.json', '--format', 'json=s.json']],
  ] as const)('%s is refused', (_name, args) => {
    const folder = newFolder();
    for (const name of ['s.json', 'other.json']) writeFileSync(join(folder, name), text);
    symlinkSync('s.json', join(folder, 'link.json'));
    const { status, stdout, stderr } = replint(args, '', folder);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^replint: The output `\S+` would replace the input `s\.json`\.\n/);
    expect(readFileSync(join(folder, 's.json'), 'utf8')).toBe(text);
    expect(readdirSync(folder).sort()).toEqual(['link.json', 'other.json', 's.json']);
  });

  test('an earlier report is a baseline, and may be renewed', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 's.json'), text);
    expect(replint(['audit', 's.json', '--format', 'json=r.json'], '', folder).status).toBe(0);
    const renewed = replint(['audit', 's.json', '--baseline', 'r.json', '--format', 'json=r.json'], '', folder);
    expect([renewed.status, renewed.stderr]).toEqual([0, '']);
  });
});
