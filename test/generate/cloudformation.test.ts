/** CloudFormation takes what is generated for it: cfn-lint has nothing against any template, and stacks have the order of their steps. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { cloudFormationFiles } from '../../src/generate/emit/cloudformation.js';
import { hasCfnLint, lint } from '../deploy/cfn-lint.js';
import { base, made, setUps } from './set-ups.js';

const all = Object.keys(setUps);

/** Actions on annotations are newer than cfn-lint's table. */
function isNewAction(fault: string): boolean {
  return /^W3037 '\w*annotation\w*' is not one of/u.test(fault);
}

(hasCfnLint() ? describe : describe.skip)('cfn-lint', () => {
  test('has nothing against any template', () => {
    const folder = mkdtempSync(join(tmpdir(), 'replint-cfn-'));
    const paths = all.flatMap((name, index) =>
      cloudFormationFiles(made(setUps[name] ?? []).setup).map(({ path, text }) => {
        const file = join(folder, `${index}-${path}`);
        writeFileSync(file, text);
        return file;
      }),
    );
    const faults = lint(paths).map((ofFile) => ofFile.filter((fault) => !isNewAction(fault)));
    expect(paths.flatMap((path, index) => (faults[index] ?? []).map((fault) => `${path}: ${fault}`))).toEqual([]);
    expect(faults.length).toBeGreaterThan(all.length);
  }, 300_000);
});

interface Template {
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

interface Parameter {
  readonly Default?: string;
}

test.each(all)('%s: every parameter is the output of an earlier stack', (name) => {
  const files = cloudFormationFiles(made(setUps[name] ?? []).setup).map(({ path, text }) => ({
    step: Number(path[0]),
    template: parse(text) as Template,
  }));
  for (const { step, template } of files)
    for (const [parameter, { Default }] of Object.entries((template.Parameters ?? {}) as Record<string, Parameter>)) {
      if (parameter === 'Replicates') continue;
      // What only the second deployment of a stack needs may be made in the same step.
      const earlier = files.filter((other) => (Default === '' ? other.step <= step : other.step < step));
      expect([parameter, ...earlier.flatMap((other) => Object.keys(other.template.Outputs ?? {}))]).toContain(
        parameter,
      );
      expect(earlier.some((other) => parameter in (other.template.Outputs ?? {}))).toBe(true);
    }
});

/** Names of roles and where they are made. */
interface Stack {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >;
}

test.each(all)('%s: what a policy names as its principal is made in an earlier step', (name) => {
  const { setup } = made(setUps[name] ?? []);
  const files = cloudFormationFiles(setup).map(({ path, text }) => ({
    step: Number(path[0]),
    stack: parse(text) as Stack,
  }));
  const stepOfRole = new Map(
    files.flatMap(({ step, stack }) =>
      Object.values(stack.Resources)
        .filter(({ Type }) => Type === 'AWS::IAM::Role')
        .map(({ Properties }) => [String(Properties['RoleName']), step] as const),
    ),
  );
  expect(stepOfRole.size).toBe(setup.roles.length);
  for (const { step, stack } of files)
    for (const { Type, Properties } of Object.values(stack.Resources)) {
      if (!['AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::KMS::ReplicaKey'].includes(Type)) continue;
      for (const [, role = ''] of JSON.stringify(Properties).matchAll(/:role\/([\w+=,.@-]+)/gu))
        expect([Type, role, stepOfRole.get(role) ?? 9]).toEqual([Type, role, expect.any(Number)]);
      for (const [, role = ''] of JSON.stringify(Properties).matchAll(/:role\/([\w+=,.@-]+)/gu))
        expect(stepOfRole.get(role)).toBeLessThan(step);
    }
});

test('two-way: buckets are made without replication, and get it when the other one is there', () => {
  const files = cloudFormationFiles(made([{ ...base, twoWay: true }]).setup);
  expect(files.map(({ path }) => path)).toEqual([
    '1-111122223333-us-east-1.yaml',
    '1-111122223333-eu-west-1.yaml',
    '2-111122223333-us-east-1.yaml',
    '2-111122223333-eu-west-1.yaml',
    '3-111122223333-us-east-1.yaml',
    '3-111122223333-eu-west-1.yaml',
  ]);
  for (const { text } of files.filter(({ path }) => path.startsWith('2-'))) {
    expect(text).toMatch(/^Description: .*step 2 of 4.*Replicates=no/mu);
    expect(text).toMatch(/ReplicationConfiguration:\n\s+Fn::If:\n\s+- Replicates\n/u);
  }
});
