import type { ReplicationConfiguration, ReplicationRule, Tag } from '../estate/model.js';
import { destinationOf } from './destination-of.js';
import type { Selection } from './model.js';
import { schemaOf } from './schema.js';
import { filterOf, isEnabled } from './selection.js';

/** What is left to one rule after the rules of higher priority to the same destination. */
export interface RuleSelection {
  readonly selection: Selection;
  /** Index of a rule of higher priority that selects everything this one does; `null` = there is none. */
  readonly shadowedBy: number | null;
}

/**
 * Selections of all rules of a configuration, by rule index.
 *
 * Of overlapping rules with the same destination only the one with the highest `Priority` acts; rules with different destinations
 * all act. A disabled rule takes nothing, and its own selection is the one it would have alone. V1 has no priorities. Rules with
 * equal priorities, which S3 refuses, take nothing from each other. Whether a rule takes KMS objects that it does not select is
 * not documented: here it does, since its filter, which decides the overlap, does not look at encryption.
 */
export function ruleSelections(configuration: ReplicationConfiguration): readonly RuleSelection[] {
  const rules = configuration.Rules;
  const selections = rules.map((rule): RuleSelection => alone(rule));
  if (schemaOf(configuration) === 'V1') return selections;

  for (const group of competitors(rules)) {
    const taken = new TakenPrefixes();
    for (const tied of tiesInOrder(group)) {
      for (const { index, rule } of tied) selections[index] = taken.leaveFor(rule);
      for (const { index, rule } of tied) taken.add(rule, index);
    }
  }
  return selections;
}

interface Competitor {
  readonly index: number;
  readonly priority: number;
  readonly rule: ReplicationRule;
}

/** Enabled rules with a priority, grouped by destination. */
function competitors(rules: readonly ReplicationRule[]): Iterable<Competitor[]> {
  const groups = new Map<string, Competitor[]>();
  for (const [index, rule] of rules.entries()) {
    if (!isEnabled(rule) || rule.Priority === undefined) continue;
    const destination = destinationOf(rule)?.name ?? rule.Destination.Bucket;
    const group = groups.get(destination);
    const competitor = { index, priority: rule.Priority, rule };
    if (group === undefined) groups.set(destination, [competitor]);
    else group.push(competitor);
  }
  return groups.values();
}

/** Highest priority first; rules of the same priority together. */
function tiesInOrder(group: Competitor[]): Competitor[][] {
  const ties: Competitor[][] = [];
  for (const competitor of group.sort((a, b) => b.priority - a.priority || a.index - b.index)) {
    const last = ties.at(-1);
    if (last?.[0]?.priority === competitor.priority) last.push(competitor);
    else ties.push([competitor]);
  }
  return ties;
}

function alone(rule: ReplicationRule): RuleSelection {
  return {
    selection: { ...filterOf(rule), minusPrefixes: [] },
    shadowedBy: null,
  };
}

/**
 * Prefixes that rules of higher priority have taken, by the tags they ask for. A rule with tags takes tagged objects only, so it
 * takes from rules that ask for at least the same tags, and from no others.
 */
class TakenPrefixes {
  readonly #byTags = new Map<string, PrefixCover>();

  add(rule: ReplicationRule, index: number): void {
    const { prefix, tags } = filterOf(rule);
    const id = tagsId(tags);
    let cover = this.#byTags.get(id);
    if (cover === undefined) this.#byTags.set(id, (cover = new PrefixCover()));
    cover.add(prefix, index);
  }

  leaveFor(rule: ReplicationRule): RuleSelection {
    const filter = filterOf(rule);
    const minus = new PrefixCover();
    for (const tags of subsetsOf(filter.tags)) {
      const cover = this.#byTags.get(tagsId(tags));
      if (cover === undefined) continue;
      const owner = cover.ownerOf(filter.prefix);
      if (owner !== null) {
        return { selection: { ...filter, minusPrefixes: [filter.prefix] }, shadowedBy: owner };
      }
      for (const { prefix, index } of cover.below(filter.prefix)) minus.add(prefix, index);
    }
    return { selection: { ...filter, minusPrefixes: minus.prefixes() }, shadowedBy: null };
  }
}

interface OwnedPrefix {
  readonly prefix: string;
  readonly index: number;
}

/**
 * A set of prefixes none of which begins another, sorted: the only one that can begin a given prefix is its predecessor, and those
 * that it begins are its successors, so both are found by bisection.
 */
class PrefixCover {
  readonly #sorted: OwnedPrefix[] = [];

  /** The rule whose prefix begins this one, or `null`. */
  ownerOf(prefix: string): number | null {
    const at = this.#firstNotBefore(prefix);
    const same = this.#sorted[at];
    if (same?.prefix === prefix) return same.index;
    const before = this.#sorted[at - 1];
    return before !== undefined && prefix.startsWith(before.prefix) ? before.index : null;
  }

  /** The prefixes that this one begins. */
  below(prefix: string): readonly OwnedPrefix[] {
    const start = this.#firstNotBefore(prefix);
    return this.#sorted.slice(start, this.#endOfThoseBeginningWith(prefix, start));
  }

  add(prefix: string, index: number): void {
    if (this.ownerOf(prefix) !== null) return;
    const start = this.#firstNotBefore(prefix);
    this.#sorted.splice(start, this.#endOfThoseBeginningWith(prefix, start) - start, { prefix, index });
  }

  prefixes(): readonly string[] {
    return this.#sorted.map(({ prefix }) => prefix);
  }

  #firstNotBefore(prefix: string): number {
    return this.#bisect(0, (candidate) => candidate < prefix);
  }

  #endOfThoseBeginningWith(prefix: string, start: number): number {
    return this.#bisect(start, (candidate) => candidate.startsWith(prefix));
  }

  /** First place from `low` on where the test, true up to some place and false behind it, is false. */
  #bisect(low: number, isBefore: (prefix: string) => boolean): number {
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(this.#sorted[middle]?.prefix ?? '')) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function tagsId(tags: readonly Tag[]): string {
  return JSON.stringify(
    tags.map(({ Key, Value }) => [Key, Value]).sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0)),
  );
}

/** Beyond this many tags only rules without tags, and with all of the same tags, are compared: 2^n questions otherwise. */
const tagsWithAllSubsets = 4;

function subsetsOf(tags: readonly Tag[]): readonly (readonly Tag[])[] {
  if (tags.length > tagsWithAllSubsets) return [[], tags];
  return tags.reduce<Tag[][]>((subsets, tag) => [...subsets, ...subsets.map((subset) => [...subset, tag])], [[]]);
}
