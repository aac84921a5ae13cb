#!/usr/bin/env node
/**
 * Makes the plans, states and snapshots beside the sources in `fixtures/terraform`, with real Terraform against a moto server: for each
 * folder the first plan, the state after it was applied (both forms), what `replint collect` then reads, and the plans of `changes.json` on
 * top of it.
 *
 *   node scripts/terraform-fixtures.mjs [NAME…] [--into FOLDER]
 *
 * Needs terraform on PATH, the AWS provider in a filesystem mirror (`terraform-provider.mjs` looks for it) and moto
 * (scripts/setup-moto.sh, or on PATH). Exit code 3: one of them is not there.
 */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadTs } from './generate/load-ts.mjs';
import { cliConfiguration, providerMirror, shortRuns } from './terraform-provider.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const fixtures = join(root, 'fixtures/terraform');
const mirror = providerMirror();

const command = join(root, 'dist/replint.js');
const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_EC2_METADATA_DISABLED: 'true' };

/** Of which the plan as `-out` writes it is kept, too. */
const keepsBinary = new Set(['destinations-by-module']);

export function missingTools() {
  const missing = [];
  if (mirror === null) missing.push('terraform on PATH, or a filesystem mirror with the AWS provider');
  if (motoCommand() === null) missing.push('moto_server');
  if (!existsSync(command)) missing.push('dist/replint.js (npm run build)');
  return missing;
}

