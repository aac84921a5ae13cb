/** The state machine of the template, executed by moto's Step Functions, with the job's own functions behind its tasks. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { handlers } from '../../src/job/index.js';
import { OutOfTime } from '../../src/job/collect.js';
import type { Setting } from '../../src/job/setting.js';
import { definitionOf, readTemplate } from '../deploy/template.js';
import { baseAccount } from './estates/seed.js';
import { jobBucket, jobSetting, jsonAt, textAt } from './servers/job-setting.js';
import { LambdaRelay } from './servers/lambda-relay.js';
import { estateOfMany } from './estates/many-accounts.js';
import { hasMoto } from './servers/moto.js';
import { Wire } from './servers/wire-test.js';

const topic = `arn:aws:sns:us-east-1:${baseAccount}:replint`;
function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:${baseAccount}:function:${name}`;
}

const definition = JSON.stringify(
  definitionOf(readTemplate('replint-job.yaml'), {
    Bucket: jobBucket,
    Topic: topic,
    ListFunction: functionArn('list'),
    CollectFunction: functionArn('collect'),
    PlanFunction: functionArn('plan'),
    MergeFunction: functionArn('merge'),
  }),
  // Pauses between attempts are Step Functions' own affair.
  (name, value: unknown) => (name === 'IntervalSeconds' ? 1 : value),
);

interface Execution {
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
}

(hasMoto() ? describe : describe.skip)('the state machine', () => {
  const wire = new Wire();
  const relay = new LambdaRelay();

  /** The services' JSON and query protocols, spoken plainly: no client of theirs is a dependency. */
  const call = async (service: string, headers: Record<string, string>, body: string): Promise<string> => {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDBASE/20261125/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`;
    const reply = await fetch(wire.motoEndpoint, { method: 'POST', headers: { authorization, ...headers }, body });
    const text = await reply.text();
    if (!reply.ok) throw new Error(text);
    return text;
  };
  const states = async <T>(operation: string, input: object): Promise<T> =>
    JSON.parse(
      await call(
        'states',
        { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AWSStepFunctions.${operation}` },
        JSON.stringify(input),
      ),
    ) as T;

  const execute = async (name: string): Promise<Execution> => {
    const { stateMachineArn } = await states<{ stateMachineArn: string }>('CreateStateMachine', {
      name: `job-${name}`,
      definition,
      roleArn: `arn:aws:iam::${baseAccount}:role/run`,
    });
    const { executionArn } = await states<{ executionArn: string }>('StartExecution', {
      stateMachineArn,
      name,
      input: '{}',
    });
    for (;;) {
      const execution = await states<Execution>('DescribeExecution', { executionArn });
      if (execution.status !== 'RUNNING') {
        // moto copies everything it has when an execution starts, which it cannot do with one that has ended.
        await states('DeleteStateMachine', { stateMachineArn });
        return execution;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  beforeAll(async () => {
    const port = await relay.start();
    await wire.start({ MOTO_PORT: String(port) });
    relay.moto = wire.motoEndpoint;
  });
  afterAll(async () => {
    await wire.stop();
    relay.stop();
  });
  let setting: Setting;
  beforeEach(async () => {
    await wire.reset();
    relay.invocations.length = 0;
    relay.published.length = 0;
    await fetch(`${wire.motoEndpoint}/moto-api/config`, {
      method: 'POST',
      body: JSON.stringify({ stepfunctions: { execute_state_machine: true }, lambda: { use_docker: false } }),
    });
    await call(
      'sns',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'Action=CreateTopic&Name=replint&Version=2010-03-31',
    );
    setting = await jobSetting(wire, { REPLINT_BATCH_SIZE: '1' });
    relay.functions = handlers(() => setting);
  });

  const product = `arn:aws:securityhub:us-east-1:${baseAccount}:product/${baseAccount}/default`;

  interface Imported {
    readonly Id: string;
    readonly ProductArn: string;
    readonly Compliance: { readonly Status: string };
  }

  /** What Security Hub holds. */
  const imported = async (): Promise<readonly Imported[]> => {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDBASE/20261125/us-east-1/securityhub/aws4_request, SignedHeaders=host, Signature=00`;
    const reply = await fetch(`${wire.motoEndpoint}/findings`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', host: 'securityhub.us-east-1.amazonaws.com' },
      body: '{"MaxResults":100}',
    });
    return ((await reply.json()) as { readonly Findings: readonly Imported[] }).Findings;
  };

  const invoked = (): readonly string[] => relay.invocations.map(({ name }) => name);

  test('reads accounts in batches, then what leads from one to another, judges, and tells of the first report', async () => {
    await wire.seed(estateOfMany(['cross-account-good', 'cross-account-no-bucket-policy']));
    expect(await execute('first')).toMatchObject({ status: 'SUCCEEDED' });
    expect(invoked()).toEqual([
      'list',
      ...Array.from({ length: 4 }, () => 'collect'),
      'plan',
      ...Array.from({ length: 2 }, () => 'collect'),
      'plan',
      'merge',
    ]);
    const report = await jsonAt(setting, 'latest/report.json');
    expect(report['summary']).toMatchObject({ verdicts: { replicates: 1, fails: 1, unknown: 0 } });
    expect(relay.published).toEqual([
      {
        subject: 'replint: first report: 2 replication rules, 1 in trouble',
        message: expect.stringContaining('s3://replint-job/reports/'),
      },
    ]);
  });

  test('imports findings into Security Hub where that is asked for, and nothing otherwise', async () => {
    await wire.seed(estateOfMany(['cross-account-good', 'cross-account-no-bucket-policy']));
    expect(await execute('without')).toMatchObject({ status: 'SUCCEEDED' });
    expect(await imported()).toEqual([]);
    setting = await jobSetting(wire, { REPLINT_BATCH_SIZE: '1', REPLINT_SECURITY_HUB: product });
    expect(await execute('with')).toMatchObject({ status: 'SUCCEEDED' });
    const findings = await imported();
    const report = await jsonAt(setting, 'latest/report.json');
    expect(findings).toHaveLength(
      (report['replication'] as readonly object[]).length + (report['findings'] as readonly object[]).length,
    );
    expect(new Set(findings.map(({ ProductArn }) => ProductArn))).toEqual(new Set([product]));
    const byStatus = (status: string): number =>
      findings.filter(({ Id, Compliance }) => Id.includes('/replication/') && Compliance.Status === status).length;
    expect([byStatus('PASSED'), byStatus('FAILED')]).toEqual([1, 1]);
    expect(relay.published.map(({ subject }) => subject)).toHaveLength(1);
  });

  test('tells that findings were not imported, and what was found all the same', async () => {
    await wire.seed(estateOfMany(['cross-account-good']));
    const { merge, ...others } = handlers(() => setting);
    relay.functions = {
      ...others,
      // Batches are announced, and there is no object with them.
      merge: async (event, context) => ({ ...((await merge(event, context)) as object), findingBatches: 1 }),
    };
    expect(await execute('unread')).toMatchObject({ status: 'SUCCEEDED' });
    expect(relay.published.map(({ subject }) => subject)).toEqual([
      'replint: findings were not imported into Security Hub',
      'replint: first report: 1 replication rule, 0 in trouble',
    ]);
    expect(relay.published[0]?.message).toMatch(/^Execution arn:aws:states:.*: ItemReader|States\./u);
  });

  test('imports what Security Hub takes, and tells that it refused the rest', async () => {
    await wire.seed(estateOfMany(['cross-account-good', 'cross-account-no-bucket-policy']));
    setting = await jobSetting(wire, { REPLINT_BATCH_SIZE: '1', REPLINT_SECURITY_HUB: product });
    const { merge, ...others } = handlers(() => setting);
    relay.functions = {
      ...others,
      // Its findings, with a batch before them that holds a finding without a resource.
      merge: async (event, context) => {
        const outcome = (await merge(event, context)) as { readonly findingBatches: number };
        const key = 'runs/refused/security-hub.json';
        const [batch = [], ...more] = JSON.parse(await textAt(setting, key)) as readonly (readonly object[])[];
        const refused = [{ ...batch[0], Id: 'nothing', Resources: [] }];
        await setting.store.put(key, JSON.stringify([refused, batch, ...more]), 'application/json');
        return { ...outcome, findingBatches: outcome.findingBatches + 1 };
      },
    };
    expect(await execute('refused')).toMatchObject({ status: 'SUCCEEDED' });
    const found = await imported();
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ Id }) => Id)).not.toContain('nothing');
    expect(relay.published.map(({ subject }) => subject)).toEqual([
      'replint: not all findings were imported into Security Hub',
      'replint: first report: 2 replication rules, 1 in trouble',
    ]);
    expect(relay.published[0]?.message).toContain('at least one of 2 batches');
  });

  test('is silent when nothing changed', async () => {
    await wire.seed(estateOfMany(['cross-account-good']));
    await execute('first');
    relay.published.length = 0;
    expect(await execute('second')).toMatchObject({ status: 'SUCCEEDED' });
    expect(relay.published).toEqual([]);
    expect(await jsonAt(setting, 'runs/second/notice.json')).toMatchObject({ notice: null });
  });

  test('invokes a function again that ran out of time', async () => {
    await wire.seed(estateOfMany(['cross-account-good']));
    const { collect, ...others } = handlers(() => setting);
    let attempts = 0;
    relay.functions = {
      ...others,
      collect: async (event, context) => {
        attempts += 1;
        if (attempts === 1) throw new OutOfTime('for the test');
        return collect(event, context);
      },
    };
    expect(await execute('slow')).toMatchObject({ status: 'SUCCEEDED' });
    expect(relay.invocations[1]?.result).toMatchObject({ errorType: 'OutOfTime' });
    expect(relay.published).toHaveLength(1);
  });

  test('tells what made it fail', async () => {
    setting = await jobSetting(wire, { REPLINT_ACCOUNTS: '111122223333' });
    wire.proxy.misbehave({ denied: new Set(['sts:AssumeRole']) });
    const execution = await execute('closed');
    expect(execution).toMatchObject({ status: 'FAILED', error: 'ExpectedError' });
    expect(relay.published).toEqual([
      {
        subject: 'replint: the run failed, nothing was judged',
        message: expect.stringContaining('None of 1 accounts could be read.'),
      },
    ]);
  });
});
