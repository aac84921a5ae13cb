/** In which account and Region each resource of a source is made: by its provider, passed through modules. */
import { openText, standIn } from '../../../basics/stand-in.js';
import { partsOf } from '../../../estate/arn.js';
import { partitionOfRegion } from '../../../estate/partitions.js';
import type { PlanKnowledge } from '../plan-knowledge.js';
import { type ProviderPlace, type Value, Unknown } from '../model.js';
import { isList, isMap } from '../values.js';
import type { Attribute, Block, Expression } from './hcl/ast.js';
import type { ModuleConfig } from './configuration.js';
import type { Scope } from './hcl/evaluate.js';

export interface PlaceOptions {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly prefix: string;
  readonly knowledge: PlanKnowledge | null;
}

/** What is asked of an instance of a module. */
export interface ProviderModule {
  readonly config: ModuleConfig;
  readonly call: { readonly parent: ProviderModule; readonly block: Block } | null;
  readonly path: string;
  readonly valueOf: (attribute: Attribute | undefined, scope: Scope) => Value | undefined;
  readonly scope: () => Scope;
}

const credentials = ['profile', 'access_key', 'shared_credentials_files', 'shared_config_files'];

export class Providers {
  readonly #options: PlaceOptions;
  readonly #places = new Map<Block | string, ProviderPlace>();

  constructor(options: PlaceOptions) {
    this.#options = options;
  }

  placeOf(module: ProviderModule, resource: Block): ProviderPlace {
    const [type = ''] = resource.labels;
    const chosen = resource.body.attributes.get('provider')?.value;
    const name = (chosen === undefined ? null : nameOf(chosen)) ?? (type.startsWith('awscc_') ? 'awscc' : 'aws');
    return this.#resolve(module, name);
  }

  /** Where the module has no such provider itself, it has what its caller passes, or the caller's own. */
  #resolve(module: ProviderModule, name: string): ProviderPlace {
    const own = module.config.providers.find((block) => keyOf(block, module) === name);
    if (own !== undefined) return this.#placeOfBlock(own, module, name);
    if (module.call === null) return this.#placeWithout(name);
    const passed = module.call.block.body.attributes.get('providers')?.value;
    const entry = passed?.kind === 'object' ? passed.entries.find(({ key }) => nameOf(key) === name) : undefined;
    const outer = entry === undefined ? null : nameOf(entry.value);
    return this.#resolve(module.call.parent, outer ?? name);
  }

  #placeOfBlock(block: Block, module: ProviderModule, name: string): ProviderPlace {
    const known = this.#places.get(block);
    if (known !== undefined) return known;
    const fromPlan = this.#options.knowledge?.placeOf(
      `${module.path.replaceAll(/\[[^\]]*\]/gu, '').replace(/\.$/u, '')}${module.path === '' ? '' : ':'}${name}`,
    );
    const place = fromPlan ?? this.#read(block, module);
    this.#places.set(block, place);
    return place;
  }

  #read(block: Block, module: ProviderModule): ProviderPlace {
    const value = (attribute: string): Value | undefined =>
      module.valueOf(block.body.attributes.get(attribute), module.scope());
    const region = this.#regionOf(value('region'), block);
    // `awscc` has an object where `aws` has blocks, of which the last one counts.
    const whole = value('assume_role');
    const fromObject = whole === undefined ? [] : [isMap(whole) ? (whole['role_arn'] ?? null) : whole];
    const fromBlocks = block.body.blocks
      .filter(({ type }) => type === 'assume_role')
      .map((role) => module.valueOf(role.body.attributes.get('role_arn'), module.scope()) ?? null);
    const roles = [...fromBlocks, ...fromObject];
    const role = roles.at(-1);
    const ofRole = typeof role === 'string' ? partsOf(role)?.account : undefined;
    const allowed = value('allowed_account_ids');
    const only = isList(allowed) && allowed.length === 1 && typeof allowed[0] === 'string' ? allowed[0] : undefined;
    const secret = JSON.stringify([...credentials.map((each) => scalarOf(value(each) ?? null)), roles.map(scalarOf)]);
    return {
      account: (ofRole === undefined || ofRole === '' ? undefined : ofRole) ?? only ?? this.#unknownAccount(secret),
      region,
      partition: partitionOfRegion(region),
    };
  }

  /** The Region that was given by hand is that of the provider without an alias, where nobody knows what the code says. */
  #regionOf(stated: Value | undefined, { body, labels }: Block): string {
    const { region, prefix } = this.#options;
    if (typeof stated === 'string' && stated !== '') return stated;
    if (stated instanceof Unknown && (region === undefined || body.attributes.has('alias')))
      return standIn('region', stated.address);
    return region ?? standIn('region', `${prefix}Region of provider ${labels[0] ?? ''}`);
  }

  /** Providers with the same credentials work in the same account, whichever it is. */
  #unknownAccount(secret: string): string {
    const { account, prefix } = this.#options;
    const isPlain = secret === JSON.stringify([...credentials.map(() => null), []]);
    if (isPlain && account !== undefined) return account;
    const known = this.#accounts.get(secret);
    if (known !== undefined) return known;
    const number = this.#accounts.size;
    const made = standIn(
      'account',
      `${prefix}account of ${isPlain ? 'the provider' : `provider number ${number + 1}`}`,
    );
    this.#accounts.set(secret, made);
    return made;
  }

  readonly #accounts = new Map<string, string>();

  #placeWithout(name: string): ProviderPlace {
    const known = this.#places.get(name) ?? this.#options.knowledge?.placeOf(name);
    if (known !== undefined) return known;
    const region = this.#options.region ?? standIn('region', `${this.#options.prefix}Region of provider ${name}`);
    const place = {
      account: this.#unknownAccount(JSON.stringify([...credentials.map(() => null), []])),
      region,
      partition: partitionOfRegion(region),
    };
    this.#places.set(name, place);
    return place;
  }
}

/** What providers can be told apart by. */
function scalarOf(value: Value): null | boolean | number | string {
  if (value instanceof Unknown) return openText(value.address);
  return typeof value === 'object' ? null : value;
}

function keyOf({ labels, body }: Block, module: ProviderModule): string {
  const alias = module.valueOf(body.attributes.get('alias'), module.scope());
  return typeof alias === 'string' ? `${labels[0] ?? ''}.${alias}` : (labels[0] ?? '');
}

/** `aws`, `aws.west`. */
function nameOf(expression: Expression): string | null {
  if (expression.kind === 'variable') return expression.name;
  if (expression.kind === 'literal') return typeof expression.value === 'string' ? expression.value : null;
  if (expression.kind === 'attribute') {
    const before = nameOf(expression.of);
    return before === null ? null : `${before}.${expression.name}`;
  }
  return expression.kind === 'index' ? nameOf(expression.of) : null;
}
