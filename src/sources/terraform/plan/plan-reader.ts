/** A plan, read into instances: what is there after the change, and what is gone. */
import { type JsonObject, isObject } from '../../shape.js';
import { type Address, type InstanceKey, addressOf, configurationAddress, modulePrefix } from '../address.js';
import { attributesOf } from '../attributes.js';
import { withoutLabelsOf } from '../sensitive.js';
import type { SourceOfPlan } from '../knowledge.js';
import type { PlanKnowledge } from '../plan-knowledge.js';
import type { Instance, OrderedBehind, TerraformEstate, Value, ValueMap } from '../model.js';
import { Unknown } from '../model.js';
import { Configuration, expressionAt } from './configuration.js';
import { type LeftOut, leftOutOf } from './left-out.js';
import { orderOf } from './order.js';
import { elementsAt, listAt, objectAt, stateResources, textAt } from './plan-json.js';
import { type Planned, PlannedInstance, type Resolver } from './planned-instance.js';
import { type PlaceOptions, ProviderPlaces } from './provider-places.js';
import { referredValue } from './references.js';

/** What an entry of `resource_changes` leaves behind. */
interface Change {
  readonly parts: Address;
  readonly address: string;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly unknown: JsonObject;
  readonly isNew: boolean;
  readonly isRemoved: boolean;
  readonly isReplaced: boolean;
  readonly isForgotten: boolean;
  readonly pointer: string;
}

export interface PlanOptions extends PlaceOptions {
  /** In front of addresses, where there are several plans. */
  readonly prefix: string;
  /** Of an instance, from its pointer in the plan. */
  readonly originOf: (pointer: string) => string;
}

export class PlanReader {
  readonly #plan: JsonObject;
  readonly #configuration: Configuration;
  readonly #places: ProviderPlaces;
  readonly #instances = new Map<string, PlannedInstance>();
  readonly #removed: Instance[] = [];
  readonly #keys = new Map<string, Set<InstanceKey>>();
  /** What the plan has, without keys. */
  readonly #planned = new Set<string>();
  readonly #options: PlanOptions;
  #source: SourceOfPlan | null = null;
  #order: OrderedBehind | null = null;

