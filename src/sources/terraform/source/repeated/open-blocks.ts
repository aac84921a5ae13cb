/**
 * Blocks of which nobody knows what they make: how often is open, or the code of a module is not in the input. Those that may set up
 * replication are gaps of the report, so that it does not read as if there was none; of the others a note speaks.
 */
import type { UnseenCode, UnseenKind } from '../../../unseen-code.js';
import { attributesOf } from '../../attributes.js';
import { Unknown } from '../../model.js';
import { shortList } from '../../../../basics/short-list.js';
import type { At, Block } from '../hcl/ast.js';
import type { ModuleInstance } from '../module-instance.js';
import { pathsOf } from '../hcl/references.js';
import { placeIn } from '../places.js';
import { blockSetsUpReplication, callSpeaksOfReplication } from './sets-up-replication.js';

/** A block of which nobody knows how often it is made. */
interface Repeated {
  readonly module: ModuleInstance;
  readonly block: Block;
  readonly address: string;
  readonly open: Unknown;
}

interface RepeatedAt {
  readonly kind: UnseenKind;
  readonly at: At;
  address: string;
  readonly why: string;
}

/** What a block makes, as far as it counts. */
type Makes = 'nothing' | 'others' | 'replication';

export class OpenBlocks {
  /** By where they stand: modules that are called often have the same block often. */
  readonly #repeated = new Map<string, RepeatedAt>();
  readonly #missing: { readonly at: At; readonly address: string; readonly speaks: boolean }[] = [];
  readonly #notes = new Set<string>();
  readonly #isChange: boolean;
  #isPartial = false;

  /** @param isChange whether it is laid over what is there, which then stays as it is unless something tells otherwise */
  constructor(isChange: boolean) {
    this.#isChange = isChange;
  }

  /** Whether resources of which something is read may be missing. */
  get isPartial(): boolean {
    return this.#isPartial;
  }

  get notes(): readonly string[] {
    const quiet = this.#missing.filter(({ speaks }) => !speaks).map(({ address }) => address);
    if (quiet.length === 0) return [...this.#notes];
    return [
      ...this.#notes,
      `The code of ${shortList(quiet)} is not in the input: run \`terraform init\` and give the folder with its .terraform/modules, or give the plan.`,
    ];
  }

  /** One for each block that is repeated, one for all modules whose code is missing. */
  get unseen(): readonly UnseenCode[] {
    const repeated = [...this.#repeated.values()].map(({ kind, at, address, why }): UnseenCode => ({
      kind,
      address,
      why,
      place: { ...at, address },
    }));
    const missing = this.#missing.filter(({ speaks }) => speaks);
    const [first] = missing;
    if (first === undefined) return repeated;
    return [
      ...repeated,
      {
        kind: 'code',
        address: shortList(missing.map(({ address }) => address)),
        why: 'it is not in the input',
        place: { ...first.at, address: first.address },
      },
    ];
  }

  /** A resource of which nobody knows how often it is made. What is looked up makes nothing. */
  addResource(module: ModuleInstance, id: string, block: Block, open: Unknown): void {
    if (id.startsWith('data.')) return;
    const address = module.address(id, null);
    this.#add({ module, block, address, open }, blockSetsUpReplication(block) ? 'replication' : 'others');
  }

  /** A module without children that are known. */
  addCall(module: ModuleInstance, name: string, block: Block, open: Unknown): void {
    const address = `${module.context.prefix}${module.path}module.${name}`;
    const child = module.sample(name, block);
    if (child === null) {
      this.#isPartial = true;
      this.#missing.push({
        at: placeIn(module, block, [], []),
        address,
        speaks: callSpeaksOfReplication(module, name, block),
      });
    } else this.#add({ module, block, address, open }, whatIsMadeIn(child));
  }

  #add({ module, block, address, open }: Repeated, makes: Makes): void {
    if (makes === 'nothing') return;
    this.#isPartial = true;
    if (makes === 'others' && !this.#isChange) {
      this.#notes.add(`How often ${address} is made is not known (${open.address}): it is left out.`);
      return;
    }
    const at = placeIn(module, block, [], []);
    const key = `${at.file}:${at.line}:${at.column}`;
    const known = this.#repeated.get(key);
    const kind = makes === 'others' ? 'settings' : 'instances';
    if (known === undefined) this.#repeated.set(key, { kind, at, address, why: whyOpen(block, open) });
    // As it stands in the code, for all instances of its module.
    else known.address = address.replaceAll(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]/gu, '');
  }
}

/** `count depends on var.create`: the names in it, as they are written. */
export function whyOpen({ body: { attributes, blocks } }: Block, open: Unknown): string {
  const name = ['for_each', 'count'].find((each) => attributes.has(each)) ?? 'enabled';
  const attribute =
    attributes.get(name) ?? blocks.find(({ type }) => type === 'lifecycle')?.body.attributes.get('enabled');
  const paths = attribute === undefined ? [] : pathsOf(attribute.value).filter(({ length }) => length > 1);
  const names = [...new Set(paths.map((path) => path.join('.')))];
  return `${name} depends on ${names.length === 0 ? open.address : shortList(names, 3)}`;
}

/** What one instance of a module makes, with the modules that it calls; what repeats it is open. */
function whatIsMadeIn(module: ModuleInstance): Makes {
  let makes: Makes = 'nothing';
  for (const [id, block] of module.config.resources) {
    const [type = ''] = block.labels;
    if (id.startsWith('data.') || attributesOf('managed', type) === null) continue;
    const all = module.repetitions(id, block);
    if (!(all instanceof Unknown) && all.length === 0) continue;
    if (blockSetsUpReplication(block)) return 'replication';
    makes = 'others';
  }
  for (const [name, block] of module.config.calls) {
    const child = module.sample(name, block);
    if (child === null && callSpeaksOfReplication(module, name, block)) return 'replication';
    const inside = child === null ? 'others' : whatIsMadeIn(child);
    if (inside === 'replication') return inside;
    if (inside === 'others') makes = inside;
  }
  return makes;
}
