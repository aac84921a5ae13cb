/** One instance of a module: its names, worked out when they are first asked for. */
import { join } from 'node:path/posix';
import { hasStandIn } from '../../../basics/stand-in.js';
import { keyText, type InstanceKey } from '../address.js';
import type { PlanKnowledge } from '../knowledge.js';
import { attributesOf } from '../attributes.js';
import { type ProviderPlace, Unknown, type Value, type ValueMap } from '../model.js';
import { derivedValues } from '../resources/derived.js';
import { isList, isMap } from '../values.js';
import type { Attribute, Block, Body } from './hcl/ast.js';
import { bodyValues } from './hcl/body-values.js';
import { type ModuleConfig, plainPath, type SourceFiles } from './configuration.js';
import { evaluate, type Names, type Rest, type Scope } from './hcl/evaluate.js';
import { openMembers } from './hcl/members.js';
import { HclError, type WorkBudget } from './hcl/hcl-error.js';
import type { Providers } from './providers.js';
import { toNumber } from './hcl/values.js';
import { templateFile } from './hcl/template-file.js';

/** What all modules of a source share. */
export interface SourceContext {
  readonly files: SourceFiles;
  readonly budget: WorkBudget;
  readonly knowledge: PlanKnowledge | null;
  /** Root variables that were given, as values. */
  readonly given: ReadonlyMap<string, Value>;
  readonly providers: Providers;
  readonly parse: Parameters<typeof templateFile>[2];
  readonly say: (note: string) => void;
  /** In front of addresses, to tell several sources apart. */
  readonly prefix: string;
}

export interface CallOf {
  readonly parent: ModuleInstance;
  readonly block: Block;
  readonly repetition: Repetition;
}

/** What `each` and `count` are in one instance. */
export interface Repetition {
  readonly key: InstanceKey;
  readonly value: Value;
}

export const once: Repetition = { key: null, value: null };

const mostInstances = 10_000;
const deepestModule = 30;

export class ModuleInstance implements Names {
  readonly config: ModuleConfig;
  readonly context: SourceContext;
  readonly call: CallOf | null;
  /** `module.a["k"].`, with a dot behind; empty for the root. */
  readonly path: string;
  readonly budget: WorkBudget;
  readonly #variables = new Map<string, Value>();
  readonly #locals = new Map<string, Value>();
  readonly #open = new Set<string>();
  readonly #children = new Map<string, readonly ModuleInstance[] | Unknown>();
  readonly #repetitions = new Map<string, readonly Repetition[] | Unknown>();
  readonly #values = new Map<string, ValueMap>();