  constructor(plan: JsonObject, options: PlanOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#configuration = new Configuration(objectAt(plan, 'configuration'));
    this.#places = new ProviderPlaces(this.#configuration.providers, (name, module) => this.#variable(name, module), {
      ...options,
      unknownName: (key) => `${options.prefix}provider.${key}`,
    });
    this.#read();
  }

  get isDestroyed(): boolean {
    return this.#removed.length > 0 && [...this.#instances.values()].every(({ mode }) => mode === 'data');
  }

  get isErrored(): boolean {
    return this.#plan['errored'] === true;
  }

  get isPartial(): boolean {
    return this.#plan['complete'] === false || this.isErrored || elementsAt(this.#plan, 'deferred_changes').length > 0;
  }

  /**
   * What sets up replication and is not, or not wholly, in the plan.
   * @param isChange whether the plan is laid over what is there
   */
  leftOut(isChange: boolean): readonly LeftOut[] {
    return this.isPartial ? leftOutOf(this.#plan, this.#configuration, this.#planned, isChange) : [];
  }

  estate(): TerraformEstate {
    return {
      instances: [...this.#instances.values()],
      removed: this.#removed,
      isPartial: this.isPartial,
    };
  }

  get prefix(): string {
    return this.#options.prefix;
  }

  /** Of addresses without the prefix. */
  readonly orderedBehind: OrderedBehind = (later, earlier) => {
    this.#order ??= orderOf(this.#configuration);
    return this.#order(later, earlier);
  };

  /** For whoever evaluates the source. */
  knowledge(): PlanKnowledge {
    return {
      variables: new Map(
        Object.entries(objectAt(this.#plan, 'variables')).flatMap(([name, variable]) =>
          isObject(variable) && Object.hasOwn(variable, 'value') ? [[name, variable['value'] as Value] as const] : [],
        ),
      ),
      valuesOf: (address) => this.#instances.get(address)?.known,
      keysOf: (address) => this.#keysOf(address),
      moduleKeysOf: (address) => this.#keysOf(address),
      placeOf: (key) => (Object.hasOwn(this.#configuration.providers, key) ? this.#places.of(key) : undefined),
    };
  }

  /** From now on the source tells what the plan leaves open. */
  use(source: SourceOfPlan): void {
    this.#source = source;
  }

  #keysOf(address: string): readonly InstanceKey[] | undefined {
    const keys = this.#keys.get(address);
    if (keys !== undefined) return [...keys];
    // What the configuration has and the plan has no instance of: `count = 0`.
    const plain = address.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/gu, '');
    return this.#configuration.resources.has(plain) || this.#configuration.modules.has(`${plain}.`) ? [] : undefined;
  }

  #read(): void {
    const changes = [...this.#changes()];
    const prior = this.#priorResources(new Set(changes.map(({ address }) => address)));
    this.#learn(changes, prior);
    for (const change of changes) this.#addChange(change);
    for (const { parts, address, values, pointer } of prior) {
      const planned = { address, parts, after: values, unknown: {}, isNew: false, origin: pointer };
      this.#add({ ...planned, ...this.#configured(parts) });
    }
  }

  *#changes(): Generator<Change> {
    for (const [index, entry] of elementsAt(this.#plan, 'resource_changes').entries()) {
      const address = isObject(entry) ? textAt(entry, 'address') : null;
      const parts = address === null ? null : addressOf(address);
      // What is deposed is not the current object.
      if (!isObject(entry) || address === null || parts === null || Object.hasOwn(entry, 'deposed')) continue;
      this.#noteKeys(parts);
      if (attributesOf(parts.mode, parts.type) === null) continue;
      const change = objectAt(entry, 'change');
      const actions = elementsAt(change, 'actions');
      yield {
        parts,
        address,
        before: shown(change, 'before'),
        after: shown(change, 'after'),
        unknown: objectAt(change, 'after_unknown'),
        isNew: actions.includes('create'),
        isRemoved: actions.length === 1 && actions[0] === 'delete',
        isReplaced: actions.includes('delete') && actions.includes('create'),
        isForgotten: actions.includes('forget'),
        pointer: `/resource_changes/${index}/change`,
      };
    }
  }

  #priorResources(changed: ReadonlySet<string>): readonly {
    readonly parts: Address;
    readonly address: string;
    readonly values: JsonObject;
    readonly pointer: string;
  }[] {
    const resources = stateResources(objectAt(this.#plan, 'prior_state', 'values'), '/prior_state/values');
    return resources.flatMap(({ resource, pointer }) => {
      const address = textAt(resource, 'address');
      const parts = address === null || changed.has(address) ? null : addressOf(address);
      if (address === null || parts === null || Object.hasOwn(resource, 'deposed_key')) return [];
      this.#noteKeys(parts);
      if (attributesOf(parts.mode, parts.type) === null) return [];
      const values = withoutLabelsOf(objectAt(resource, 'values'), resource['sensitive_values']);
      return [{ parts, address, values, pointer: `${pointer}/values` }];
    });
  }

  /** What exists shows its account; a caller identity says it. */
  #learn(changes: readonly Change[], prior: readonly { readonly parts: Address; readonly values: JsonObject }[]): void {
    const evidence = [
      ...changes.flatMap(({ parts, before }) => (before === null ? [] : [{ parts, values: before }])),
      ...prior,
    ];
    for (const { parts, values } of evidence) {
      const type = `${parts.mode === 'data' ? 'data.' : ''}${parts.type}`;
      this.#places.learn({ providerKey: this.#providerOf(parts), type, values });
    }
    for (const { parts, after } of changes)
      if (parts.type === 'aws_s3_account_public_access_block' && typeof after?.['account_id'] === 'string')
        this.#places.learn({
          providerKey: this.#providerOf(parts),
          type: 'data.aws_caller_identity',
          values: { account_id: after['account_id'] },
        });
  }

  #configured(parts: Address): Pick<Planned, 'configured' | 'place'> {
    const configured = this.#configuration.resources.get(configurationAddress(parts)) ?? null;
    return { configured, place: this.#places.of(configured?.providerKey ?? 'aws') };
  }

  #providerOf(parts: Address): string {
    return this.#configuration.resources.get(configurationAddress(parts))?.providerKey ?? 'aws';
  }

  #addChange(change: Change): void {
    const { parts, address, before, after, unknown, isNew, isRemoved, isReplaced, isForgotten, pointer } = change;
    const known = { address, parts, ...this.#configured(parts) };
    const old = { ...known, unknown: {}, isNew: false, origin: `${pointer}/before` };
    if (isForgotten && before !== null)
      this.#add({ ...old, after: before, address: isNew ? `${address} (forgotten)` : address });
    // What is replaced may have another name afterwards: under the old one it is gone.
    if ((isRemoved || isReplaced) && before !== null) this.#removed.push(this.#instanceOf({ ...old, after: before }));
    if (isRemoved || (isForgotten && !isNew)) return;
    this.#add({ ...known, after: after ?? {}, unknown, isNew, origin: `${pointer}/after` });
  }

  #add(planned: Planned): void {
    this.#instances.set(planned.address, this.#instanceOf(planned));
  }

  #instanceOf(planned: Planned): PlannedInstance {
    const { prefix, originOf } = this.#options;
    return new PlannedInstance({ ...planned, origin: originOf(planned.origin) }, this.#resolver(), prefix);
  }

  #resolver(): Resolver {
    return {
      resolve: (planned, path) => {
        const found = this.#source?.resolve(planned.address, path);
        return found === undefined || found instanceof Unknown ? (this.#referred(planned, path) ?? found) : found;
      },
      isSet: ({ address }, argument) => this.#source?.isSet(address, argument) ?? null,
    };
  }

  #referred({ configured, parts }: Planned, path: readonly (string | number)[]): Value | undefined {
    const expression = configured === null ? null : expressionAt(configured.expressions, path);
    if (expression === null) return undefined;
    return referredValue(
      expression,
      { type: parts.type, path, modules: parts.modules },
      {
        configuration: this.#configuration,
        valuesOf: (address): ValueMap | undefined => this.#instances.get(address)?.values,
      },
    );
  }

  /** Keys of resources and of the modules around them. */
  #noteKeys(parts: Address): void {
    const { modules, mode, type, name, key } = parts;
    this.#planned.add(configurationAddress(parts));
    for (const [index, module] of modules.entries())
      this.#noteKey(`${modulePrefix(modules.slice(0, index))}module.${module.name}`, module.key);
    this.#noteKey(`${modulePrefix(modules)}${mode === 'data' ? 'data.' : ''}${type}.${name}`, key);
  }

  #noteKey(address: string, key: InstanceKey): void {
    const keys = this.#keys.get(address);
    if (keys === undefined) this.#keys.set(address, new Set([key]));
    else keys.add(key);
  }

  /** Variables of modules by what their callers give, as far as that is a constant or another variable. */
  #variable(name: string, module: string): unknown {
    if (module === '') return objectAt(this.#plan, 'variables', name)['value'];
    const call = this.#configuration.modules.get(module);
    const expression = objectAt(call?.expressions, name);
    if (Object.hasOwn(expression, 'constant_value')) return expression['constant_value'];
    const [reference] = listAt(expression, 'references').length > 0 ? [] : elementsAt(expression, 'references');
    const outer =
      typeof reference === 'string' ? /^var\.(?<name>[\w-]+)$/u.exec(reference)?.groups?.['name'] : undefined;
    return outer === undefined || call === undefined ? undefined : this.#variable(outer, call.module);
  }
}

/** Null where the resource is not there. */
function shown(change: JsonObject, side: 'before' | 'after'): JsonObject | null {
  const values = change[side];
  return isObject(values) ? withoutLabelsOf(values, change[`${side}_sensitive`]) : null;
}
