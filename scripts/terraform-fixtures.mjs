#!/usr/bin/env node
/**
 * Makes the plans and states beside the sources in `fixtures/terraform`, with real Terraform against a moto server: for each folder the
 * first plan, the state after it was applied (both forms), and the plans of `changes.json` on top of it.
 *
 *   node scripts/terraform-fixtures.mjs [NAME…] [--into FOLDER]
 *
 * Needs terraform on PATH, the AWS provider in a filesystem mirror (REPLINT_PROVIDER_MIRROR, else /opt/tf-plugins) and moto
 * (scripts/setup-moto.sh, or on PATH). Exit code 3: one of them is not there.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const fixtures = join(root, 'fixtures/terraform');
const mirror = process.env.REPLINT_PROVIDER_MIRROR ?? '/opt/tf-plugins';

/** Of which the plan as `-out` writes it is kept, too. */
const keepsBinary = new Set(['destinations-by-module']);

export function missingTools() {
  const missing = [];
  if (spawnSync('terraform', ['version']).status !== 0) missing.push('terraform on PATH');
  if (!existsSync(join(mirror, 'registry.terraform.io/hashicorp/aws'))) missing.push(`the AWS provider in ${mirror}`);
  if (motoCommand() === null) missing.push('moto_server');
  return missing;
}

function motoCommand() {
  const own = join(root, '.cache/moto/bin/moto_server');
  if (existsSync(own)) return own;
  return spawnSync('moto_server', ['--help']).status === 0 ? 'moto_server' : null;
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
  const server = spawn(motoCommand(), ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
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
    writeFileSync(settings, `provider_installation { filesystem_mirror { path = ${JSON.stringify(mirror)} } }\n`);
    this.#environment = {
      ...process.env,
      TF_CLI_CONFIG_FILE: settings,
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_REGION: '',
      AWS_DEFAULT_REGION: '',
    };
    this.run('init', '-input=false', '-no-color');
  }

  run(...words) {
    const { status, stdout, stderr } = spawnSync('terraform', words, {
      cwd: this.#folder,
      env: this.#environment,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`terraform ${words.join(' ')}:\n${stdout.slice(-3000)}\n${stderr.slice(-3000)}`);
    return stdout;
  }

  plan(...words) {
    this.run('plan', '-input=false', '-no-color', '-out=plan.bin', ...words);
    return { json: JSON.parse(this.run('show', '-json', 'plan.bin')), binary: this.file('plan.bin') };
  }

  apply() {
    this.run('apply', '-input=false', '-no-color', 'plan.bin');
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
    relevant_attributes: _attributes,
    resource_drift: _drift,
    checks: _checks,
    output_changes: _outputs,
    ...rest
  } = plan;
  return { ...rest, timestamp: '2026-11-26T12:00:00Z' };
}

/**
 * moto answers that every rule has a filter and no source selection, and that all accounts have one canonical id. AWS does not: a state
 * gets the rules that were planned, and owners as `owners.json` names them.
 */
function asAwsAnswers(resources, planned, owners) {
  for (const { address, values } of resources) {
    const rules = planned.get(address);
    if (rules !== undefined)
      values.rule = values.rule.map((rule) => {
        const { filter, delete_marker_replication, source_selection_criteria, prefix, priority } =
          rules.find(({ id }) => id === rule.id) ?? rule;
        return {
          ...rule,
          filter: filter.map((given) => ({ and: [], tag: [], ...given, prefix: given?.prefix ?? '' })),
          delete_marker_replication,
          source_selection_criteria,
          prefix: prefix ?? '',
          priority: priority ?? 0,
        };
      });
    if (owners[address] !== undefined) for (const grant of values.grant ?? []) grant.id = owners[address];
  }
}

function plannedRules({ resource_changes: changes }) {
  return new Map(
    changes
      .filter(({ type }) => type === 'aws_s3_bucket_replication_configuration')
      .map(({ address, change }) => [address, change.after.rule]),
  );
}

function shownResources({ resources = [], child_modules: modules = [] }) {
  return [...resources, ...modules.flatMap(shownResources)];
}

function rawResources({ resources }) {
  return resources.flatMap(({ module, mode, type, name, instances }) =>
    instances.map(({ index_key: key, attributes }) => ({
      address: `${module === undefined ? '' : `${module}.`}${mode === 'data' ? 'data.' : ''}${type}.${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`,
      values: attributes,
    })),
  );
}

function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value)}\n`);
}

export async function make(name, into = fixtures) {
  const folder = join(fixtures, name);
  const target = join(into, name);
  const moto = await startMoto();
  const workspace = new Workspace(join(folder, 'source'), moto.endpoint);
  try {
    const first = workspace.plan();
    writeJson(join(target, 'plan.json'), small(first.json));
    if (keepsBinary.has(name)) writeFileSync(join(target, 'plan.bin'), first.binary);
    workspace.apply();
    workspace.run('refresh', '-input=false', '-no-color');
    const owners = existsSync(join(folder, 'owners.json')) ? JSON.parse(readFileSync(join(folder, 'owners.json'))) : {};
    const shown = JSON.parse(workspace.run('show', '-json'));
    const raw = JSON.parse(workspace.file('terraform.tfstate').toString());
    for (const resources of [shownResources(shown.values.root_module), rawResources(raw)])
      asAwsAnswers(resources, plannedRules(first.json), owners);
    writeJson(join(target, 'state.json'), shown);
    writeJson(join(target, 'terraform.tfstate'), raw);
    const changes = join(folder, 'changes.json');
    if (existsSync(changes))
      for (const { name: change, arguments: words = [], files = {} } of JSON.parse(readFileSync(changes, 'utf8'))) {
        for (const [file, text] of Object.entries(files)) workspace.write(file, text);
        const plan = small(workspace.plan(...words).json);
        asAwsAnswers(shownResources(plan.prior_state.values.root_module), plannedRules(first.json), owners);
        for (const { address, change: made } of plan.resource_changes)
          for (const values of [made.before, made.after])
            if (values !== null && made.actions[0] === 'no-op')
              asAwsAnswers([{ address, values }], plannedRules(first.json), owners);
        writeJson(join(target, `${change}.plan.json`), plan);
        for (const file of Object.keys(files)) workspace.write(file, '');
        workspace.replace(join(folder, 'source'));
      }
  } finally {
    workspace.remove();
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
