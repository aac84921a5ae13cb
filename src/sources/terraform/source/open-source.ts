/** A source, opened: its root modules with all instances, for the adapter of sources and beside a plan. */
import type { Place } from '../../../estate/locator.js';
import type { ReadOptions } from '../../adapter.js';
import type { Existing } from '../../existing.js';
import type { InputFile } from '../../input-file.js';
import type { UnseenCode } from '../../unseen-code.js';
import { addressOf as partsOfAddress, keyText } from '../address.js';
import { attributesOf } from '../attributes.js';
import { ValueNames } from '../value-names.js';
import type { OpenSource, SourceOfPlan } from '../knowledge.js';
import type { PlanKnowledge } from '../plan-knowledge.js';
import { type Instance, type TerraformEstate, Unknown, type Value } from '../model.js';
import { isList, isMap } from '../values.js';
import type { At } from './hcl/ast.js';
import { type ModuleConfig, plainPath, readSourceFiles, type SourceFiles } from './configuration.js';
import { WorkBudget } from './hcl/budget.js';
import { LimitError } from './hcl/hcl-error.js';
import { isSet, isThere, withoutIgnored } from './ignored-changes.js';
import { ModuleInstance } from './module-instance.js';
import type { SourceContext } from './module-view.js';
import { orderOf } from './order.js';
import type { Found, OpenedCode } from './opened-code.js';
import { hclParser, type ParseHcl, type Spans } from './hcl/parse.js';
import { placeIn } from './places.js';
import { Providers } from './providers.js';
import { givenValues } from './given-values.js';
import { OpenBlocks, whyOpen } from './repeated/open-blocks.js';
import { once } from './repeated/repetitions.js';
import { isSeparate } from './repeated/separate-types.js';

export interface OpenedSource {
  readonly estate: TerraformEstate;
  readonly placeOf: SourceOfPlan['placeOf'];
  readonly notes: readonly string[];
  readonly unseen: readonly UnseenCode[];
  readonly faults: readonly At[];
  readonly overrun: Overrun | null;
  /** For whoever edits the files. */
  readonly code: () => OpenedCode;
}

/** A source that cannot be worked out as a whole. */
export interface Overrun {
  readonly at: At;
  /** Goes on after "This is too much to be worked out:". */
  readonly why: string;
}

/** Of which nobody knows how often it is made. */
interface Perhaps extends Found {
  readonly open: Unknown;
}

/** What a source has in common with others. */
interface Shared {
  readonly knowledge: PlanKnowledge | null;
  readonly names: ValueNames;
}

class Source {
  readonly openBlocks: OpenBlocks;
  readonly roots: readonly ModuleInstance[];
  readonly faults: readonly At[];
  /** By their addresses, as far as `found` met them: separate arguments of which nobody knows how often they are made. */
  readonly perhaps = new Map<string, Perhaps>();
  readonly #isChange: boolean;
  #found: ReadonlyMap<string, Found> | null = null;
  #overrun: Overrun | null = null;

