/**
 * Blocks of which nobody knows what they make: how often is open, or the code of a module is not in the input. Those that may set up
 * replication are gaps of the report, so that it does not read as if there was none; of the others a note speaks.
 */
import type { UnseenCode } from '../../../unseen-code.js';
import { attributesOf } from '../../attributes.js';
import { Unknown } from '../../model.js';
import { shortList } from '../../../../basics/short-list.js';
import type { At, Block } from '../hcl/ast.js';
import type { ModuleInstance } from '../module-instance.js';
import { placeIn } from '../places.js';
import { callSpeaksOfReplication, setsUpReplication } from './sets-up-replication.js';

/** What a block makes, as far as it counts. */
type Makes = 'nothing' | 'others' | 'replication';

export class OpenBlocks {
  /** By where they stand: modules that are called often have the same block often. */
  readonly #repeated = new Map<string, { readonly at: At; readonly addresses: string[]; readonly why: string }>();
  readonly #missing: { readonly at: At; readonly address: string; readonly speaks: boolean }[] = [];
  readonly #notes = new Set<string>();
  #isPartial = false;

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
    const repeated = [...this.#repeated.values()].map(({ at, addresses, why }): UnseenCode => ({
      kind: 'instances',
      address: shortList(addresses, 3),
      why,
      place: { ...at, address: addresses[0] ?? '' },
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
    this.#add(module, block, module.address(id, null), open, setsUpReplication(block) ? 'replication' : 'others');
  }

  /** A module without children that are known. */
  addCall(module: ModuleInstance, name: string, block: Block, open: Unknown): void {
    const address = `${module.context.prefix}${module.path}module.${name}`;
    const child = module.sample(name, block);
    if (child === null) {
      this.#isPartial = true;
      this.#missing.push({ at: placeIn(module, block, [], []), address, speaks: callSpeaksOfReplication(module, name, block) });
    } else this.#add(module, block, address, open, whatIsMadeIn(child));
  }

  #add(module: ModuleInstance, block: Block, address: string, open: Unknown, makes: Makes): void {
    if (makes === 'nothing') return;
    this.#isPartial = true;
    if (makes === 'others') {
      this.#notes.add(`How often ${address} is made is not known (${open.address}): it is left out.`);
      return;
    }
    const at = placeIn(module, block, [], []);
    const key = `${at.file}:${at.line}:${at.column}`;
    const known = this.#repeated.get(key);
    if (known !== undefined) known.addresses.push(address);
    else this.#repeated.set(key, { at, addresses: [address], why: `${argumentOf(block)} depends on ${open.address}` });
  }
}

function argumentOf({ body: { attributes } }: Block): string {
  return ['for_each', 'count'].find((name) => attributes.has(name)) ?? 'lifecycle.enabled';
}

/** What one instance of a module makes, with the modules that it calls; what repeats it is open. */
function whatIsMadeIn(module: ModuleInstance): Makes {
  let makes: Makes = 'nothing';
  for (const [id, block] of module.config.resources) {
    const [type = ''] = block.labels;
    if (id.startsWith('data.') || attributesOf('managed', type) === null) continue;
    const all = module.repetitions(id, block);
    if (!(all instanceof Unknown) && all.length === 0) continue;
    if (setsUpReplication(block)) return 'replication';
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
