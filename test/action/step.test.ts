import { beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { parseYaml } from '../../src/config/parse-yaml.js';
import type { Report } from '../../src/report/model.js';
import { describeOnNode24 } from './node24.js';
import { buildAction, root, runStep, type EndedStep, type Step } from './step.js';

function estate(name: string): string {
  return readFileSync(join(root, `fixtures/estates/${name}.json`), 'utf8');
}
const broken = { 'snapshots/broken.json': estate('article-no-kms-decrypt') };
const allFormats = ['table', 'json', 'sarif', 'markdown', 'junit', 'github', 'csv', 'html', 'ocsf', 'asff'];

describeOnNode24('the Action', () => {
  let bundle: string;
  const step = (given: Step): Promise<EndedStep> => runStep(bundle, given);
  beforeAll(() => {
    bundle = buildAction();
  });

  test('fixes: a folder for each owner, and the summary shows them folded; nothing is applied', async () => {
    const ended = await step({ files: broken, inputs: { input: 'snapshots/broken.json', fixes: 'fixes' } });
    expect([ended.status, ended.stderr]).toEqual([1, '']);
    expect(ended.outputs['fixes']).toBe('fixes');
    expect(JSON.parse(ended.read('fixes/fix.json'))).toMatchObject({ format: 'replint-fix/1', verified: true });
    expect(ended.read('fixes/source-111122223333/apply.sh')).toMatch(/^#!/u);
    expect(ended.read('fixes/fix.patch')).toMatch(/^--- a\/snapshots\/broken\.json\n/u);
    expect(ended.summary).toContain('## Replication: what to change');
    expect(ended.summary).toContain('<details>');
    expect(ended.read('snapshots/broken.json')).toBe(broken['snapshots/broken.json']);
  });

  test('a plan and its code: decided, and at lines of the code', async () => {
    const folder = join(root, 'fixtures/terraform/labels-kms');
    const ended = await step({
      files: {
        'plan.json': readFileSync(join(folder, 'plan.json'), 'utf8'),
        ...Object.fromEntries(
          readdirSync(join(folder, 'source'), { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => join(entry.parentPath, entry.name))
            .map((path) => [path.replace(join(folder, 'source'), 'infra'), readFileSync(path, 'utf8')]),
        ),
      },
      inputs: { plan: 'plan.json', source: 'infra', formats: 'json=replint.json' },
    });
    expect([ended.status, ended.stderr]).toEqual([1, '']);
    const { summary, findings } = JSON.parse(ended.read('replint.json')) as Report;
    expect(summary.verdicts).toMatchObject({ fails: 1, unknown: 0 });
    expect(findings.find(({ level }) => level === 'error')?.location?.file).toMatch(/^infra\/.+\.tf$/u);
  });

  test('findings: reports, summary, outputs and annotations are written, and the step fails', async () => {
    const ended = await step({
      files: broken,
      inputs: {
        input: 'snapshots/broken.json',
        formats: allFormats.map((name) => `${name}=reports/replint.${name}`).join('\n'),
      },
    });
    expect([ended.status, ended.stderr]).toEqual([1, '']);
    const report = JSON.parse(ended.read('reports/replint.json')) as Report;
    const [run] = (JSON.parse(ended.read('reports/replint.sarif')) as Log).runs;
    expect(run?.results?.map(({ ruleId }) => ruleId).sort()).toEqual(report.findings.map(({ rule }) => rule).sort());
    expect(run?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('snapshots/broken.json');
    expect(ended.summary).toBe(ended.read('reports/replint.markdown'));
    expect(ended.commands.join('\n')).toBe(ended.read('reports/replint.github').trimEnd());
    expect(ended.commands).toContainEqual(
      expect.stringMatching(
        /^::error title=kms\/decrypt-not-allowed,file=snapshots\/broken\.json,line=\d+,col=\d+::Role /u,
      ),
    );
    expect(ended.stdout).toContain('1 replication rule of 1 source bucket: 1 fails.');
    expect(ended.outputs).toEqual({
      'exit-code': '1',
      incomplete: 'false',
      errors: String(report.summary.findings.error),
      warnings: String(report.summary.findings.warning),
      notes: String(report.summary.findings.note),
      suppressed: '0',
      'source-buckets': '1',
      'replication-rules': '1',
      replicates: '0',
      partly: '0',
      fails: '1',
      skipped: '0',
      disabled: '0',
      unknown: '0',
      files: allFormats.map((name) => `reports/replint.${name}`).join('\n'),
      ...Object.fromEntries(allFormats.map((name) => [`${name}-file`, `reports/replint.${name}`])),
      fixes: '',
    });
  });

  test('action.yml declares the outputs that are set, and no others', async () => {
    const { value } = parseYaml(readFileSync(join(root, 'action.yml'), 'utf8'));
    const declared = Object.keys((value as { readonly outputs: object }).outputs);
    const { outputs } = await step({ files: broken, inputs: { input: 'snapshots/broken.json' } });
    expect(Object.keys(outputs).sort()).toEqual(declared.sort());
  });

  test('a suppression for each finding lets the step pass, and SARIF carries them', async () => {
    const first = await step({
      files: broken,
      inputs: { input: 'snapshots/broken.json', formats: 'json=replint.json', 'fail-on': 'note' },
    });
    expect(first.status).toBe(1);
    const { findings } = JSON.parse(first.read('replint.json')) as Report;
    const config = (expires: string): Record<string, string> => ({
      ...broken,
      'replint.config.yaml': [
        'suppressions:',
        ...findings.map(
          ({ fingerprint }) =>
            `  - { fingerprint: '${fingerprint}', reason: being fixed, owner: storage, expires: '${expires}' }`,
        ),
      ].join('\n'),
    });
    const inputs = { input: 'snapshots/*.json', formats: 'sarif=replint.sarif', 'fail-on': 'note' };

    const passed = await step({ files: config('2999-01-01'), inputs });
    expect([passed.status, passed.stderr]).toEqual([0, '']);
    expect(passed.outputs).toMatchObject({ 'exit-code': '0', errors: '0', suppressed: String(findings.length) });
    expect(passed.commands).toEqual([expect.stringMatching(/^::notice title=replint::Read: account /u)]);
    const results = (JSON.parse(passed.read('replint.sarif')) as Log).runs[0]?.results ?? [];
    expect(results.map(({ suppressions }) => suppressions)).toEqual(
      findings.map(() => [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'being fixed',
          properties: { owner: 'storage', expires: '2999-01-01' },
        },
      ]),
    );

    const expired = await step({ files: config('2020-01-01'), inputs });
    expect(expired.status).toBe(1);
    const why = /^::warning title=replint::The suppression at .*replint\.config\.yaml:2 .* expired on 2020-01-01/u;
    expect(expired.commands).toContainEqual(expect.stringMatching(why));
    expect(expired.summary).toContain('expired on 2020');
    expect(expired.read('replint.sarif')).toContain('expired on 2020-01-01: 1 finding counts again.');
  });

  test('the baseline is an earlier report: only what is new fails the step', async () => {
    const inputs = { input: 'snapshots/*.json', formats: 'json=replint.json' };
    const before = await step({ files: broken, inputs });
    const files = { ...broken, 'baseline.json': before.read('replint.json') };
    const same = await step({ files, inputs: { ...inputs, baseline: 'baseline.json' } });
    expect([same.status, same.outputs['errors']]).toEqual([0, '0']);
    const worse = await step({
      files: { ...files, 'snapshots/more.json': estate('cross-account-no-bucket-policy') },
      inputs: { ...inputs, baseline: 'baseline.json' },
    });
    expect([worse.status, worse.outputs['errors']]).toEqual([1, '1']);
  });

  test('missing evidence ends with 3 and says so, unless it is allowed', async () => {
    const files = { 'snapshot.json': estate('key-policy-unreadable') };
    const incomplete = await step({ files, inputs: { input: 'snapshot.json' } });
    expect([incomplete.status, incomplete.outputs['incomplete'], incomplete.outputs['unknown']]).toEqual([
      3,
      'true',
      '1',
    ]);
    expect(incomplete.commands[0]).toMatch(
      /^::warning title=replint::Incomplete: the verdict of 1 replication rule is /u,
    );
    const allowed = await step({ files, inputs: { input: 'snapshot.json', 'allow-incomplete': 'True' } });
    expect(allowed.status).toBe(0);
  });

  test('what the configuration says holds where no input is given', async () => {
    const files = { ...broken, 'replint.config.json': '{ "failOn": "never" }' };
    const inputs = { input: 'snapshots/broken.json' };
    expect((await step({ files, inputs })).status).toBe(0);
    expect((await step({ files, inputs: { ...inputs, 'fail-on': 'error' } })).status).toBe(1);
  });

  test('summary and annotations can be switched off', async () => {
    const { summary, commands, status } = await step({
      files: broken,
      inputs: { input: 'snapshots/broken.json', summary: 'false', annotations: 'false' },
    });
    expect([status, summary, commands]).toEqual([1, '', []]);
  });

  test('a report that cannot be written fails the step: no file is written, all else is', async () => {
    const ended = await step({
      files: { ...broken, 'taken/by-a-folder': '' },
      inputs: { input: 'snapshots/broken.json', formats: 'sarif=taken\njson=replint.json' },
    });
    expect(ended.status).toBe(2);
    expect(ended.commands[0]).toMatch(/^::error title=replint::Cannot write taken: /u);
    expect(ended.exists('replint.json')).toBe(false);
    expect(ended.outputs).toMatchObject({ 'exit-code': '2', fails: '1', 'sarif-file': '', files: '' });
    expect(ended.summary).toContain('## S3 replication');
  });

  test.each<[string, Record<string, string>]>([
    ['a snapshot', { input: 'out' }],
    ['a pattern', { input: 'fold*/secret.json' }],
    ['a report', { input: 'snapshots/broken.json', formats: 'json=out' }],
    ['a report that is new', { input: 'snapshots/broken.json', formats: 'json=folder/new.json' }],
    ['a baseline', { input: 'snapshots/broken.json', baseline: 'out' }],
    ['a configuration', { input: 'snapshots/broken.json', config: 'out' }],
    ['a list of accounts', { accounts: 'out' }],
  ])('%s behind a link out of the workspace is refused, and nothing is read or written there', async (_, inputs) => {
    const outside = mkdtempSync(join(tmpdir(), 'replint-outside-'));
    writeFileSync(join(outside, 'secret.json'), 'secret');
    const links = { out: join(outside, 'secret.json'), folder: outside };
    const { status, commands, stdout } = await step({ files: broken, links, inputs });
    expect(status).toBe(2);
    expect(commands).toEqual([expect.stringContaining('leads out of the workspace')]);
    expect(stdout).not.toContain('secret"');
    expect(readFileSync(join(outside, 'secret.json'), 'utf8')).toBe('secret');
    expect(readdirSync(outside)).toEqual(['secret.json']);
  });

  test('a configuration that was found behind such a link is refused, too', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'replint-outside-'));
    writeFileSync(join(outside, 'x'), 'failOn: never\n');
    const links = { 'replint.config.yaml': join(outside, 'x') };
    const { status, commands } = await step({ files: broken, links, inputs: { input: 'snapshots/broken.json' } });
    expect([status, commands.length]).toEqual([2, 1]);
    expect(commands[0]).toContain('replint.config.yaml is a link that leads out of the workspace');
  });

  test('only the buckets that were asked for are judged', async () => {
    const files = { ...broken, 'snapshots/good.json': estate('cross-account-good') };
    const { outputs, status } = await step({ files, inputs: { input: 'snapshots/*', buckets: 'orders' } });
    expect([status, outputs['replication-rules'], outputs['replicates']]).toEqual([0, '1', '1']);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['a snapshot that is not there', { input: 'nothing.json' }, /Cannot read nothing\.json: there is no such file/u],
    ['a pattern without files', { input: 'snap/*.json' }, /No file matches "snap\/\*\.json" in /u],
    ['a pattern that only takes out', { input: '!a.json' }, /only take files out/u],
    ['a level that does not exist', { 'fail-on': 'eror' }, /"fail-on" is "eror"\. .*`?error/u],
    ['neither true nor false', { summary: 'yes' }, /"summary" is "yes"\.%0AWrite true or false/u],
    ['a format that does not exist', { formats: 'sarfi=x' }, /no format `sarfi`.*sarif/u],
    ['a format without a file', { formats: 'sarif' }, /names no file for sarif/u],
    ['live options beside files', { input: 'a.json', org: 'audit' }, /"org" is about live accounts/u],
    ['no number', { concurrency: '1e3' }, /"concurrency" is "1e3"/u],
    ['no credentials', { region: 'us-east-1' }, /No AWS credentials were found/u],
    ['a configuration that is not there', { input: 'snapshots/broken.json', config: 'x.yaml' }, /x\.yaml/u],
    [
      'a baseline that is no report',
      { input: 'snapshots/broken.json', baseline: 'snapshots/broken.json' },
      /is not a report/u,
    ],
    ['a command in a name', { input: '::error::x%0A\u001b[31m' }, /Cannot read ::error::x%250A\\u001b\[31m/u],
  ])('%s is one error, in the log and in the summary', async (_, inputs, message) => {
    const { status, stdout, stderr, commands, outputs, summary } = await step({ files: broken, inputs });
    expect([status, stderr, commands.length]).toEqual([2, '', 1]);
    expect(stdout).toMatch(/^::error title=replint::[^\n]+\n$/u);
    expect(commands[0]).toMatch(message);
    expect(outputs).toEqual({ 'exit-code': '2' });
    expect(summary).toContain('The audit could not be done');
    expect(summary).not.toContain('u000a');
    expect(summary).toMatch(/could not be done: \S[^\n]*\n\n\S/u);
  });
});
