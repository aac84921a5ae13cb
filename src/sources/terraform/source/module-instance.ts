/** One instance of a module: its names, worked out when they are first asked for. */
import { keyText, type InstanceKey } from '../address.js';
import { attributesOf } from '../attributes.js';
import { type ProviderPlace, Unknown, type Value, type ValueMap } from '../model.js';
import { inRegion } from '../plan/provider-places.js';
import { derivedValues } from '../resources/derived.js';
import type { Attribute, Block } from './hcl/ast.js';
import { bodyValues } from './hcl/body-values.js';
import type { ModuleConfig } from './configuration.js';
import { evaluate, type Names, type Rest, type Scope } from './hcl/evaluate.js';
import { openMembers } from './hcl/members.js';
import { placeText } from './hcl/unknowns.js';
import { asLoose } from './types/kinds.js';
import type { WorkBudget } from './hcl/budget.js';
import { HclError } from './hcl/hcl-error.js';
import type { CallOf, ModuleView, SourceContext } from './module-view.js';
import { calledModule } from './called-module.js';
import { fileFunction } from './functions/file-functions.js';
import { once, type Repetition, repetitionsOf, tooMany } from './repeated/repetitions.js';
import { remoteState, withOutputs } from './roots/remote-state.js';
import { lazyMap, withinLimits, withPlanned } from './value-maps.js';
import { variableValue } from './variables.js';

const deepestModule = 30;

export class ModuleInstance implements Names, ModuleView {
  readonly config: ModuleConfig;
  readonly context: SourceContext;
  readonly call: CallOf<ModuleInstance> | null;
  /** `module.a["k"].`, with a dot behind; empty for the root. */
  readonly path: string;
  readonly budget: WorkBudget;
  readonly #variables = new Map<string, Value>();
  readonly #locals = new Map<string, Value>();
  readonly #open = new Set<string>();
  readonly #children = new Map<string, readonly ModuleInstance[] | Unknown>();
  readonly #repetitions = new Map<string, readonly Repetition[] | Unknown>();
  readonly #values = new Map<string, ValueMap>();
  readonly #lists = new Map<string, Value>();
  readonly #outputs = new Map<string, Value>();

  constructor(config: ModuleConfig, context: SourceContext, call: CallOf<ModuleInstance> | null, path: string) {
    this.config = config;
    this.context = context;
    this.call = call;
    this.path = path;
    this.budget = context.budget;
  }

  scope(repetition: Repetition = once): Scope {
    const locals = new Map<string, Value>();
    if (typeof repetition.key === 'string') locals.set('each', { key: repetition.key, value: repetition.value });
    if (typeof repetition.key === 'number') locals.set('count', { index: repetition.key });
    return { names: this, locals, element: undefined };
  }

  /** A value at a place where Terraform would stop: what it refuses is not known. */
  valueOf(attribute: Attribute | undefined, scope: Scope): Value | undefined {
    if (attribute === undefined) return undefined;
    try {
      return evaluate(attribute.value, scope);
    } catch (error) {
      // A value that is too long or nested too deeply for the engine itself.
      const isTooMuch = error instanceof RangeError;
      if (!(error instanceof HclError) && !isTooMuch) throw error;
      const why = isTooMuch ? 'this is too much to be worked out' : error.message;
      if (this.budget.isSpent) this.context.overrun(attribute.at, why);
      return this.budget.fresh(placeText(attribute.at), why);
    }
  }

  lookUp(path: readonly string[], rest: Rest): Value | undefined {
    const [head = '', name = '', third = ''] = path;
    switch (head) {
      case 'var':
        rest.taken = 2;
        return this.variable(name);
      case 'local':
        rest.taken = 2;
        return this.#local(name);
      case 'path':
        rest.taken = 2;
        return name === 'module' ? this.config.folder : '.';
      case 'terraform':
        rest.taken = 2;
        return name === 'workspace'
          ? new Unknown('terraform.workspace', 'the workspace is chosen when Terraform runs')
          : undefined;
      case 'module':
        return this.#module(name, path, rest);
      case 'each':
      case 'count':
      case 'self':
        return undefined;
      case 'data':
        rest.taken = 3;
        return this.#resource(`data.${name}.${third}`);
      default:
        rest.taken = 2;
        return this.#resource(`${head}.${name}`);
    }
  }

