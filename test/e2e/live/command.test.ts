/** The command as users run it, against the wire: environment variables in, files and exit codes out. */
import { expect, test } from '@jest/globals';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Report } from '../../../src/report/model.js';
import { build } from '../../cli/replint.js';
import { LiveCommand, rolesOf } from '../servers/live-command.js';
import {
  auditorsOf,
  describeOnTheWire,
  fixture,
  judgementOf,
  reportOf,
  timeless,
  type Snapshot,
} from '../servers/wire-test.js';

build();

describeOnTheWire('the command', (wire) => {
  const command = new LiveCommand(wire);
  const inFolder = (name: string): string => command.path(name);
  const json = (name: string): unknown => command.json(name);
  const start = (args: readonly string[]) => command.start(args);
  const replint = (args: readonly string[], environment?: Readonly<Record<string, string>>) =>
    command.run(args, environment);

  test('audits the live accounts as it audits the snapshot that it collects', async () => {
    const { accounts, estate } = await wire.seed(fixture('cross-account-no-bucket-policy'));
    const live = await replint(['audit', ...rolesOf(accounts), '--format', 'json']);
    const collected = await replint(['collect', ...rolesOf(accounts), '-o', 'estate.json.gz']);
    expect(collected).toMatchObject({ status: 0, stderr: '' });
    expect(collected.stdout).toMatch(
      /^Wrote estate\.json\.gz: 2 accounts, \d+ buckets, \d+ calls\. Next: .* audit estate\.json\.gz\n$/u,
    );
    const fromFile = await replint(['audit', 'estate.json.gz', '--format', 'json']);
    const report = JSON.parse(live.stdout) as Report;
    expect([live.status, live.stderr, fromFile.status]).toEqual([1, '', 1]);
    expect(judgementOf(report)).toEqual(judgementOf(JSON.parse(fromFile.stdout) as Report));
    expect(judgementOf(report)).toEqual(judgementOf(reportOf(estate)));
    expect(report.input.kind).toBe('live');
    expect(report.input.read).toMatchObject({
      calls: expect.any(Number),
      principals: rolesOf(accounts)
        .filter((word) => word.startsWith('arn:'))
        .sort(),
    });
    expect(report.findings.map(({ location }) => location)).toEqual(report.findings.map(() => null));
    expect(JSON.parse(gunzipSync(readFileSync(inFolder('estate.json.gz'))).toString())).toMatchObject({
      format: 'replint-snapshot/1',
    });
  });

  test('--debug tells of every call, and of nothing else', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const { stdout, stderr, status } = await replint(['audit', ...rolesOf(accounts), '--debug', '--format', 'json']);
    const lines = stderr.trimEnd().split('\n');
    const { read } = (JSON.parse(stdout) as Report).input;
    expect([status, lines.length]).toEqual([0, read?.calls]);
    for (const line of lines)
      expect(line).toMatch(/^[a-z\d]+:\w+ (?:\{.*\} )?in [a-z\d-]+(?: of \d{12})?: \w+ \(\d+ ms\)$/u);
    expect(stderr).toMatch(/^s3:GetBucketReplication \{"Bucket":"reports"\} in us-east-1 of 111122223333: answered /mu);
  });

  test('reads only what --bucket is about, and explains it', async () => {
    const { accounts } = await wire.seed(fixture('article-no-kms-decrypt'));
    const bucket = JSON.parse((await replint(['audit', ...rolesOf(accounts), '--format', 'json'])).stdout) as Report;
    const name = bucket.replication[0]?.source.bucket ?? '';
    const { status, stdout, stderr } = await replint(['explain', `s3://${name}/a`, ...rolesOf(accounts)]);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('kms:Decrypt');
    const shown = (await replint(['audit', ...rolesOf(accounts)])).stdout;
    expect(shown.trimEnd()).toMatch(new RegExp(` explain s3://${name} ${rolesOf(accounts).join(' ')}$`, 'u'));
    const missing = await replint(['audit', ...rolesOf(accounts), '--bucket', 'no-such-bucket']);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('no-such-bucket');
  });

  test('findings of a live audit stand at the lines of a committed inventory', async () => {
    const { accounts } = await wire.seed(fixture('article-no-kms-decrypt'));
    const bare = await replint(['audit', ...rolesOf(accounts), '--format', 'sarif']);
    interface Result {
      readonly locations: readonly [
        {
          readonly physicalLocation: {
            readonly artifactLocation: { uri: string };
            readonly region: { startLine: number };
          };
        },
      ];
    }
    const placesOf = (sarif: string): readonly string[] =>
      JSON.parse(sarif).runs[0].results.map(
        ({ locations: [{ physicalLocation: place }] }: Result) =>
          `${place.artifactLocation.uri}:${place.region.startLine}`,
      );
    expect(placesOf(bare.stdout)).toContainEqual(expect.stringMatching(/^aws\/\d{12}\/us-east-1\/s3\/[^/]+:1$/u));
    expect(bare.stdout).toContain('commit an inventory');
    const made = await replint(['inventory', ...rolesOf(accounts), '-o', 'replication-inventory.yaml']);
    expect(made).toEqual({ status: 0, stdout: '', stderr: '' });
    const { stdout } = await replint(['audit', ...rolesOf(accounts), '--format', 'sarif']);
    const lines = readFileSync(inFolder('replication-inventory.yaml'), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('- bucket:')) + 1;
    expect(placesOf(stdout)).toContain(`replication-inventory.yaml:${line}`);
    rmSync(inFolder('replication-inventory.yaml'));
  });

  test('takes the accounts from a file, in YAML and JSON', async () => {
    const { accounts } = await wire.seed(fixture('cross-account-good'));
    const list = accounts.map((id) => `- account: ${id}\n  role: auditor\n`).join('');
    writeFileSync(inFolder('accounts.yaml'), `accounts:\n${list.replaceAll(/^/gmu, '  ')}`);
    writeFileSync(inFolder('accounts.json'), JSON.stringify(auditorsOf(accounts).assumeRole));
    for (const file of ['accounts.yaml', 'accounts.json']) {
      const { status, stderr } = await replint(['audit', '--accounts', file]);
      expect([file, status, stderr]).toEqual([file, 0, '']);
    }
    writeFileSync(inFolder('accounts.yaml'), 'accounts: [\n');
    const broken = await replint(['audit', '--accounts', 'accounts.yaml']);
    expect(broken.status).toBe(2);
    expect(broken.stderr).toMatch(/accounts\.yaml:2:1 /u);
  });

  test('an account that lets nobody in leaves the run incomplete, and the rest judged', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const roles = [...rolesOf(accounts), '--assume-role', 'arn:aws:iam::999988887777:role/auditor'];
    wire.proxy.faults.denied = new Set(['AssumeRole arn:aws:iam::999988887777:role/auditor']);
    const { status, stdout } = await replint(['audit', ...roles, '--format', 'json']);
    expect(status).toBe(3);
    const report = JSON.parse(stdout) as Report;
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['replicates']);
    expect(report.findings.map(({ message }) => message)).toContainEqual(expect.stringContaining('999988887777'));
    const collected = await replint(['collect', ...roles, '-o', 'partial.json']);
    expect(collected.status).toBe(3);
    expect(collected.stderr).toContain('Account 999988887777 was not read');
    expect((await replint(['audit', 'partial.json'])).status).toBe(3);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s leaves a snapshot that can be continued', async (signal) => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const roles = rolesOf(accounts);
    await replint(['collect', ...roles, '-o', 'whole.json']);
    wire.proxy.faults.latency = 150;
    const { child, ended } = start(['collect', ...roles, '-o', 'stopped.json', '--concurrency', '1']);
    let calls = 0;
    wire.proxy.onCall = () => {
      calls += 1;
      if (calls === 8) child.kill(signal);
    };
    const { status, stderr } = await ended;
    wire.proxy.onCall = () => {};
    wire.proxy.faults.latency = 0;
    expect(status).toBe(3);
    expect(stderr).toContain(`--resume stopped.json ${roles.join(' ')}\n`);
    expect((await replint(['audit', 'stopped.json'])).status).toBe(3);
    const resumed = await replint(['collect', ...roles, '-o', 'stopped.json', '--resume', 'stopped.json']);
    expect(resumed).toMatchObject({ status: 0, stderr: '' });
    expect(timeless(json('stopped.json') as Snapshot)).toEqual(timeless(json('whole.json') as Snapshot));
  });

  test('without credentials: one message, which also leads to the demo', async () => {
    const { status, stdout, stderr } = await replint(['audit'], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^replint: No AWS credentials were found/u);
    expect(stderr).toContain('`replint demo`');
  });

  test('credentials that have expired are told as such', async () => {
    await wire.seed(fixture('article-good'));
    wire.proxy.faults.expired = true;
    const { status, stderr } = await replint(['collect', '-o', 'never.json']);
    expect(status).toBe(2);
    expect(stderr).toContain('expired');
    expect(() => readFileSync(inFolder('never.json'))).toThrow('ENOENT');
  });
});
