/** Answers, calls and runs end in time, and what was read by then counts. */
import { afterEach, expect, test } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Report } from '../../../src/report/model.js';
import { readSnapshots } from '../../../src/sources/snapshot/read-snapshot.js';
import { build } from '../../cli/replint.js';
import { LiveCommand, rolesOf } from '../servers/live-command.js';
import { auditorsOf, describeOnTheWire, fixture, reportOf, timeless, type Snapshot } from '../servers/wire-test.js';

build();

describeOnTheWire('an answer', (wire) => {
  test('that comes in drops is given up, and unreadable', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    wire.proxy.misbehave({ dripping: new Set(['GetBucketPolicy', 'GetBucketVersioning']) });
    const { problems, complete } = await wire.collect(auditorsOf(accounts), { answerTimeout: 1_500, attempts: 2 });
    expect(complete).toBe(false);
    // On a busy machine an answer without a fault can be late too.
    expect(problems.map(({ operation, code }) => `${operation} ${code}`)).toEqual(
      expect.arrayContaining(['GetBucketPolicy TimeoutError', 'GetBucketVersioning TimeoutError']),
    );
  });
});

describeOnTheWire('a run', (wire) => {
  test('ends at its deadline with what was read, which is judged', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const whole = await wire.collect(auditorsOf(accounts));
    wire.proxy.misbehave({ unanswered: new Set(['GetBucketPolicy']) });
    const { snapshot, problems, complete } = await wire.collect({ ...auditorsOf(accounts), timeout: 3 });
    expect(complete).toBe(false);
    expect(problems.map(({ kind, code }) => `${kind} ${code}`)).toEqual(['interrupted OutOfTime']);
    const { replication, summary, findings } = reportOf(snapshot);
    expect([replication.length, summary.incomplete]).toEqual([1, true]);
    expect(findings.map(({ message }) => message)).toContainEqual(expect.stringContaining('OutOfTime'));
    wire.proxy.calm();
    const resumed = await wire.collect({ ...auditorsOf(accounts), resume: snapshot });
    expect(timeless(resumed.snapshot)).toEqual(timeless(whole.snapshot));
  });

  test.each([0, -1, Number.NaN, Infinity])('cannot be given %d seconds', async (timeout) => {
    await expect(wire.collect({ timeout })).rejects.toMatchObject({ name: 'InvalidCollectOption' });
  });

  test('keeps checkpoints that can be continued', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const whole = await wire.collect(auditorsOf(accounts));
    const kept: string[] = [];
    wire.proxy.faults.latency = 20;
    const onCheckpoint = async (snapshot: object): Promise<void> => {
      kept.push(JSON.stringify(snapshot));
    };
    await wire.collect({ ...auditorsOf(accounts), concurrency: 1, onCheckpoint }, { checkpointGap: 50 });
    wire.proxy.faults.latency = 0;
    expect(kept.length).toBeGreaterThan(3);
    const middle = kept[Math.floor(kept.length / 2)] ?? '';
    const [read] = readSnapshots([{ name: 'x', kind: 'snapshot', text: middle }]).snapshots;
    expect(read?.collection?.problems?.map(({ code }) => code)).toEqual(['Interrupted']);
    const resumed = await wire.collect({ ...auditorsOf(accounts), resume: JSON.parse(middle) });
    expect(timeless(resumed.snapshot)).toEqual(timeless(whole.snapshot));
  });
});

describeOnTheWire('the command', (wire) => {
  const command = new LiveCommand(wire);
  afterEach(() => wire.proxy.calm());

  test('audit, explain and collect take --timeout', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const roles = rolesOf(accounts);
    wire.proxy.misbehave({ unanswered: new Set(['GetBucketPolicy']) });
    const [audit, explain, collect] = await Promise.all([
      command.run(['audit', ...roles, '--timeout', '4', '--format', 'json']),
      command.run(['explain', 's3://reports', ...roles, '--timeout', '4']),
      command.run(['collect', ...roles, '--timeout', '4', '-o', 'late.json']),
    ]);
    expect(audit.status).toBe(3);
    expect((JSON.parse(audit.stdout) as Report).replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
    expect(explain.status).toBe(3);
    expect(collect.status).toBe(3);
    expect(collect.stderr).toContain('The time given for the run was up');
    expect(collect.stderr).toContain('--resume late.json');
    const wrong = await command.run(['audit', '--timeout', '0']);
    expect([wrong.status, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('`--timeout` is not a whole number of at least 1.'),
    ]);
  });

  test('a checkpoint that was left behind is told of, and gone when the collection is whole', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const roles = rolesOf(accounts);
    wire.proxy.misbehave({ unanswered: new Set(['GetBucketPolicy']) });
    await command.run(['collect', ...roles, '--timeout', '3', '-o', 'killed.json.part']);
    wire.proxy.calm();
    const resumed = await command.run(['collect', ...roles, '-o', 'killed.json', '--resume', 'killed.json.part']);
    expect(resumed).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(command.path('killed.json.part'))).toBe(false);
    writeFileSync(command.path('killed.json.part'), '{}');
    const anew = await command.run(['collect', ...roles, '-o', 'killed.json']);
    expect([anew.status, anew.stderr]).toEqual([
      0,
      expect.stringContaining(`--resume killed.json.part ${roles.join(' ')}\n`),
    ]);
    expect(existsSync(command.path('killed.json.part'))).toBe(false);
  });

  test('--resume refuses a complete file, and an old one', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const roles = rolesOf(accounts);
    await command.run(['collect', ...roles, '-o', 'done.json']);
    const complete = await command.run(['collect', ...roles, '-o', 'next.json', '--resume', 'done.json']);
    expect([complete.status, complete.stderr]).toEqual([
      2,
      expect.stringMatching(/^replint: done\.json is complete: there is nothing to continue\.\nCollect again/u),
    ]);
    const more = await command.run(['collect', ...roles, '-o', 'next.json', '--resume', 'done.json', '--tags']);
    expect(more.status).toBe(0);
    const snapshot = JSON.parse(readFileSync(command.path('done.json'), 'utf8')) as Snapshot;
    for (const [collectedAt, words] of [
      ['2026-01-02T03:04:05Z', 'was collected at 2026-01-02T03:04:05Z'],
      [undefined, 'does not say when it was collected'],
    ] as const) {
      writeFileSync(command.path('old.json'), JSON.stringify({ ...snapshot, collectedAt }));
      const old = await command.run(['collect', ...roles, '-o', 'next.json', '--resume', 'old.json']);
      expect([old.status, old.stderr]).toEqual([2, expect.stringContaining(words)]);
    }
  });
});