  callFile(name: string, given: readonly Value[]): Value | null {
    return fileFunction(name, given, this);
  }

  get rootFolder(): string {
    return this.call === null ? this.config.folder : this.call.parent.rootFolder;
  }

  // ---- variables and locals ------------------------------------------------------------------------------------------

  variable(name: string): Value | undefined {
    const block = this.config.variables.get(name);
    if (block === undefined) return undefined;
    const known = this.#variables.get(name);
    if (known !== undefined) return known;
    const value = this.#guarded(`var.${name}`, () => variableValue(this, name, block));
    this.#variables.set(name, value);
    return value;
  }

  #local(name: string): Value | undefined {
    const attribute = this.config.locals.get(name);
    if (attribute === undefined) return undefined;
    const known = this.#locals.get(name);
    if (known !== undefined) return known;
    const value = this.#guarded(`local.${name}`, () => this.valueOf(attribute, this.scope()) ?? null);
    this.#locals.set(name, value);
    return value;
  }

  #guarded(name: string, work: () => Value): Value {
    if (this.#open.has(name) || this.#open.size > 2_000) return this.budget.fresh(name, 'it refers to itself');
    this.#open.add(name);
    try {
      return work();
    } finally {
      this.#open.delete(name);
    }
  }

  // ---- resources -----------------------------------------------------------------------------------------------------

  repetitions(id: string, block: Block): readonly Repetition[] | Unknown {
    const known = this.#repetitions.get(id);
    if (known !== undefined) return known;
    const found = this.#repetitionsOf(block, this.context.knowledge?.keysOf(`${this.path}${id}`), 1);
    this.#repetitions.set(id, found);
    return found;
  }

  /** @param each - what one of them counts for */
  #repetitionsOf(
    block: Block,
    keys: readonly InstanceKey[] | undefined,
    each: number,
  ): readonly Repetition[] | Unknown {
    const all = repetitionsOf(block, (attribute) => this.valueOf(attribute, this.scope()), keys);
    const isTooMany = all === tooMany || (!(all instanceof Unknown) && !this.budget.hasRoomFor(all.length * each));
    if (!isTooMany) return all;
    this.context.overrun(block.at, tooMany.why);
    return this.budget.fresh(placeText(block.at), tooMany.why);
  }

  address(id: string, key: InstanceKey): string {
    return `${this.context.prefix}${this.path}${id}${keyText(key)}`;
  }

  /** The attributes of an instance: as the code says, with what follows from them. @throws LimitError where they are too much */
  values(id: string, block: Block, repetition: Repetition): ValueMap {
    const address = this.address(id, repetition.key);
    const known = this.#values.get(address);
    if (known !== undefined) return known;
    const open: Record<string, Value> = {};
    openMembers.set(asLoose(open), address);
    if (this.#open.has(address)) return open;
    this.#open.add(address);
    try {
      const planned = this.context.knowledge?.valuesOf(`${this.path}${id}${keyText(repetition.key)}`);
      const values = this.#ownValues(id, block, repetition, address);
      const whole = planned === undefined ? values : withPlanned(values, planned);
      const kept = withinLimits(whole, address, this.budget, !id.startsWith(remoteState));
      openMembers.set(asLoose(kept), address);
      this.#values.set(address, kept);
      return kept;
    } finally {
      this.#open.delete(address);
    }
  }

  #ownValues(id: string, block: Block, repetition: Repetition, address: string): ValueMap {
    const [type = ''] = block.labels;
    const mode = id.startsWith('data.') ? 'data' : 'managed';
    const scope = this.scope(repetition);
    const wanted = attributesOf(mode, type);
    const stated = bodyValues(block.body, scope, {
      valueOf: (attribute, inner) => this.valueOf(attribute, inner),
      address,
      wanted,
    });
    if (id.startsWith(remoteState))
      return withOutputs(stated, { address, folder: this.rootFolder, roots: this.context.roots() });
    return derivedValues({ address, mode, type, values: stated, place: this.placeOf(block, stated) });
  }

  placeOf(block: Block, values: ValueMap): ProviderPlace {
    const place = this.context.providers.placeOf(this, block);
    return block.body.attributes.has('region') ? inRegion(place, values['region']) : place;
  }

  #resource(id: string): Value | undefined {
    const block = this.config.resources.get(id);
    if (block === undefined) return undefined;
    const all = this.repetitions(id, block);
    if (all instanceof Unknown) return new Unknown(`${this.context.prefix}${this.path}${id}`, all.why);
    const [first] = all;
    if (all.length === 1 && first?.key === null) return this.values(id, block, first);
    const known = this.#lists.get(id);
    if (known !== undefined) return known;
    const isByName = block.body.attributes.has('for_each') || typeof first?.key === 'string';
    const made = isByName
      ? lazyMap(all.map((one) => [String(one.key), () => this.values(id, block, one)]))
      : all.map((one) => this.values(id, block, one));
    // An instance that is being worked out is not whole yet.
    if (isByName || !all.some((one) => this.#open.has(this.address(id, one.key)))) this.#lists.set(id, made);
    return made;
  }

  // ---- modules -------------------------------------------------------------------------------------------------------

  children(name: string, block: Block): readonly ModuleInstance[] | Unknown {
    const known = this.#children.get(name);
    if (known !== undefined) return known;
    const made = this.#makeChildren(name, block);
    this.#children.set(name, made);
    return made;
  }

  #makeChildren(name: string, block: Block): readonly ModuleInstance[] | Unknown {
    const config = this.#configOf(name, block);
    if (config === null) {
      const address = `${this.context.prefix}${this.path}module.${name}`;
      return new Unknown(address, 'the code of this module is not in the input');
    }
    const all = this.#repetitionsOf(block, this.context.knowledge?.moduleKeysOf(`${this.path}module.${name}`), 5);
    return all instanceof Unknown ? all : all.map((repetition) => this.#child(config, name, block, repetition));
  }

  #configOf(name: string, block: Block): ModuleConfig | null {
    return this.path.split('module.').length > deepestModule ? null : calledModule(this, name, block);
  }

  #child(config: ModuleConfig, name: string, block: Block, repetition: Repetition): ModuleInstance {
    const path = `${this.path}module.${name}${keyText(repetition.key)}.`;
    return new ModuleInstance(config, this.context, { parent: this, block, repetition }, path);
  }

  /** A child of which `each` and `count` are open: what any of them would be. Null where its code is not in the input. */
  sample(name: string, block: Block): ModuleInstance | null {
    const config = this.budget.hasRoomFor(5) ? this.#configOf(name, block) : null;
    return config === null ? null : this.#child(config, name, block, once);
  }

  #module(name: string, path: readonly string[], rest: Rest): Value | undefined {
    const block = this.config.calls.get(name);
    if (block === undefined) return undefined;
    rest.taken = 2;
    const children = this.children(name, block);
    if (children instanceof Unknown) return children;
    const [first] = children;
    if (children.length === 1 && first !== undefined && first.call?.repetition.key === null) {
      const [, , output] = path;
      if (output === undefined) return first.outputs();
      rest.taken = 3;
      return first.output(output);
    }
    if (block.body.attributes.has('for_each'))
      return lazyMap(children.map((child) => [String(child.call?.repetition.key), () => child.outputs()]));
    return children.map((child) => child.outputs());
  }

  output(name: string): Value {
    const block = this.config.outputs.get(name);
    if (block === undefined) throw new HclError(`the module has no output ${name}`);
    const known = this.#outputs.get(name);
    if (known !== undefined) return known;
    const value = this.#guarded(
      `output.${name}`,
      () => this.valueOf(block.body.attributes.get('value'), this.scope()) ?? null,
    );
    if (!this.#open.has(`output.${name}`)) this.#outputs.set(name, value);
    return value;
  }

  outputs(): ValueMap {
    return lazyMap([...this.config.outputs.keys()].map((name) => [name, () => this.output(name)]));
  }
}
