import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readActionInputs, type Environment } from '../../src/action/inputs.js';
import { parseYaml } from '../../src/config/parse-yaml.js';

test('action.yml declares the inputs that are read, and no others', () => {
  const { value } = parseYaml(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'));
  const { inputs } = value as { readonly inputs: Readonly<Record<string, { readonly default?: unknown }>> };
  const asked = new Set<string>();
  const environment: Environment = new Proxy(
    {},
    {
      get: (_, name) => {
        asked.add(String(name));
        return undefined;
      },
    },
  );
  readActionInputs(environment);
  const declared = Object.keys(inputs).map((name) => `INPUT_${name.toUpperCase()}`);
  expect([...asked].sort()).toEqual(declared.sort());

  // What the configuration may say has no default here, which would overrule it.
  const defaults = Object.entries(inputs).filter(([, declaration]) => 'default' in declaration);
  expect(defaults.map(([name]) => name)).toEqual(['summary', 'annotations']);
});

test('lists have one entry a line', () => {
  const { snapshots, judgement, files } = readActionInputs({
    INPUT_INPUT: '  a.json\n\n b c.json \r\n',
    INPUT_BUCKETS: 'one\ntwo\n',
    INPUT_FORMATS: 'sarif=out/a=b.sarif\n',
  });
  expect(snapshots).toEqual(['a.json', 'b c.json']);
  expect(judgement.bucket).toEqual(['one', 'two']);
  expect(files).toEqual([{ format: 'sarif', file: 'out/a=b.sarif' }]);
});

test('plans and code are inputs of their own, judged with the others', () => {
  const { snapshots } = readActionInputs({
    INPUT_SOURCE: 'infra\n',
    INPUT_PLAN: 'plan.json',
    INPUT_INPUT: 'partner.json',
  });
  expect(snapshots).toEqual(['partner.json', 'plan.json', 'infra']);
  expect(() => readActionInputs({ INPUT_PLAN: 'plan.json', INPUT_ORG: 'auditor' })).toThrow(/"org" is about live/u);
});
