/** Templates as people write them (`fixtures/cloudformation`): verdict, rule, cause and place. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Log } from 'sarif';
import type { Deployment, ReadOptions } from '../../../src/sources/adapter.js';
import { render } from '../../reporters/render.js';
import { auditTexts, errorsIn, verdictsIn } from './audit-of-files.js';

function textOf(name: string): string {
  return readFileSync(new URL(`../../../fixtures/cloudformation/${name}`, import.meta.url), 'utf8');
}

interface Case {
  readonly files: readonly string[];
  readonly verdicts: readonly string[];
  readonly errors?: readonly string[];
  readonly options?: ReadOptions;
}

const place = { account: '111122223333', region: 'us-east-1' };
const ledger: readonly Deployment[] = [
  { file: 'two-accounts-source.yaml', stack: 'near', ...place },
  ...['two-accounts-destination.yaml', 'two-accounts-destination-wrong-role.yaml'].map((file) => ({
    file,
    stack: 'far',
    account: '444455556666',
    region: 'eu-west-1',
    parameters: { SourceAccount: '111122223333' },
  })),
];
const replicates = ['Source → Replica: replicates'];
const fails = ['Source → Replica: fails'];

const cases: readonly Case[] = [
  { files: ['same-region.yaml'], verdicts: replicates },
  { files: ['sam.yaml'], verdicts: replicates },
  { files: ['optional-key.yaml'], verdicts: replicates },
  { files: ['optional-key.yaml'], verdicts: replicates, options: { parameters: { UseKey: 'yes' } } },
  { files: ['optional-key-without-encrypt.yaml'], verdicts: replicates },
  {
    files: ['optional-key-without-encrypt.yaml'],
    verdicts: fails,
    errors: ['kms/encrypt-not-allowed no-statement optional-key-without-encrypt.yaml:29'],
    options: { parameters: { UseKey: 'yes' } },
  },
  { files: ['mapping.yaml'], verdicts: ['Source → media-replica-prod: replicates'] },
  {
    files: ['mapping.yaml'],
    verdicts: ['Source → media-replica-dev: replicates'],
    options: { parameters: { Env: 'dev' } },
  },
  {
    files: ['two-accounts-source.yaml', 'two-accounts-destination.yaml'],
    verdicts: ['near/Source → ledger-replica: replicates'],
    options: { deployments: ledger },
  },
  {
    files: ['two-accounts-source.yaml', 'two-accounts-destination-wrong-role.yaml'],
    verdicts: ['near/Source → ledger-replica: fails'],
    errors: ['destination/policy-not-allowed wrong-principal two-accounts-destination-wrong-role.yaml:17'],
    options: { deployments: ledger },
  },
  // Nobody says where they go: whether the bucket needs a policy is not known.
  {
    files: ['two-accounts-source.yaml', 'two-accounts-destination-wrong-role.yaml'],
    verdicts: ['two-accounts-source/Source → ledger-replica: unknown'],
  },
  { files: ['two-accounts-source.yaml'], verdicts: ['Source → ledger-replica: unknown'] },
  { files: ['exporting.yaml', 'importing.yaml'], verdicts: ['importing/Source → exporting/Replica: replicates'] },
  { files: ['importing.yaml'], verdicts: ['Source → Fn::ImportValue photos-replica: unknown'] },
  {
    files: ['nested-replica.yaml', 'nested-root.yaml', 'nested-source.yaml'],
    verdicts: ['Sources/Source → Replicas/Replica: replicates'],
  },
  { files: ['managed-policy.yaml'], verdicts: ['prints → Replica: replicates'] },
  { files: ['first-schema.yaml'], verdicts: replicates },
  { files: ['no-trust.yaml'], verdicts: fails, errors: ['role/not-assumable-by-s3 wrong-principal no-trust.yaml:27'] },
  {
    files: ['bucket-arn-for-objects.yaml'],
    verdicts: fails,
    errors: ['role/source-read-not-allowed wrong-resource bucket-arn-for-objects.yaml:41'],
  },
  {
    files: ['key-without-selection.yaml'],
    verdicts: ['Source → Replica: skipped'],
    errors: ['coverage/kms-objects-not-selected key-without-selection.yaml:16'],
  },
  {
    files: ['suspended-destination.yaml'],
    verdicts: fails,
    errors: ['versioning/destination-not-enabled suspended-destination.yaml:20'],
  },
  { files: ['time-control.yaml'], verdicts: replicates },
  { files: ['tags.yaml'], verdicts: replicates },
  { files: ['inline-policies.yaml'], verdicts: ['audio-AWS::AccountId → Replica: replicates'] },
  {
    files: ['multi-region-key-source.yaml', 'multi-region-key-source-resources.json', 'multi-region-key.yaml'],
    verdicts: ['scans → scans-copies: replicates'],
    options: {
      deployments: [
        { file: 'multi-region-key-source.yaml', stack: 'multi-region-key-source', ...place },
        { file: 'multi-region-key.yaml', stack: 'scans-copies', account: place.account, region: 'eu-west-1' },
      ],
    },
  },
  { files: ['object-lock.yaml'], verdicts: ['Records → Copies: replicates'] },
  {
    files: ['object-lock-without-reads.yaml'],
    verdicts: ['Records → Copies: fails'],
    errors: ['role/object-lock-read-not-allowed no-statement object-lock-without-reads.yaml:15'],
  },
  { files: ['deny-others.yaml'], verdicts: ['Source → Vault: replicates'] },
  {
    files: ['deny-role.yaml'],
    verdicts: ['Source → Vault: fails'],
    errors: ['role/replicate-not-allowed explicit-deny deny-role.yaml:36'],
  },
  {
    files: ['language-extensions.yaml'],
    verdicts: ['files-billing → Archive: replicates', 'files-sales → Archive: replicates'],
  },
  { files: ['two-keys.json'], verdicts: replicates },
  { files: ['wrong-key.json'], verdicts: fails, errors: ['kms/encrypt-not-allowed wrong-resource wrong-key.json:206'] },
];

describe('a template of the fixtures', () => {
  test.each(
    cases.map((each) => ({
      ...each,
      name: `${each.files.join(' and ')} ${JSON.stringify(each.options ?? {}).slice(0, 60)}`,
    })),
  )('$name', async ({ files, verdicts, errors = [], options }) => {
    const report = await auditTexts(Object.fromEntries(files.map((name) => [name, textOf(name)])), options);
    expect({ verdicts: verdictsIn(report), errors: errorsIn(report) }).toEqual({ verdicts, errors });
    // Every finding stands where somebody can edit it, and so do its annotations.
    const places = report.findings.map(({ rule, location }) => ({ rule, ...location }));
    expect(places.filter(({ line, column }) => typeof line !== 'number' || typeof column !== 'number')).toEqual([]);
    const sarif = JSON.parse(await render('sarif', report)) as Log;
    const regions = sarif.runs.flatMap(({ results }) =>
      (results ?? []).map(({ locations }) => locations?.[0]?.physicalLocation?.region?.startLine),
    );
    expect(regions.length).toBeGreaterThan(0);
    expect(regions).not.toContain(undefined);
  });
});
