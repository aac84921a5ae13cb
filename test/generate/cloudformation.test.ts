/** CloudFormation takes what is generated for it: cfn-lint has nothing against any template, and stacks have the order of their steps. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { cloudFormationFiles } from '../../src/generate/emit/cloudformation.js';
import { hasCfnLint, lint } from '../deploy/cfn-lint.js';
import { base, made, setUps } from './set-ups.js';

/** A bucket and its replication are one resource there. */
const possible = Object.keys(setUps).filter((name) => !(setUps[name] ?? []).some(({ twoWay }) => twoWay === true));

/** Each takes cfn-lint its time; these have every kind of resource. */
const linted = ['of the article', 'with keys of two accounts', 'one to two'];

/** Actions on annotations are newer than cfn-lint's table. */
function isNewAction(fault: string): boolean {
  return /^W3037 '\w*annotation\w*' is not one of/u.test(fault);
}

(hasCfnLint() ? describe : describe.skip)('cfn-lint', () => {
  test.each(linted)(
    '%s',
    (name) => {
      const folder = mkdtempSync(join(tmpdir(), 'replint-cfn-'));
      for (const { path, text } of cloudFormationFiles(made(setUps[name] ?? []).setup)) {
        writeFileSync(join(folder, path), text);
        expect([path, lint(join(folder, path)).filter((fault) => !isNewAction(fault))]).toEqual([path, []]);
      }
    },
    120_000,
  );
});

interface Template {
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

test.each(possible)('%s: every parameter is the output of an earlier stack', (name) => {
  const outputs = new Set<string>();
  for (const { text } of cloudFormationFiles(made(setUps[name] ?? []).setup)) {
    const template = parse(text) as Template;
    for (const parameter of Object.keys(template.Parameters ?? {})) expect([...outputs]).toContain(parameter);
    for (const output of Object.keys(template.Outputs ?? {})) outputs.add(output);
  }
});

test('what one stack cannot make at once is refused', () => {
  expect(() => cloudFormationFiles(made([{ ...base, twoWay: true }]).setup)).toThrow(
    /replicates and is replicated to/u,
  );
});