  constructor(config: ModuleConfig, context: SourceContext, call: CallOf | null, path: string) {
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
      if (!(error instanceof HclError)) throw error;
      return new Unknown(`${attribute.at.file}:${attribute.at.line}`, error.message);
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
        rest.taken = path.length;
        return new Unknown(path.join('.'), 'it has no meaning here');
      case 'data':
        rest.taken = 3;
        return this.#resource(`data.${name}.${third}`);
      default:
        rest.taken = 2;
        return this.#resource(`${head}.${name}`);
    }
  }

  callFile(name: string, given: readonly Value[]): Value | null {
    if (name === 'templatefile') return this.#templateFile(given);
    if (name === 'file') return this.#file(given[0] ?? null);
    if (name === 'fileexists') {
      const [path = null] = given;
      return typeof path === 'string'
        ? this.context.files.texts.has(this.#pathOf(path))
        : new Unknown('fileexists()', 'its path is not known');
    }
    return name === 'templatestring' || name === 'fileset' || name.startsWith('file')
      ? new Unknown(`${name}()`, 'it reads files')
      : null;
  }

  #pathOf(path: string): string {
    return plainPath(path.startsWith(this.config.folder) || path.startsWith('/') ? path : join(this.rootFolder, path));
  }

  get rootFolder(): string {
    return this.call === null ? this.config.folder : this.call.parent.rootFolder;
  }

  #file(path: Value): Value {
    if (typeof path !== 'string') return new Unknown('file()', 'its path is not known');
    return (
      this.context.files.texts.get(this.#pathOf(path)) ??
      new Unknown(`file(${JSON.stringify(path)})`, 'the file is not below the folder that was given')
    );
  }

  #templateFile([path = null, variables = null]: readonly Value[]): Value {
    const text = this.#file(path);
    if (typeof text !== 'string' || typeof path !== 'string') return text;
    if (!isMap(variables)) return new Unknown('templatefile()', 'its variables are not known');
    return templateFile(this.#pathOf(path), text, this.context.parse, {
      names: this,
      locals: new Map(Object.entries(variables)),
      element: undefined,
    });
  }

  // ---- variables and locals ------------------------------------------------------------------------------------------

  variable(name: string): Value | undefined {
    const block = this.config.variables.get(name);
    if (block === undefined) return undefined;
    const known = this.#variables.get(name);
    if (known !== undefined) return known;
    const value = this.#guarded(`var.${name}`, () => this.#variableValue(name, block));
    this.#variables.set(name, value);
    return value;
  }

  #variableValue(name: string, block: Block): Value {
    const { body } = block;
    const type = body.attributes.get('type')?.value;
    const given = this.#givenVariable(name);
    const initial = this.valueOf(body.attributes.get('default'), this.scope());
    if (given === undefined && initial === undefined)
      return new Unknown(`${this.context.prefix}${this.path}var.${name}`, 'no value of this variable was given');
    const isNullable = this.valueOf(body.attributes.get('nullable'), this.scope()) !== false;
    const value = given === undefined || (given === null && !isNullable) ? (initial ?? null) : given;
    return type === undefined ? value : converted(value, type, this.scope());
  }

  #givenVariable(name: string): Value | undefined {
    if (this.call !== null) {
      const { parent, block, repetition } = this.call;
      return parent.valueOf(block.body.attributes.get(name), parent.scope(repetition));
    }
    const planned = this.context.knowledge?.variables.get(name);
    if (planned !== undefined && !(planned instanceof Unknown)) return planned;
    const given = this.context.given.get(name);
    if (given !== undefined) return given;
    for (const values of this.config.values.toReversed()) {
      const value = this.valueOf(values.attributes.get(name), this.scope());
      if (value !== undefined) return value;
    }
    return undefined;
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
    if (this.#open.has(name) || this.#open.size > 2_000) return new Unknown(name, 'it refers to itself');
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
    const found = this.#repetitionsOf(block, this.context.knowledge?.keysOf(`${this.path}${id}`));
    this.#repetitions.set(id, found);
    return found;
  }

  #repetitionsOf({ body }: Block, keys: readonly InstanceKey[] | undefined): readonly Repetition[] | Unknown {
    const each = this.valueOf(body.attributes.get('for_each'), this.scope());
    const all = each === undefined ? this.#counted(body) : repeatedOver(each);
    if (keys === undefined) return all;
    const values = new Map(all instanceof Unknown ? [] : all.map((one) => [one.key, one.value]));
    return keys.map((key) => ({ key, value: values.get(key) ?? (all instanceof Unknown ? all : (key as Value)) }));
  }

  #counted(body: Body): readonly Repetition[] | Unknown {
    const count = this.valueOf(body.attributes.get('count'), this.scope());
    const enabled = this.valueOf(
      body.blocks.find(({ type }) => type === 'lifecycle')?.body.attributes.get('enabled'),
      this.scope(),
    );
    if (enabled instanceof Unknown) return enabled;
    if (enabled === false) return [];
    if (count === undefined) return [once];
    if (count instanceof Unknown) return count;
    const number = toNumber(count);
    if (number instanceof Unknown) return number;
    if (number > mostInstances) return new Unknown('count', 'there are too many');
    return Array.from({ length: Math.max(0, number) }, (_, key) => ({ key, value: key }));
  }

  address(id: string, key: InstanceKey): string {
    return `${this.context.prefix}${this.path}${id}${keyText(key)}`;
  }

  /** The attributes of an instance: as the code says, with what follows from them. */
  values(id: string, block: Block, repetition: Repetition): ValueMap {
    const address = this.address(id, repetition.key);
    const known = this.#values.get(address);
    if (known !== undefined) return known;
    const open: Record<string, Value> = {};
    openMembers.set(open, address);
    if (this.#open.has(address)) return open;
    this.#open.add(address);
    try {
      const planned = this.context.knowledge?.valuesOf(`${this.path}${id}${keyText(repetition.key)}`);
      const values = this.#ownValues(id, block, repetition, address);
      const whole = planned === undefined ? values : withPlanned(values, planned);
      openMembers.set(whole, address);
      this.#values.set(address, whole);
      return whole;
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
    return derivedValues({ address, mode, type, values: stated, place: this.placeOf(block, stated) });
  }

  placeOf(block: Block, values: ValueMap): ProviderPlace {
    const place = this.context.providers.placeOf(this, block);
    const region = values['region'];
    return typeof region === 'string' && region !== '' && block.body.attributes.has('region')
      ? { ...place, region }
      : place;
  }

  #resource(id: string): Value | undefined {
    const block = this.config.resources.get(id);
    if (block === undefined) return undefined;
    const all = this.repetitions(id, block);
    if (all instanceof Unknown) return new Unknown(`${this.context.prefix}${this.path}${id}`, all.why);
    const [first] = all;
    if (all.length === 1 && first?.key === null) return this.values(id, block, first);
    if (block.body.attributes.has('for_each') || typeof first?.key === 'string')
      return lazyMap(all.map((one) => [String(one.key), () => this.values(id, block, one)]));
    return all.map((one) => this.values(id, block, one));
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
    const address = `${this.context.prefix}${this.path}module.${name}`;
    const config = this.#configOf(name, block);
    if (config === null || this.path.split('module.').length > deepestModule) {
      this.context.say(
        `The code of ${address} is not in the input: run \`terraform init\` and give the folder with its .terraform/modules, or give the plan.`,
      );
      return new Unknown(address, 'the code of this module is not in the input');
    }
    const all = this.#repetitionsOf(block, this.context.knowledge?.moduleKeysOf(`${this.path}module.${name}`));
    if (all instanceof Unknown) {
      this.context.say(`How often ${address} is made is not known: what it makes is left out.`);
      return all;
    }
    return all.map(
      (repetition) =>
        new ModuleInstance(
          config,
          this.context,
          { parent: this, block, repetition },
          `${this.path}module.${name}${keyText(repetition.key)}.`,
        ),
    );
  }

  #configOf(name: string, block: Block): ModuleConfig | null {
    const source = this.valueOf(block.body.attributes.get('source'), this.scope());
    const { modules, installed } = this.context.files;
    if (typeof source === 'string' && /^\.{1,2}(?:\/|$)/u.test(source))
      return modules.get(plainPath(join(this.config.folder, source))) ?? null;
    const key = [...this.path.matchAll(/module\.([\w-]+)/gu)]
      .map(([, each = '']) => each)
      .concat(name)
      .join('.');
    const folder = installed.get(key);
    return folder === undefined ? null : (modules.get(plainPath(folder)) ?? null);
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
    return this.#guarded(
      `output.${name}`,
      () => this.valueOf(block.body.attributes.get('value'), this.scope()) ?? null,
    );
  }

  outputs(): ValueMap {
    return lazyMap([...this.config.outputs.keys()].map((name) => [name, () => this.output(name)]));
  }
}

