/** The templates of the fixtures are ones that CloudFormation takes: cfn-lint has nothing against any of them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { hasCfnLint, lint } from '../../deploy/cfn-lint.js';

const fixtures = fileURLToPath(new URL('../../../fixtures/', import.meta.url));

/** What is known of a warning, and why it is none. */
const allowed: readonly (readonly [rule: string, why: string])[] = [
  ['W3002', 'a nested template in a file is what people have before aws cloudformation package'],
  ['W3005', 'the CDK writes DependsOn beside references that order the resources already'],
];

function templatesBelow(folder: string, isOne: (name: string) => boolean): readonly string[] {
  return readdirSync(join(fixtures, folder), { recursive: true, encoding: 'utf8' })
    .filter(isOne)
    .sort()
    .map((name) => join(fixtures, folder, name));
}

(hasCfnLint() ? describe : describe.skip)('cfn-lint', () => {
  const own = templatesBelow(
    'cloudformation',
    (name) => /\.(?:yaml|json)$/u.test(name) && !name.endsWith('-resources.json'),
  );
  const ofCdk = templatesBelow('cdk', (name) => name.endsWith('.template.json'));

  test('has nothing against the templates of the fixtures', () => {
    const paths = [...own, ...ofCdk];
    const faults = lint(paths).flatMap((ofFile, index) =>
      ofFile
        .filter((fault) => !allowed.some(([rule]) => fault.startsWith(`${rule} `)))
        .map((fault) => `${paths[index] ?? ''}: ${fault}`),
    );
    expect(faults).toEqual([]);
  }, 120_000);

  test('is asked about all of them', () => {
    expect(own.length).toBeGreaterThanOrEqual(25);
    expect(ofCdk.length).toBeGreaterThanOrEqual(10);
  });
});
