/** Plans and states hold secrets in clear text: nothing but what decides about replication is read of them. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { locateFindings } from '../../../src/engine/findings/locate-findings.js';
import { audit } from '../../../src/judge.js';
import { reporterNames } from '../../../src/reporters/index.js';
import type { Reading } from '../../../src/sources/adapter.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { render } from '../../reporters/render.js';
import { planOf, readPlans, readStates, shownState } from './plan-of.js';

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