function repeatedOver(each: Value): readonly Repetition[] | Unknown {
  if (each instanceof Unknown) return each;
  if (isList(each)) {
    const open = each.find((one) => one instanceof Unknown);
    return open instanceof Unknown ? open : [...new Set(each.map(String))].sort().map((key) => ({ key, value: key }));
  }
  if (!isMap(each)) return new Unknown('for_each', 'it is neither a map nor a set');
  return Object.keys(each)
    .sort()
    .map((key) => ({ key, value: each[key] ?? null }));
}

/** Members are worked out when they are asked for: all of them may depend on each other. */
function lazyMap(members: readonly (readonly [string, () => Value])[]): ValueMap {
  const map: Record<string, Value> = {};
  for (const [name, work] of members)
    Object.defineProperty(map, name, { get: work, enumerable: true, configurable: true });
  return map;
}

/** What the plan knows wins, down to the parts that it leaves open. */
function withPlanned(values: ValueMap, planned: ValueMap): ValueMap {
  const merged: Record<string, Value> = { ...values };
  for (const [name, value] of Object.entries(planned)) {
    const own = Object.hasOwn(values, name) ? values[name] : undefined;
    merged[name] = own === undefined ? value : closed(value, own);
  }
  return merged;
}

function closed(planned: Value, own: Value): Value {
  if (planned instanceof Unknown || planned === null) return own;
  // A text of the plan in which something is open was put together without the source.
  if (typeof planned === 'string' && hasStandIn(planned) && typeof own === 'string') return own;
  if (isList(planned) && isList(own) && planned.length === own.length)
    return planned.map((each, index) => closed(each, own[index] ?? null));
  return isMap(planned) && isMap(own) ? withPlanned(own, planned) : planned;
}

/** Types of variables convert their values; only what changes one is worked out. */
function converted(value: Value, type: Attribute['value'], scope: Scope): Value {
  if (value === null || value instanceof Unknown) return value;
  const name = type.kind === 'variable' ? type.name : type.kind === 'call' ? type.name : '';
  if (name === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  if (name === 'number' && typeof value === 'string' && /^-?\d+(?:\.\d+)?$/u.test(value)) return Number(value);
  if (name === 'bool' && (value === 'true' || value === 'false')) return value === 'true';
  if (type.kind !== 'call') return value;
  const [inner] = type.arguments;
  if (inner === undefined) return value;
  if ((name === 'list' || name === 'set') && isList(value)) {
    const items = value.map((each) => converted(each, inner, scope));
    return name === 'set' && items.every((each) => typeof each === 'string') ? [...new Set(items)].sort() : items;
  }
  if (name === 'map' && isMap(value))
    return Object.fromEntries(Object.keys(value).map((key) => [key, converted(value[key] ?? null, inner, scope)]));
  if (name === 'object' && isMap(value) && inner.kind === 'object') return withOptional(value, inner, scope);
  return name === 'optional' ? converted(value, inner, scope) : value;
}

/** Attributes that were not given are null, or what `optional` says. */
function withOptional(
  value: ValueMap,
  type: Extract<Attribute['value'], { readonly kind: 'object' }>,
  scope: Scope,
): ValueMap {
  const members: Record<string, Value> = {};
  for (const { key, value: memberType } of type.entries) {
    if (key.kind !== 'literal') continue;
    const name = String(key.value);
    const given = Object.hasOwn(value, name) ? (value[name] ?? null) : null;
    const isOptional = memberType.kind === 'call' && memberType.name === 'optional';
    const initial =
      isOptional && memberType.arguments[1] !== undefined ? evaluate(memberType.arguments[1], scope) : null;
    members[name] = given === null ? initial : converted(given, memberType, scope);
  }
  return members;
}