/** The program and the first of its arguments. */
function motoCommand() {
  const own = join(root, '.cache/moto/bin/python3');
  if (existsSync(own)) return [own, join(root, 'test/e2e/servers/moto-server.py')];
  return spawnSync('moto_server', ['--help']).status === 0 ? ['moto_server'] : null;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function startMoto() {
  const port = await freePort();
  const [program, ...words] = motoCommand();
  const server = spawn(program, [...words, '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (
      await fetch(`${endpoint}/moto-api/`).then(
        () => true,
        () => false,
      )
    )
      return { endpoint, stop: () => server.kill() };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill();
  throw new Error('moto does not answer.');
}

/** A folder with the source, initialised. */
class Workspace {
  #folder;
  #environment;

  constructor(source, endpoint) {
    this.#folder = mkdtempSync(join(tmpdir(), 'replint-terraform-'));
    cpSync(source, this.#folder, { recursive: true });
    const settings = join(this.#folder, '..', `${this.#folder.split('/').at(-1)}.tfrc`);
    writeFileSync(settings, cliConfiguration(mirror));
    this.#environment = {
      ...process.env,
      TF_CLI_CONFIG_FILE: settings,
      ...shortRuns,
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
      ...credentials,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: '',
      AWS_DEFAULT_REGION: '',
    };
  }

  /** Not by spawnSync: the proxy answers from this process. */
  async run(...words) {
    try {
      const { stdout } = await promisify(execFile)('terraform', words, {
        cwd: this.#folder,
        env: this.#environment,
        maxBuffer: 1 << 28,
      });
      return stdout;
    } catch (cause) {
      const { stdout = '', stderr = '' } = cause;
      throw new Error(`terraform ${words.join(' ')}:\n${stdout.slice(-3000)}\n${stderr.slice(-3000)}`, { cause });
    }
  }

  init() {
    return this.run('init', '-input=false', '-no-color');
  }

  async plan(...words) {
    await this.run('plan', '-input=false', '-no-color', '-out=plan.bin', ...words);
    return { json: JSON.parse(await this.run('show', '-json', 'plan.bin')), binary: this.file('plan.bin') };
  }

  apply() {
    return this.run('apply', '-input=false', '-no-color', 'plan.bin');
  }

  file(name) {
    return readFileSync(join(this.#folder, name));
  }

  write(name, text) {
    writeFileSync(join(this.#folder, name), text);
  }

  replace(source) {
    cpSync(source, this.#folder, { recursive: true });
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
    rmSync(this.#environment.TF_CLI_CONFIG_FILE, { force: true });
  }
}

/** What no reader of plans uses, or what differs from run to run. */
function small(plan) {
  const {
    planned_values: _values,
    relevant_attributes: _attributes,
    resource_drift: _drift,
    checks: _checks,
    output_changes: _outputs,
    ...rest
  } = plan;
  return { ...rest, timestamp: '2026-11-26T12:00:00Z' };
}

/** moto gives all accounts one canonical id; AWS does not: each bucket gets one of its account. */
function asAwsAnswers(resources, snapshot) {
  const accounts = new Map(snapshot.accounts.flatMap(({ id, buckets }) => buckets.map(({ Name }) => [Name, id])));
  for (const { values } of resources)
    for (const grant of values.grant ?? [])
      if (accounts.has(values.bucket))
        grant.id = createHash('sha256').update(accounts.get(values.bucket)).digest('hex');
}

function shownResources({ resources = [], child_modules: modules = [] }) {
  return [...resources, ...modules.flatMap(shownResources)];
}

function rawResources({ resources }) {
  return resources.flatMap(({ instances }) => instances.map(({ attributes }) => ({ values: attributes })));
}

function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value)}\n`);
}

/** moto forgets which of the keys of one id is the primary. */
function tellMultiRegionKeys({ resources }, proxy) {
  const keysOf = (type) => resources.filter((resource) => resource.type === type).flatMap(({ instances }) => instances);
  const keyIn = ({ attributes: { arn } }) => ({ Arn: arn, Region: arn.split(':')[3] });
  const replicas = keysOf('aws_kms_replica_key');
  for (const primary of keysOf('aws_kms_key').filter(({ attributes }) => attributes.multi_region)) {
    const own = replicas.filter(({ attributes }) => attributes.primary_key_arn === primary.attributes.arn);
    const shared = { PrimaryKey: keyIn(primary), ReplicaKeys: own.map(keyIn) };
    for (const [key, MultiRegionKeyType] of [[primary, 'PRIMARY'], ...own.map((each) => [each, 'REPLICA'])])
      proxy.keyMetadata.set(key.attributes.arn, {
        MultiRegion: true,
        MultiRegionConfiguration: { MultiRegionKeyType, ...shared },
      });
  }
}

/** Of the accounts whose roles the source assumes, from the first Region that it names. */
async function snapshotOf(source, endpoint) {
  const text = readdirSync(source, { recursive: true })
    .filter((name) => /\.tf(?:\.json)?$/u.test(name))
    .map((name) => readFileSync(join(source, name), 'utf8'))
    .join('\n');
  const [, region = 'us-east-1'] = /region"? *[=:] *"([a-z]+-[a-z-]+\d)"/u.exec(text) ?? [];
  const roles = new Set(text.match(/arn:aws:iam::\d{12}:role\/deploy/gu));
  const assumed = [...roles].flatMap((role) => ['--assume-role', role]);
  const words = ['collect', '--quiet', '--region', region, ...assumed, '-o', '-'];
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...words], {
    env: { ...process.env, ...credentials, AWS_ENDPOINT_URL: endpoint },
    maxBuffer: 1 << 28,
  });
  const snapshot = JSON.parse(stdout);
  for (const { buckets } of snapshot.accounts) for (const bucket of buckets) addDefaults(bucket);
  return { ...snapshot, collectedAt: '2026-11-26T12:00:00Z' };
}

/** What AWS gives to new buckets since 2023, and moto does not. */
function addDefaults(bucket) {
  const switches = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
  const defaults = {
    GetBucketEncryption: {
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
      },
    },
    GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
    GetPublicAccessBlock: {
      PublicAccessBlockConfiguration: Object.fromEntries(switches.map((name) => [name, true])),
    },
  };
  for (const [name, answer] of Object.entries(defaults))
    if (/NotFound|NoSuch/u.test(bucket[name]?.Error?.Code ?? '')) bucket[name] = answer;
}

export async function make(name, into = fixtures) {
  const folder = join(fixtures, name);
  const target = join(into, name);
  const moto = await startMoto();
  // Gives replication configurations back as they were put, and Regions of buckets.
  const { Proxy } = await loadTs('test/e2e/servers/proxy.ts');
  const proxy = await Proxy.start(moto.endpoint);
  const workspace = new Workspace(join(folder, 'source'), proxy.endpoint);
  try {
    await workspace.init();
    const first = await workspace.plan();
    writeJson(join(target, 'plan.json'), small(first.json));
    if (keepsBinary.has(name)) writeFileSync(join(target, 'plan.bin'), first.binary);
    await workspace.apply();
    tellMultiRegionKeys(JSON.parse(workspace.file('terraform.tfstate').toString()), proxy);
    await workspace.run('refresh', '-input=false', '-no-color');
    const shown = JSON.parse(await workspace.run('show', '-json'));
    const raw = JSON.parse(workspace.file('terraform.tfstate').toString());
    const snapshot = await snapshotOf(join(folder, 'source'), proxy.endpoint);
    asAwsAnswers([...shownResources(shown.values.root_module), ...rawResources(raw)], snapshot);
    writeJson(join(target, 'state.json'), shown);
    writeJson(join(target, 'terraform.tfstate'), raw);
    writeJson(join(target, 'snapshot.json'), snapshot);
    const changes = join(folder, 'changes.json');
    if (existsSync(changes))
      for (const { name: change, arguments: words = [], files = {} } of JSON.parse(readFileSync(changes, 'utf8'))) {
        for (const [file, text] of Object.entries(files)) workspace.write(file, text);
        const plan = small((await workspace.plan(...words)).json);
        asAwsAnswers(shownResources(plan.prior_state.values.root_module), snapshot);
        for (const { change: made } of plan.resource_changes)
          for (const values of [made.before, made.after])
            if (values !== null && made.actions[0] === 'no-op') asAwsAnswers([{ values }], snapshot);
        writeJson(join(target, `${change}.plan.json`), plan);
        for (const file of Object.keys(files)) workspace.write(file, '');
        workspace.replace(join(folder, 'source'));
      }
  } finally {
    workspace.remove();
    await proxy.stop();
    moto.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const at = words.indexOf('--into');
  const into = at < 0 ? fixtures : words.splice(at, 2)[1];
  const missing = missingTools();
  if (missing.length > 0) {
    console.error(`Not there: ${missing.join(', ')}.`);
    process.exit(3);
  }
  const names =
    words.length > 0 ? words : readdirSync(fixtures).filter((name) => existsSync(join(fixtures, name, 'source')));
  for (const name of names) {
    console.log(name);
    await make(name, into);
  }
}
