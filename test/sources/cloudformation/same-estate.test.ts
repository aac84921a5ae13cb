/** One estate, as a snapshot of what is deployed and as the template that made it: the same verdicts, the same findings. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../src/report/model.js';
import type { ReadOptions } from '../../../src/sources/adapter.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { auditTexts } from './audit-of-files.js';
import { withConcreteNames } from './concrete-names.js';
import { account, region, resources, right, snapshotOf, templateOf } from './deployed-estate.js';

/** What is found, without where. What only code can tell is left out: in which order things are made. */
function found({ findings, replication }: Report): unknown {
  return {
    verdicts: replication.map(({ verdict, byObjectClass, aspects }) => ({ verdict, byObjectClass, aspects })),
    findings: findings
      .filter(({ level, rule }) => level !== 'note' && rule !== 'configuration/replication-before-versioning')
      .map(({ rule, level, fingerprint, permission }) => [rule, level, permission?.cause ?? '', fingerprint]),
  };
}

describe('a snapshot and the template behind it', () => {
  test.each([
    { name: 'that replicates', parts: right, verdict: 'replicates' },
    { name: 'with a destination that is not versioned', parts: { ...right, versioning: undefined }, verdict: 'fails' },
    { name: 'with a suspended destination', parts: { ...right, versioning: 'Suspended' }, verdict: 'fails' },
    { name: 'with a role that may not write', parts: { ...right, writing: ['s3:ReplicateTags'] }, verdict: 'fails' },
    { name: 'with the wrong key', parts: { ...right, encryptOn: 'SourceKey' }, verdict: 'fails' },
    { name: 'with a role that S3 may not assume', parts: { ...right, trusted: 'ec2.amazonaws.com' }, verdict: 'fails' },
    { name: 'with rights that are not needed', parts: { ...right, writing: ['s3:*'] }, verdict: 'replicates' },
  ])('$name', async ({ parts, verdict }) => {
    const deployed = await auditTexts({ 'snapshot.json': snapshotOf(parts) });
    const code = await auditTexts(
      { 'template.yaml': templateOf(parts), 'list-stack-resources.json': resources },
      { account, region },
    );
    expect(deployed.replication.map((each) => each.verdict)).toEqual([verdict]);
    expect(found(code)).toEqual(found(deployed));
  });
});

/** Rules and causes, without names: those of AWS are longer than what stands for them. */
function kindsOf({ findings, replication }: Report): unknown {
  const verdicts = replication.map(({ verdict, byObjectClass, aspects }) => ({ verdict, byObjectClass, aspects }));
  const kinds = findings
    .filter(({ rule }) => !rule.startsWith('evidence/') && rule !== 'configuration/replication-before-versioning')
    .map(({ rule, level, permission }) => [rule, level, permission?.cause ?? ''].join(' '));
  return { verdicts: verdicts.map((each) => JSON.stringify(each)).sort(), kinds: kinds.sort() };
}

describe('a fixture, and the snapshot of what it makes', () => {
  const place = { account, region };
  const cases: readonly (readonly [files: readonly string[], options?: ReadOptions])[] = [
    [['same-region.yaml']],
    [['sam.yaml']],
    [['optional-key.yaml'], { parameters: { UseKey: 'yes' } }],
    [['optional-key.yaml'], { parameters: { UseKey: 'no' } }],
    [['optional-key-without-encrypt.yaml'], { parameters: { UseKey: 'yes' } }],
    [['mapping.yaml'], { parameters: { Env: 'dev' } }],
    [['exporting.yaml', 'importing.yaml']],
    [['nested-replica.yaml', 'nested-root.yaml', 'nested-source.yaml']],
    [['managed-policy.yaml']],
    [['first-schema.yaml']],
    [['no-trust.yaml']],
    [['bucket-arn-for-objects.yaml']],
    [['key-without-selection.yaml']],
    [['suspended-destination.yaml']],
    [['time-control.yaml']],
    [['tags.yaml']],
    [['inline-policies.yaml']],
    [['object-lock.yaml']],
    [['object-lock-without-reads.yaml']],
    [['deny-others.yaml']],
    [['deny-role.yaml']],
    [['language-extensions.yaml']],
    [['two-keys.json']],
    [['wrong-key.json']],
    ...(['two-accounts-destination.yaml', 'two-accounts-destination-wrong-role.yaml'] as const).map(
      (far): readonly [readonly string[], ReadOptions] => [
        ['two-accounts-source.yaml', far],
        {
          deployments: [
            { file: 'two-accounts-source.yaml', stack: 'near', ...place },
            {
              file: far,
              stack: 'far',
              account: '444455556666',
              region: 'eu-west-1',
              parameters: { SourceAccount: account },
            },
          ],
        },
      ],
    ),
    [
      ['multi-region-key-source.yaml', 'multi-region-key-source-resources.json', 'multi-region-key.yaml'],
      {
        deployments: [
          { file: 'multi-region-key-source.yaml', stack: 'multi-region-key-source', ...place },
          { file: 'multi-region-key.yaml', stack: 'copies', account, region: 'eu-west-1' },
        ],
      },
    ],
  ];

  test.each(cases.map(([files, options]) => ({ name: files.join(' and '), files, options })))(
    '$name $options.parameters',
    async ({ files, options }) => {
      const texts = Object.fromEntries(
        files.map((name) => [
          name,
          readFileSync(new URL(`../../../fixtures/cloudformation/${name}`, import.meta.url), 'utf8'),
        ]),
      );
      const given = { ...place, ...options };
      const [reading] = await readFiles(
        Object.entries(texts).map(([name, text]) => InputFile.ofText(name, text)),
        given,
      );
      expect(reading?.cases).toBeUndefined();
      const snapshot = withConcreteNames(reading?.facts ?? {});
      expect(snapshot).not.toBeNull();
      const deployed = await auditTexts({ 'snapshot.json': snapshot ?? '' });
      expect(deployed.replication.length).toBeGreaterThan(0);
      expect(kindsOf(deployed)).toEqual(kindsOf(await auditTexts(texts, given)));
    },
  );
});
