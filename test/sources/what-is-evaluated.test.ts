/** The page about infrastructure code lists what is evaluated: no more, and no less. */
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { functions } from '../../src/sources/terraform/source/functions/table.js';
import { parseYaml } from '../../src/config/parse-yaml.js';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/infrastructure-code.md', root), 'utf8');

/** What the first cell of a row names. */
function named(row: RegExp): readonly string[] {
  const line = page.split('\n').find((each) => each.startsWith('|') && row.test(each)) ?? '';
  return [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/gu)].map(([, name = '']) => name);
}

test('functions of Terraform', () => {
  expect(named(/`jsondecode`/u)).toEqual([...Object.keys(functions), 'try', 'can'].sort());
});

test('intrinsic functions of templates', () => {
  const code = ['functions', 'conditions'].map((name) =>
    readFileSync(new URL(`src/sources/cloudformation/values/${name}.ts`, root), 'utf8'),
  );
  const known = new Set(code.join('\n').match(/(?<=^ {2}'|case ')Fn::\w+/gmu));
  const open = named(/^\| `Fn::GetAZs/u);
  expect(open).toEqual(['Fn::GetAZs']);
  const evaluated = new Set(
    ['Ref', 'Fn::ForEach', ...known].filter((name) => ![...open, 'Fn::Transform'].includes(name)),
  );
  expect(new Set(named(/`Fn::Sub`/u))).toEqual(evaluated);
});

test('the hook that it shows is the one that there is', () => {
  const [, shown = ''] = /^```yaml\n(# \.pre-commit[^]*?)^```/mu.exec(page) ?? [];
  const { repos } = parseYaml(shown).value as {
    readonly repos: readonly { readonly hooks: readonly { readonly id: string; readonly args: readonly string[] }[] }[];
  };
  const hooks = parseYaml(readFileSync(new URL('.pre-commit-hooks.yaml', root), 'utf8')).value as readonly {
    readonly id: string;
  }[];
  expect(repos.flatMap((repo) => repo.hooks.map(({ id }) => id))).toEqual(hooks.map(({ id }) => id));
});
