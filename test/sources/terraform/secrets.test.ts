/** Plans and states hold secrets in clear text: nothing but what decides about replication is read of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { locateFindings } from '../../../src/engine/findings/locate-findings.js';
import { audit } from '../../../src/judge.js';
import { reporterNames } from '../../../src/reporters/index.js';
import type { Reading } from '../../../src/sources/adapter.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { render } from '../../reporters/render.js';
import { planOf, readPlans, readStates, shownState } from './plan-of.js';

type Json = Readonly<Record<string, unknown>>;

const secret = 'planted-secret';

const bucket = {
  bucket: 'orders',
  arn: 'arn:aws:s3:::orders',
  region: 'us-east-1',
  tags: { Token: `${secret}-tag` },
  website: [{ index_document: `${secret}-document` }],
  logging: [{ target_prefix: `${secret}-prefix` }],
};
const others = [
  { address: 'aws_ssm_parameter.p', values: { value: `${secret}-parameter` } },
  {
    address: 'aws_kms_external_key.k',
    values: { arn: 'arn:aws:kms:us-east-1:111122223333:key/k', key_id: 'k', key_material_base64: `${secret}-material` },
  },
  {
    address: 'aws_iam_role.r',
    values: {
      name: 'r',
      arn: 'arn:aws:iam::111122223333:role/r',
      description: `${secret}-description`,
      tags: { a: `${secret}-role` },
    },
  },
];
const replication = {
  bucket: 'orders',
  role: 'arn:aws:iam::111122223333:role/r',
  token: `${secret}-token`,
  rule: [{ id: 'all', status: 'Enabled', filter: [{}], destination: [{ bucket: 'arn:aws:s3:::replica' }] }],
};

async function everythingAbout(reading: Reading): Promise<string> {
  const { estate, locators, facts } = joinReadings([reading]);
  const report = locateFindings(audit(estate, { settings: { now: '2026-11-27T00:00:00Z' } }), locators);
  const texts = [JSON.stringify(facts), JSON.stringify(report), JSON.stringify(reading.notes)];
  for (const name of reporterNames) texts.push(await render(name, report, { detail: 'verbose' }));
  return texts.join('\n');
}

test('a plan: neither facts nor any report hold one', async () => {
  const plan = planOf(
    [
      { address: 'aws_s3_bucket.orders', after: bucket, before: bucket, actions: ['update'], expressions: {} },
      { address: 'aws_s3_bucket_replication_configuration.r', after: replication, expressions: {} },
      ...others.map(({ address, values }) => ({ address, after: values, before: values, actions: ['no-op'] })),
    ],
    {
      variables: { token: { value: `${secret}-variable` } },
      configuration: {
        provider_config: {
          aws: {
            expressions: { secret_key: { constant_value: `${secret}-key` }, region: { constant_value: 'us-east-1' } },
          },
        },
        root_module: {},
      },
    },
  );
  const text = await everythingAbout(await readPlans(plan));
  expect(text).toContain('orders');
  expect(text).not.toContain(secret);
});

test('a state: neither facts nor any report hold one', async () => {
  const state = shownState([
    { address: 'aws_s3_bucket.orders', values: bucket },
    { address: 'aws_s3_bucket_replication_configuration.r', values: replication },
    ...others,
  ]);
  const text = await everythingAbout(await readStates(state));
  expect(text).toContain('orders');
  expect(text).not.toContain(secret);
});

test('the plan and state of an applied estate, with a secret parameter beside it', async () => {
  const read = (name: string): Readonly<Record<string, unknown>> =>
    JSON.parse(readFileSync(`fixtures/terraform/kms-two-regions/${name}`, 'utf8')) as Readonly<Record<string, unknown>>;
  const plan = read('suspends-versioning.plan.json');
  const state = read('terraform.tfstate');
  expect(JSON.stringify([plan, state])).toContain(secret);
  expect(await everythingAbout(await readPlans(plan))).not.toContain(secret);
  expect(await everythingAbout(await readStates(state))).not.toContain(secret);
});

/** Whatever stands in a plan beside the attributes that are read: more attributes, more resources, variables, outputs, credentials. */
function planted(plan: Json, token: () => string): Json {
  const values = (given: unknown): unknown =>
    isJson(given)
      ? {
          ...given,
          description: token(),
          tags: { a: token() },
          user_data: token(),
          website: [{ x: token() }],
          [token()]: token(),
        }
      : given;
  const change = (entry: Json): Json => {
    const own = entry['change'] as Json;
    return {
      ...entry,
      change: { ...own, before: values(own['before']), after: values(own['after']), generated_config: token() },
    };
  };
  const other = (address: string): Json => ({
    address,
    change: { actions: ['create'], before: null, after: { value: token(), password: token() }, after_unknown: {} },
  });
  const configuration = plan['configuration'] as Json;
  const providers = configuration['provider_config'] as Readonly<Record<string, Json>>;
  return {
    ...plan,
    resource_changes: [
      ...(plan['resource_changes'] as readonly Json[]).map(change),
      ...['aws_ssm_parameter.p', 'aws_db_instance.d', 'random_password.r', 'module.x["k"].tls_private_key.t'].map(
        other,
      ),
    ],
    variables: {
      ...(plan['variables'] as Json | undefined),
      token: { value: token() },
      nested: { value: { a: [token()] } },
    },
    output_changes: { o: { actions: ['create'], after: token() } },
    planned_values: {
      outputs: { o: { value: token() } },
      root_module: { resources: [{ address: 'x.y', values: { v: token() } }] },
    },
    checks: [{ address: { to_display: token() }, status: 'fail', instances: [{ problems: [{ message: token() }] }] }],
    configuration: {
      ...configuration,
      provider_config: Object.fromEntries(
        Object.entries(providers).map(([name, provider]) => [
          name,
          {
            ...provider,
            expressions: {
              ...(provider['expressions'] as Json),
              secret_key: { constant_value: token() },
              token: { constant_value: token() },
              default_tags: [{ tags: { constant_value: { t: token() } } }],
            },
          },
        ]),
      ),
    },
  };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const plansOnFile = [
  'kms-two-regions/plan.json',
  'kms-two-regions/drops-encrypt.plan.json',
  'two-accounts/plan.json',
  'destinations-by-module/plan.json',
];

describe('secrets that are strewn over a plan', () => {
  const word = 'QZSECRETQZ';
  let count = 0;
  const token = (): string => `${word}${(count += 1)}`;
  const strewn = (name: string): Json =>
    planted(JSON.parse(readFileSync(`fixtures/terraform/${name}`, 'utf8')) as Json, token);

  test.each(plansOnFile)('%s: in no fact, report, note or snapshot', async (name) => {
    const text = await everythingAbout(await readPlans(strewn(name)));
    expect(text).toContain('aws_s3_bucket_replication_configuration');
    expect(text).not.toContain(word);
  });

  // A fault of the text may lie anywhere, so also beside a secret.
  test('broken anywhere: in no message', async () => {
    const plan = JSON.stringify(strewn('kms-two-regions/plan.json'));
    const step = Math.ceil(plan.length / 200);
    for (let at = 1; at < plan.length; at += step)
      for (const text of [plan.slice(0, at), `${plan.slice(0, at)}\u0000${plan.slice(at)}`]) {
        const readings = await readFiles([InputFile.ofText('plan.json', text)]);
        expect(
          JSON.stringify(readings.map(({ faults, help, notes, name }) => [faults, help, notes, name])),
        ).not.toContain(word);
      }
  });
});
