/** Instances by type, and the separate arguments of a bucket, role or key by what they name. */
import { stretchesOf } from '../../../basics/stand-in.js';
import { type Instance, type TerraformEstate, Unknown } from '../model.js';
import { textOf } from '../values.js';

/** Separate arguments of one type, found by the name of what they belong to. */
export interface Separate {
  readonly found: readonly Instance[];
  /** One of which nobody knows whose it is, or whether there is one: it may be this one's. */
  readonly open: Instance | null;
}

/** How separate arguments name what they belong to. */
export interface Naming {
  /** Types of what is named. */
  readonly owners: readonly string[];
  readonly nameOfOwner: (owner: Instance) => string | null;
  /** Null where it is not a known text. */
  readonly nameIn: (separate: Instance) => string | null;
}

interface ByName {
  readonly named: ReadonlyMap<string, readonly Instance[]>;
  /** Under names that could be those of anything. */
  readonly openNamed: ReadonlyMap<string, readonly Instance[]>;
  /** Those, and those without a name that is known. */
  readonly anybodys: readonly Instance[];
  readonly open: Instance | null;
}

const nobody: readonly Instance[] = [];

export class Instances {
  readonly estate: TerraformEstate;
  readonly #byType: ReadonlyMap<string, readonly Instance[]>;
  readonly #removedByType: ReadonlyMap<string, readonly Instance[]>;
  readonly #perhapsByType: ReadonlyMap<string, readonly Instance[]>;
  readonly #byName = new Map<string, ByName>();
  readonly #owners = new Map<Naming, ReadonlySet<string>>();

  constructor(estate: TerraformEstate) {
    this.estate = estate;
    this.#byType = groupByType(estate.instances);
    this.#removedByType = groupByType(estate.removed);
    this.#perhapsByType = groupByType(estate.perhaps ?? nobody);
  }

  /** @param type `aws_s3_bucket`, or `data.aws_s3_bucket` */
  ofType(type: string): readonly Instance[] {
    return this.#byType.get(type) ?? nobody;
  }

  removedOfType(type: string): readonly Instance[] {
    return this.#removedByType.get(type) ?? nobody;
  }

  separate(type: string, name: string, naming: Naming): Separate {
    const { named, openNamed, open } = this.#index(type, this.ofType(type), naming);
    return { found: named.get(name) ?? openNamed.get(name) ?? nobody, open: open ?? this.#perhaps(type, name, naming) };
  }

  #perhaps(type: string, name: string, naming: Naming): Instance | null {
    const all = this.#perhapsByType.get(type);
    if (all === undefined) return null;
    const { named, openNamed, open } = this.#index(`perhaps ${type}`, all, naming);
    return named.get(name)?.[0] ?? openNamed.get(name)?.[0] ?? open;
  }

  removed(type: string, name: string, naming: Naming): readonly Instance[] {
    return this.#index(`removed ${type}`, this.removedOfType(type), naming).named.get(name) ?? nobody;
  }

  /** All names that separate arguments of a type give, known ones. */
  namesIn(type: string, naming: Naming): ReadonlyMap<string, readonly Instance[]> {
    return this.#index(type, this.ofType(type), naming).named;
  }

  /** The same of separate arguments that the change deletes. */
  removedNamesIn(type: string, naming: Naming): ReadonlyMap<string, readonly Instance[]> {
    return this.#index(`removed ${type}`, this.removedOfType(type), naming).named;
  }

  /** Names in them that are not known, and that no owner has. */
  openNamesIn(type: string, naming: Naming): ReadonlyMap<string, readonly Instance[]> {
    return this.#index(type, this.ofType(type), naming).openNamed;
  }

  /** Separate arguments of which nobody knows whose they are. */
  anybodys(type: string, naming: Naming): readonly Instance[] {
    return this.#index(type, this.ofType(type), naming).anybodys;
  }

  #index(id: string, instances: readonly Instance[], naming: Naming): ByName {
    const before = this.#byName.get(id);
    if (before !== undefined) return before;
    const owners = this.#ownersOf(naming);
    const named = new Map<string, Instance[]>();
    const openNamed = new Map<string, Instance[]>();
    const anybodys: Instance[] = [];
    for (const instance of instances) {
      const name = naming.nameIn(instance);
      // A name with an open part is either that of an owner, letter by letter, or anybody's.
      const isAnybodys = name === null || (!owners.has(name) && isOpen(name));
      if (isAnybodys) anybodys.push(instance);
      if (name === null) continue;
      const lists = isAnybodys ? openNamed : named;
      const list = lists.get(name);
      if (list === undefined) lists.set(name, [instance]);
      else list.push(instance);
    }
    const index = { named, openNamed, anybodys, open: anybodys[0] ?? null };
    this.#byName.set(id, index);
    return index;
  }

  #ownersOf(naming: Naming): ReadonlySet<string> {
    let names = this.#owners.get(naming);
    if (names === undefined) {
      const all = naming.owners.flatMap((type) => this.ofType(type).map((owner) => naming.nameOfOwner(owner)));
      this.#owners.set(naming, (names = new Set(all.filter((name) => name !== null))));
    }
    return names;
  }
}

/** @param clause - why nobody knows whose it is */
export function openOwner({ address, openCount }: Instance, clause: string): Unknown {
  return new Unknown(address, openCount ?? clause);
}

/** A text of which the whole is known or has stand-ins; null where it is not set or `Unknown`. */
export function knownText(instance: Instance, argument: string): string | null {
  const value = instance.values[argument];
  return value instanceof Unknown ? null : textOf(value);
}

function groupByType(instances: readonly Instance[]): ReadonlyMap<string, readonly Instance[]> {
  const types = new Map<string, Instance[]>();
  for (const instance of instances) {
    const type = instance.mode === 'data' ? `data.${instance.type}` : instance.type;
    const list = types.get(type);
    if (list === undefined) types.set(type, [instance]);
    else list.push(instance);
  }
  return types;
}

/** Whether a text could be any other. */
export function isOpen(text: string): boolean {
  return stretchesOf(text).some((stretch) => stretch.kind === 'stand-in' && stretch.standIn.isOpen);
}
