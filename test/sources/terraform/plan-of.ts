/** Plans and states, put together from a few words. */
import type { Reading } from '../../../src/sources/adapter.js';
import { InputFile } from '../../../src/sources/input-file.js';
import type { RawBucket, RawKmsKey, RawRole } from '../../../src/sources/snapshot/snapshot-shape.js';
import { planAdapter } from '../../../src/sources/terraform/plan/adapter.js';
import { stateAdapter } from '../../../src/sources/terraform/state/adapter.js';
import { addressOf } from '../../../src/sources/terraform/address.js';

type Json = Readonly<Record<string, unknown>>;

export interface Entry {
  readonly address: string;
  readonly after?: Json | null;
  readonly unknown?: Json;
  readonly before?: Json | null;
  /** `create` where left out. */
  readonly actions?: readonly string[];
  /** Of the configuration; an instance without has none. */
  readonly expressions?: Json;
  readonly provider?: string;
  readonly dependsOn?: readonly string[];
  /** Further members of the entry, such as `deposed`. */
  readonly more?: Json;
}

export const account = '111122223333';

const region = { constant_value: 'us-east-1' };
const assumed = [{ role_arn: { constant_value: `arn:aws:iam::${account}:role/deploy` } }];

/** Of one account and Region. */
export const providers: Json = {
  aws: { name: 'aws', expressions: { region, assume_role: assumed } },
  'aws.west': {
    name: 'aws',
    alias: 'west',
    expressions: { region: { constant_value: 'us-west-2' }, assume_role: assumed },
  },
};

/** @param more further members of the plan */
export function planOf(entries: readonly Entry[], more: Json = {}): Json {
  const configured = new Map(
    entries.flatMap(({ address, expressions, provider = 'aws', dependsOn }) => {
      const parts = addressOf(address);
      if (parts === null || expressions === undefined || parts.modules.length > 0) return [];
      const own = `${parts.mode === 'data' ? 'data.' : ''}${parts.type}.${parts.name}`;
      const resource = { address: own, provider_config_key: provider, expressions, depends_on: dependsOn };
      return [[own, resource] as const];
    }),
  );
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: entries.map(
      ({ address, after = {}, unknown = {}, before = null, actions = ['create'], more: own }) => ({
        address,
        change: { actions, before, after, after_unknown: unknown },
        ...own,
      }),
    ),
    configuration: { provider_config: providers, root_module: { resources: [...configured.values()] } },
    timestamp: '2026-11-26T12:00:00Z',
    applyable: true,
    complete: true,
    errored: false,
    ...more,
  };
}

export async function readPlans(...plans: readonly Json[]): Promise<Reading> {
  const files = plans.map((plan, index) => InputFile.ofText(`plan${index || ''}.json`, JSON.stringify(plan)));
  return readWith(planAdapter, files);
}

export async function readStates(...states: readonly Json[]): Promise<Reading> {
  const files = states.map((state, index) => InputFile.ofText(`state${index || ''}.json`, JSON.stringify(state)));
  return readWith(stateAdapter, files);
}

async function readWith(adapter: typeof planAdapter, files: readonly InputFile[]): Promise<Reading> {
  const [claim] = adapter.recognise(files);
  if (claim === undefined) throw new Error(`Not recognised as ${adapter.form}.`);
  return adapter.read(claim, {});
}

export function bucketIn({ facts }: Reading, name: string): RawBucket {
  const all = [...(facts?.accounts.flatMap(({ buckets = [] }) => buckets) ?? []), ...(facts?.externalBuckets ?? [])];
  const found = all.find(({ Name }) => Name === name);
  if (found === undefined) throw new Error(`No bucket ${name} among ${all.map(({ Name }) => Name).join(', ')}.`);
  return found;
}

export function roleIn({ facts }: Reading, end: string): RawRole {
  const found = facts?.accounts.flatMap(({ roles = [] }) => roles).find(({ Arn }) => Arn?.endsWith(end));
  if (found === undefined) throw new Error(`No role ${end}.`);
  return found;
}

export function keysIn({ facts }: Reading): readonly RawKmsKey[] {
  return facts?.accounts.flatMap(({ keys = [] }) => keys) ?? [];
}

/** A state as `terraform show -json` prints it. */
export function shownState(resources: readonly { readonly address: string; readonly values: Json }[]): Json {
  return {
    format_version: '1.0',
    terraform_version: '1.11.4',
    values: {
      root_module: {
        resources: resources.map(({ address, values }) => ({
          address,
          provider_name: 'registry.terraform.io/hashicorp/aws',
          values,
        })),
      },
    },
  };
}
