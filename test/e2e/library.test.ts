/** The library as its users import it: the example of the README, on a file and on the wire. */
import { expect, test } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { baseCredentials } from './estates/seed.js';
import { describeOnTheWire, fixture, root } from './servers/wire-test.js';

execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), 'index']);

/** The files that are loaded at once: chunks that a function asks for are imports in parentheses. */
function loadedAtOnce(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const text = readFileSync(join(root, 'dist', path), 'utf8');
  for (const [, from, alone] of text.matchAll(/\bfrom\s*"(\.[^"]+)"|\bimport\s*"(\.[^"]+)"/gu))
    loadedAtOnce(join(dirname(path), from ?? alone ?? ''), seen);
  return seen;
}

test('the library starts without the AWS SDK', () => {
  const holdsTheSdk = (path: string): boolean => readFileSync(join(root, 'dist', path), 'utf8').includes('aws-sdk-js');
  const all = readdirSync(join(root, 'dist/index-chunks')).map((name) => `index-chunks/${name}`);
  expect(all.filter(holdsTheSdk)).not.toEqual([]);
  const first = [...loadedAtOnce('index.js')];
  expect(first.length).toBeGreaterThan(1);
  expect(first.filter(holdsTheSdk)).toEqual([]);
});

describeOnTheWire('the example of the README', (wire) => {
  test('runs, and gives what its comments say', async () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const code = /<!-- example: audit -->\s*```ts\n([^]*?)```/u.exec(readme)?.[1] ?? '';
    const said = [...code.matchAll(/^(\w[^;\n]*); \/\/ ('[^']*'|\w+)/gmu)].map(([, expression = '', value = '']) => ({
      expression,
      value: JSON.parse(value.replaceAll("'", '"')) as unknown,
    }));
    expect(said.map(({ expression }) => expression)).toEqual([
      'report.replication[0]?.verdict',
      'report.findings[0]?.rule',
      'live.input.kind',
      'live.summary.incomplete',
    ]);

    await wire.seed(fixture('bucket-key-object-arn-condition'));
    // Inside the package, so that it finds itself by its name.
    const folder = mkdtempSync(join(root, 'dist/example-'));
    try {
      const program = `${code}\nconsole.log(JSON.stringify([${said.map(({ expression }) => expression).join(', ')}]));\n`;
      writeFileSync(join(folder, 'example.mjs'), program);
      expect(JSON.parse(await output(join(folder, 'example.mjs')))).toEqual(said.map(({ value }) => value));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  /** The proxy lives in this process: it must be able to answer meanwhile. */
  const output = async (path: string): Promise<string> => {
    const child = spawn(process.execPath, [path], {
      cwd: root,
      env: {
        PATH: process.env['PATH'] ?? '',
        AWS_ENDPOINT_URL: wire.proxy.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_ACCESS_KEY_ID: baseCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: baseCredentials.secretAccessKey,
      },
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
    await new Promise((resolve) => child.on('close', resolve));
    expect(texts.stderr).toBe('');
    return texts.stdout;
  };
});