  constructor(files: SourceFiles, parse: ParseHcl, options: ReadOptions, { knowledge, names }: Shared) {
    this.faults = files.faults;
    this.#isChange = options.existing !== undefined;
    this.openBlocks = new OpenBlocks(this.#isChange);
    const folders = rootFolders(files);
    const given = givenValues(options, parse);
    const budget = new WorkBudget(undefined, names);
    this.roots = folders.map((config) => {
      const prefix = folders.length === 1 ? '' : `${config.folder}: `;
      const providers = new Providers({ account: options.account, region: options.region, prefix, knowledge });
      const context: SourceContext = {
        files,
        budget,
        knowledge,
        given,
        providers,
        parse,
        overrun: (at, why) => this.stop(at, why),
        roots: () => this.roots,
        prefix,
      };
      return new ModuleInstance(config, context, null, '');
    });
  }

  stop(at: At, why: string): void {
    this.#overrun ??= { at, why };
  }

  /** Where the source took more than it may, so that nobody can say what was missed. */
  get overrun(): Overrun | null {
    return this.#overrun;
  }

  /** All instances of which anything is read, by their addresses. */
  found(): ReadonlyMap<string, Found> {
    if (this.#found !== null) return this.#found;
    const found = new Map<string, Found>();
    const walk = (module: ModuleInstance): void => {
      for (const [id, block] of module.config.resources) {
        const [type = ''] = block.labels;
        if (attributesOf(id.startsWith('data.') ? 'data' : 'managed', type) === null) continue;
        const all = module.repetitions(id, block);
        if (all instanceof Unknown) {
          if (!this.#isChange && isSeparate(id, type))
            this.perhaps.set(module.address(id, null), { module, id, block, repetition: once, open: all });
          else this.openBlocks.addResource(module, id, block, all);
          continue;
        }
        for (const repetition of all) found.set(module.address(id, repetition.key), { module, id, block, repetition });
      }
      for (const [name, block] of module.config.calls) {
        const children = module.children(name, block);
        if (children instanceof Unknown) this.openBlocks.addCall(module, name, block, children);
        else for (const child of children) walk(child);
      }
    };
    for (const root of this.roots) {
      if (unlessTooMuch(() => walk(root)) === null) this.stop(beginningOf(root.config), 'its values are too large');
    }
    this.#found = found;
    return found;
  }
}

function beginningOf({ folder, resources, calls }: ModuleConfig): At {
  const [first] = [...resources.values(), ...calls.values()];
  return first?.at ?? { file: folder, line: 1, column: 1 };
}

/** Folders that no other one calls, without those that `terraform init` fetched. */
function rootFolders({ modules, installed }: SourceFiles): readonly ModuleConfig[] {
  const called = new Set<string>(installed.values());
  for (const { folder, calls } of modules.values()) {
    for (const { body } of calls.values()) {
      const source = body.attributes.get('source')?.value;
      if (source?.kind === 'literal' && typeof source.value === 'string' && source.value.startsWith('.'))
        called.add(plainPath(`${folder}/${source.value}`));
    }
  }
  const roots = [...modules.values()].filter(
    ({ folder, resources, calls }) =>
      !folder.includes('.terraform/') && !called.has(folder) && resources.size + calls.size > 0,
  );
  return roots.sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

export async function openEstate(
  files: readonly InputFile[],
  options: ReadOptions,
  knowledge: PlanKnowledge | null,
): Promise<OpenedSource> {
  const parse = await hclParser();
  const source = new Source(readSourceFiles(files, parse), parse, options, { knowledge, names: new ValueNames() });
  const found = source.found();
  const instances = [...found].flatMap(([address, one]) => {
    const instance = unlessTooMuch(() => instanceOf(address, one, options.existing ?? null));
    if (instance === null) source.stop(one.block.at, `${address} says too much`);
    return instance ?? [];
  });
  const perhaps = [...source.perhaps].flatMap(([address, one]): readonly Instance[] => {
    const instance = unlessTooMuch(() => instanceOf(address, one, null));
    if (instance === null) source.stop(one.block.at, `${address} says too much`);
    return instance === null
      ? []
      : [{ ...instance, openCount: `how often it is made is not known: ${whyOpen(one.block, one.open)}` }];
  });
  const all = source.perhaps.size === 0 ? found : new Map<string, Found>([...found, ...source.perhaps]);
  return {
    estate: {
      instances,
      perhaps,
      removed: [],
      isPartial: source.openBlocks.isPartial,
      ...(options.existing === undefined ? {} : { isChange: true, existing: options.existing, mayBeThere: true }),
      orderedBehind: orderOf(source.roots),
    },
    placeOf: (address, path, within) => placeOf(all, address, path, within),
    notes: source.openBlocks.notes,
    unseen: source.openBlocks.unseen,
    faults: source.faults,
    overrun: source.overrun,
    code: () => openedCode(files, parse, options, knowledge),
  };
}

/** Read once more, with the places of all that can be edited. */
function openedCode(
  files: readonly InputFile[],
  parse: ParseHcl,
  options: ReadOptions,
  knowledge: PlanKnowledge | null,
): OpenedCode {
  const spans: Spans = new WeakMap();
  const spanning: ParseHcl = (file, text) => parse(file, text, spans);
  const source = new Source(readSourceFiles(files, spanning), spanning, options, {
    knowledge,
    names: new ValueNames(),
  });
  return { found: source.found(), spans, orderedBehind: orderOf(source.roots) };
}

/** Null = it was too much. */
function unlessTooMuch<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof LimitError) return null;
    throw error;
  }
}

/** @param existing what it is laid over; null = nothing */
function instanceOf(address: string, { module, id, block, repetition }: Found, existing: Existing | null): Instance {
  const [type = '', name = ''] = block.labels;
  const said = module.values(id, block, repetition);
  const values = existing === null ? said : withoutIgnored(said, block, address);
  const place = module.placeOf(block, values);
  return {
    address,
    mode: id.startsWith('data.') ? 'data' : 'managed',
    type,
    name,
    place,
    values,
    isNew: existing === null || !isThere(type, values, place, existing),
    isSet: (argument) => isSet(block, argument),
    origin: '0',
  };
}

function placeOf(
  found: ReadonlyMap<string, Found>,
  address: string,
  path: readonly (string | number)[],
  within: readonly string[],
): Place | null {
  const one = found.get(address);
  if (one === undefined) return null;
  const at = placeIn(one.module, one.block, path, within);
  return {
    file: at.file,
    address: address + path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join(''),
    line: at.line,
    column: at.column,
  };
}

/** The source of a plan: what the plan leaves open, worked out. */
export const openSource: OpenSource = async (files, knowledge, names) => {
  const parse = await hclParser();
  const source = new Source(readSourceFiles(files, parse), parse, {}, { knowledge, names });
  const find = (address: string): Found | undefined => {
    const known = source.found().get(address);
    if (known !== undefined) return known;
    // What the source repeats without a key, the plan may have under one.
    const parts = partsOfAddress(address);
    return parts === null
      ? undefined
      : source.found().get(address.slice(0, address.length - keyText(parts.key).length));
  };
  return {
    resolve: (address, path) => {
      const one = find(address);
      if (one === undefined) return undefined;
      const values = unlessTooMuch(() => one.module.values(one.id, one.block, one.repetition));
      return values === null ? undefined : valueAt(values, path);
    },
    isSet: (address, argument) => {
      const one = find(address);
      return one === undefined ? null : isSet(one.block, argument);
    },
    placeOf: (address, path, within) => placeOf(source.found(), address, path, within),
    code: () => openedCode(files, parse, {}, knowledge),
  };
};

function valueAt(values: Value, path: readonly (string | number)[]): Value | undefined {
  let value: Value | undefined = values;
  for (const step of path) {
    if (value instanceof Unknown) return value;
    if (typeof step === 'number') value = isList(value) ? value[step] : step === 0 ? value : undefined;
    else value = isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}
