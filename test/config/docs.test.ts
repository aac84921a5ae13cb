import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parseYaml } from '../../src/config/parse-yaml.js';
import { readConfig } from '../../src/config/read-config.js';
import { ruleFacts } from '../../src/rule-facts.js';

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}
const ruleIds = ruleFacts.map(({ id }) => id);
const example = /<!-- example -->\s*```yaml\n([^]*?)```/u.exec(read('docs/configuration.md'))?.[1] ?? '';
const isValid = new Ajv({ strict: false }).compile(JSON.parse(read('schemas/replint-config.schema.json')) as object);

/** As an editor judges it, and as the run does. */
function judgementsOf(yaml: string): readonly [boolean, boolean] {
  let isAccepted = true;
  try {
    readConfig('replint.config.yaml', yaml, ruleIds);
  } catch {
    isAccepted = false;
  }
  return [isValid(parseYaml(yaml).value), isAccepted];
}

test('the example of the page is a configuration, and sets every part of it', () => {
  const config = readConfig('replint.config.yaml', example, ruleIds);
  expect(config.suppressions).toHaveLength(2);
  expect([...config.severity.keys()]).toHaveLength(2);
  expect(config.mustReplicate).toHaveLength(1);
  expect(config.sourceKeys.size).toBe(1);
  expect(judgementsOf(example)).toEqual([true, true]);
});

test.each([
  ['a pattern of rules', 'suppressions: [{ rule: kms/*, reason: a, owner: b }]', true],
  ['any bucket', 'suppressions: [{ sourceBucket: anything, reason: a, owner: b }]', true],
  ['no such rule', 'suppressions: [{ rule: kms/decrypt, reason: a, owner: b }]', false],
  ['no such rule in severity', 'severity: { kms/decrypt: off }', false],
  ['a rule of our own bugs', 'severity: { rule-crashed: off }', false],
  ['everything suppressed', 'suppressions: [{ reason: a, owner: b }]', false],
  ['no owner', 'suppressions: [{ rule: kms/*, reason: a }]', false],
  ['a bucket and a tag', 'mustReplicate: [{ bucket: a, tag: { key: b } }]', false],
  ['neither bucket nor tag', 'mustReplicate: [{ toRegions: [eu-west-1] }]', false],
  ['a Region that is new', 'mustReplicate: [{ bucket: a, toRegions: [xx-new-1] }]', true],
  ['a setting that does not exist', 'supressions: []', false],
])('editors and runs agree on %s', (_, yaml, isRight) => {
  expect(judgementsOf(yaml)).toEqual([isRight, isRight]);
});
