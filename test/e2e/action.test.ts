/** The Action on live accounts: the bundle under Node.js 24, over the wire. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Log } from 'sarif';
import type { Report } from '../../src/report/model.js';
import { hasNode24 } from '../action/node24.js';
import { buildAction, runStep, type EndedStep, type Step } from '../action/step.js';
import { baseCredentials } from './estates/seed.js';
import { auditorsOf, describeOnTheWire, fixture, judgementOf, reportOf } from './servers/wire-test.js';

const testOnNode24 = hasNode24() ? test : test.skip;

describeOnTheWire('the Action', (wire) => {
  let bundle: string;
  beforeAll(() => {
    bundle = buildAction();
  });
  const step = ({ environment, ...given }: Step): Promise<EndedStep> =>
    runStep(bundle, {
      ...given,
      environment: {
        AWS_ENDPOINT_URL: wire.proxy.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: baseCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: baseCredentials.secretAccessKey,
        ...environment,
      },
    });

  testOnNode24('audits several accounts, each by its role, as the command does', async () => {
    const { accounts, estate } = await wire.seed(fixture('cross-account-no-bucket-policy'));
    const ended = await step({
      inputs: { 'assume-role': auditorsOf(accounts).assumeRole.join('\n'), formats: 'json=out/replint.json' },
    });
    expect([ended.status, ended.stderr]).toEqual([1, '']);
    const report = JSON.parse(ended.read('out/replint.json')) as Report;
    expect(report.input).toMatchObject({ kind: 'live', accounts: [...accounts].sort() });
    expect(judgementOf(report)).toEqual(judgementOf(reportOf(estate)));
    expect(ended.outputs).toMatchObject({ 'exit-code': '1', fails: '1', 'json-file': 'out/replint.json' });
  });

  testOnNode24('takes the accounts from a file of the repository', async () => {
    const { accounts } = await wire.seed(fixture('cross-account-good'));
    const list = accounts.map((id) => `- { account: '${id}', role: auditor }\n`).join('');
    const ended = await step({ files: { 'audit/accounts.yaml': list }, inputs: { accounts: 'audit/accounts.yaml' } });
    expect([ended.status, ended.stderr, ended.outputs['replicates']]).toEqual([0, '', '1']);
  });

  testOnNode24(
    'findings stand at the lines of the committed inventory, else of the configuration, else nowhere',
    async () => {
      const { accounts } = await wire.seed(fixture('article-no-kms-decrypt'));
      const inputs = { 'assume-role': auditorsOf(accounts).assumeRole.join('\n'), formats: 'sarif=replint.sarif' };
      const placesOf = (ended: EndedStep): readonly string[] =>
        ((JSON.parse(ended.read('replint.sarif')) as Log).runs[0]?.results ?? []).map(({ locations }) => {
          const place = locations?.[0]?.physicalLocation;
          return `${place?.artifactLocation?.uri ?? ''}:${place?.region?.startLine ?? ''}`;
        });
      const config = { 'replint.config.yaml': '# Nothing is set.\ntrustedAccounts: []\n' };
      const inventory = { 'replication-inventory.yaml': '# a\nsourceBuckets:\n  - bucket: reports\n' };

      expect(placesOf(await step({ inputs }))).toContainEqual(
        expect.stringMatching(/^aws\/\d{12}\/us-east-1\/s3\/reports:1$/u),
      );
      const onConfig = await step({ files: config, inputs });
      expect(new Set(placesOf(onConfig))).toEqual(new Set(['replint.config.yaml:1']));
      const onInventory = await step({ files: { ...config, ...inventory }, inputs });
      expect(placesOf(onInventory)).toContain('replication-inventory.yaml:3');
      expect(onInventory.commands[0]).toMatch(
        /^::error title=kms\/decrypt-not-allowed,file=replication-inventory\.yaml,line=3,/u,
      );
    },
  );

  testOnNode24('an account that lets nobody in leaves the run incomplete, after everything is written', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const roles = [...auditorsOf(accounts).assumeRole, 'arn:aws:iam::999988887777:role/auditor'];
    wire.proxy.faults.denied = new Set(['AssumeRole arn:aws:iam::999988887777:role/auditor']);
    const ended = await step({ inputs: { 'assume-role': roles.join('\n'), formats: 'markdown=replint.md' } });
    expect([ended.status, ended.outputs['incomplete'], ended.outputs['replicates']]).toEqual([3, 'true', '1']);
    expect(ended.commands[0]).toMatch(
      /^::warning title=replint::(?:Incomplete: |Account 999988887777 could not be read)/u,
    );
    expect(ended.read('replint.md')).toContain('999988887777');
  });

  testOnNode24('a bucket that does not exist is one error', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    const roles = auditorsOf(accounts).assumeRole.join('\n');
    const { status, commands } = await step({ inputs: { 'assume-role': roles, buckets: 'no-such-bucket' } });
    expect(status).toBe(2);
    expect(commands).toEqual([expect.stringMatching(/^::error title=replint::.*no-such-bucket/u)]);
  });
});
