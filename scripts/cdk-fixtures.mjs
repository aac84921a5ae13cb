#!/usr/bin/env node
/**
 * Synthesises the apps in `fixtures/cdk` with a pinned `aws-cdk-lib`, each into its `cdk.out`. Paths of this machine become `/app`.
 *
 *   node scripts/cdk-fixtures.mjs [NAME…]
 *
 * `aws-cdk-lib` is fetched into `.cache/cdk` where it is missing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const fixtures = join(root, 'fixtures/cdk');
const cache = join(root, '.cache/cdk');
const packages = ['aws-cdk-lib@2.276.0', 'constructs@10.4.2'];

/** What AWS recommends to new apps; without them two source buckets of an account share one role name. */
const context = {
  '@aws-cdk/aws-s3:setUniqueReplicationRoleName': true,
  // As the command of the CDK sets them.
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
};

function run(command, words, options) {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', ...options });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}:\n${stdout}\n${stderr}`);
}

function install() {
  if (existsSync(join(cache, 'node_modules/aws-cdk-lib'))) return;
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], { cwd: cache });
}

/** What no reader of assemblies uses, and what differs from run to run. */
const leftOut = /(?:^tree\.json|\.assets\.json|^validation-report\.json|\.js)$/;

function tidy(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      if (name.startsWith('asset.')) rmSync(path, { recursive: true });
      else tidy(path);
    } else if (leftOut.test(name) || name.startsWith('asset.')) rmSync(path);
    else if (name.endsWith('.json')) {
      const text = readFileSync(path, 'utf8').replaceAll(
        /[^\s"(]*\/(?:fixtures\/cdk\/[\w-]+|\.cache\/cdk)\//g,
        '/app/',
      );
      writeFileSync(path, name === 'manifest.json' ? withoutReports(text) : text);
    }
  }
}

function withoutReports(text) {
  const manifest = JSON.parse(text);
  const artifacts = Object.entries(manifest.artifacts).filter(([, { type }]) => type !== 'cdk:feature-flag-report');
  return `${JSON.stringify({ ...manifest, artifacts: Object.fromEntries(artifacts) }, null, 1)}\n`;
}

async function make(name) {
  const app = join(fixtures, name);
  const script = join(cache, `${name}.mjs`);
  await build({
    entryPoints: [join(app, 'app.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    external: ['aws-cdk-lib', 'constructs'],
    logLevel: 'error',
  });
  const out = join(app, 'cdk.out');
  rmSync(out, { recursive: true, force: true });
  const env = { ...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context) };
  run(process.execPath, ['--enable-source-maps', script], { cwd: cache, env });
  rmSync(script);
  tidy(out);
}

install();
const names = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(fixtures);
for (const name of names) await make(name);
