/** Assemblies of real CDK apps (`fixtures/cdk`, made by `scripts/cdk-fixtures.mjs`): what the CDK generates, and where it comes from. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { InputFile } from '../../../src/sources/input-file.js';
import { auditOfFiles, errorsIn, filesIn, verdictsIn } from './audit-of-files.js';

/** As if it had been synthesised in the working folder. */
function assembly(name: string, changed: (text: string) => string = (text) => text): readonly InputFile[] {
  const folder = fileURLToPath(new URL(`../../../fixtures/cdk/${name}/cdk.out`, import.meta.url));
  return filesIn(folder, 'cdk.out', (text) => changed(text.replaceAll('/app/', () => `${resolve('.')}/`)));
}

const replicas = 'ReplicasNestedStackReplicasNestedStackResource76053F65';
const sources = 'SourcesNestedStackSourcesNestedStackResource0DA7F425';

describe('a CDK app', () => {
  test.each([
    { name: 'plain', verdicts: ['Source71E471F1 → ReplicaDDFB2A87: replicates'], errors: [] },
    { name: 'no-environment', verdicts: ['Source71E471F1 → ReplicaDDFB2A87: replicates'], errors: [] },
    {
      name: 'kms-not-selected',
      verdicts: ['Forgotten8606DBE2 → ReplicaDDFB2A87: fails'],
      errors: ['coverage/kms-objects-not-selected app.ts:14', 'coverage/replica-key-without-selection app.ts:14'],
    },
    {
      name: 'object-lock',
      verdicts: ['Source71E471F1 → ReplicaDDFB2A87: fails'],
      errors: ['role/object-lock-read-not-allowed no-statement app.ts:8'],
    },
    {
      name: 'two-accounts',
      verdicts: [
        'Prod-Near/Source71E471F1 → orders-replica-444455556666: replicates',
        'Prod-Near/Source71E471F1 → orders-silent-444455556666: fails',
      ],
      errors: ['destination/policy-not-allowed resource-policy-missing app.ts:12'],
    },
    {
      name: 'two-regions',
      verdicts: [
        'Near/Second394350F9 → Far/Unversioned74F192FA: fails',
        'Near/Source71E471F1 → Far/ReplicaDDFB2A87: replicates',
      ],
      errors: ['versioning/destination-not-enabled app.ts:9'],
    },
    {
      name: 'key-of-another-stack',
      verdicts: ['ledger-111122223333 → ledger-replica-444455556666: replicates'],
      errors: [],
    },
    {
      name: 'nested',
      verdicts: [
        `${sources}/Second394350F9 → ${replicas}/Unversioned74F192FA: fails`,
        `${sources}/Source71E471F1 → ${replicas}/ReplicaDDFB2A87: replicates`,
      ],
      errors: ['versioning/destination-not-enabled app.ts:9'],
    },
  ])('$name', async ({ name, verdicts, errors }) => {
    const report = await auditOfFiles(assembly(name));
    expect(verdictsIn(report)).toEqual(verdicts);
    expect(errorsIn(report)).toEqual(errors);
  });
});

describe('an assembly', () => {
  test('findings name the construct, and the template behind it', async () => {
    const { findings } = await auditOfFiles(assembly('object-lock'));
    const found = findings.find(({ rule }) => rule === 'role/object-lock-read-not-allowed');
    expect(found?.location?.pointer).toMatch(/^Archive\/Source\/\S+ \(cdk\.out\/Archive\.template\.json:\d+\)$/u);
  });

  test('made elsewhere: findings stand in the template, at the construct', async () => {
    const report = await auditOfFiles(
      assembly('object-lock', (text) => text.replaceAll(`${resolve('.')}/`, '/somewhere/')),
    );
    const found = report.findings.find(({ rule }) => rule === 'role/object-lock-read-not-allowed');
    expect(found?.location?.file).toBe('cdk.out/Archive.template.json');
    expect(found?.location?.pointer).toMatch(/^Archive\/Source\//u);
  });

  test('templates of nested stacks are found without the metadata in templates', async () => {
    const bare = assembly('nested', (text) => text.replaceAll('"aws:asset:path"', '"other"'));
    expect(verdictsIn(await auditOfFiles(bare))).toHaveLength(2);
    // Without either, they are not in the input.
    const none = assembly('nested', (text) =>
      text.replaceAll('"aws:asset:path"', '"other"').replaceAll('aws:cdk:templateFile', 'other'),
    );
    const { replication, findings, summary } = await auditOfFiles(none);
    expect(replication).toEqual([]);
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(`^The code of .*${replicas}.* is not in the input: `),
    ]);
    expect(summary.incomplete).toBe(true);
  });

  test('a template that the manifest names and nobody gave', async () => {
    const files = assembly('two-regions').filter(({ name }) => !name.endsWith('Far.template.json'));
    const report = await auditOfFiles(files);
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown']);
    expect(report.notices?.join('\n')).toContain('names the stack Far, whose template is not in the input');
  });

  test('names that lead out of the folder are not followed', async () => {
    const [file] = assembly('plain').filter(({ name }) => name.endsWith('Orders.template.json'));
    const outside = new InputFile({ name: 'Orders.template.json', given: '.', text: file?.text ?? '', bytes: null });
    const others = assembly('plain', (text) => text.replaceAll('"Orders.template.json"', '"../Orders.template.json"'));
    const manifest = others.filter(({ name }) => name.endsWith('manifest.json'));
    // It is read as a template on its own: without the account that the manifest gives.
    const { replication } = await auditOfFiles([outside, ...manifest]);
    expect(replication[0]?.source.account).toBe('AWS::AccountId');
  });
});
