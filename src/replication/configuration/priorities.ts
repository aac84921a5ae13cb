import type { ReplicationConfiguration, ReplicationRule, Tag } from '../../estate/model.js';
import { destinationOf } from './destination-of.js';
import type { KeyRegion, Selection } from '../model.js';
import { PrefixCover } from './prefix-cover.js';
import { schemaOf } from './schema.js';
import { contradictionOf, filterOf, isEnabled, isSameTag, type RuleFilter } from './selection.js';
import { isInRegion, takenTogether, type Higher, type Together } from './taken-together.js';
import { unfamiliarParts } from './unfamiliar.js';

/** What is left to one rule after the rules of higher priority to the same destination. */
export interface RuleSelection {
  readonly selection: Selection;
  /** Index of a rule of higher priority that takes objects of this one, where none is left to it; `null` = there is none. */
  readonly shadowedBy: number | null;
  /** That rule does not select everything alone: others of higher priority select the rest. */
  readonly isShadowShared: boolean;
  /** Index of a rule of higher priority of which it is not known what it takes; `null` = there is none. */
  readonly mayBeTakenBy: number | null;
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
  if (rules.length < 2 || schemaOf(configuration) === 'V1') return selections;

  for (const group of competitors(rules)) {
    const taken = new TakenPrefixes();
    let unclear: number | null = null;
    for (const tied of tiesInOrder(group)) {
      for (const { index, rule } of tied) selections[index] = { ...taken.leaveFor(rule), mayBeTakenBy: unclear };
      for (const { index, rule } of tied) {
        if (isUnclear(configuration, rule)) unclear ??= index;
        else taken.add(rule, index);
      }
    }
  }
  return selections;
}

/** What the rule selects is not known: it has members or values that this program does not know. */
function isUnclear(configuration: ReplicationConfiguration, rule: ReplicationRule): boolean {
  return unfamiliarParts(configuration, rule).some(({ bearsOn }) => bearsOn === 'objects');
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
  const filter = filterOf(rule);
  const isEmpty = contradictionOf(filter) !== null;
  return { selection: { ...filter, taken: [], isEmpty }, shadowedBy: null, isShadowShared: false, mayBeTakenBy: null };
}

/**
 * What rules of higher priority have taken, by the tags they ask for. A rule with tags takes tagged objects only, so it takes from
 * rules that ask for at least the same tags, and from no others.
 */
class TakenPrefixes {
  /** Rules that leave nothing out. */
  readonly #byTags = new Map<string, PrefixCover>();
  /** Rules that do. */
  readonly #partial: Higher[] = [];
  readonly #all: Higher[] = [];

  add(rule: ReplicationRule, index: number): void {
    const filter = filterOf(rule);
    const { prefix, tags, without } = filter;
    this.#all.push({ filter, index });
    if (without.prefixes.length > 0 || without.tags.length > 0) {
      this.#partial.push({ filter, index });
      return;
    }
    const id = tagsId(tags);
    let cover = this.#byTags.get(id);
    if (cover === undefined) this.#byTags.set(id, (cover = new PrefixCover()));
    cover.add(prefix, index);
  }

  leaveFor(rule: ReplicationRule): RuleSelection {
    const own = alone(rule);
    if (own.selection.isEmpty) return own;
    const filter = filterOf(rule);
    const minus = new PrefixCover();
    for (const tags of subsetsOf(filter.tags)) {
      const cover = this.#byTags.get(tagsId(tags));
      if (cover === undefined) continue;
      const owner = cover.ownerOf(filter.prefix);
      if (owner !== null) return shadowed(own, [owner], [{ prefix: filter.prefix, without: [] }]);
      for (const { prefix, index } of cover.below(filter.prefix)) minus.add(prefix, index);
    }
    const partial = this.#partial.filter(({ filter: other }) => takesFrom(other, filter));
    const taken = [
      ...minus.prefixes().map((prefix) => ({ prefix, without: [] })),
      ...partial.map(({ filter: { prefix, without } }) => ({ prefix, without: without.prefixes })),
    ];
    // Rules that leave nothing out take whole prefixes, each for itself.
    const isSimple = filter.without.prefixes.length === 0 && this.#partial.length === 0;
    const together = isSimple ? null : (takenTogether(filter, this.#all) ?? this.#takenWhateverTags(filter));
    const shared = (together?.taken ?? []).filter(({ prefix }) => !taken.some((region) => isInRegion(prefix, region)));
    const owners = together?.owners ?? null;
    return owners === null
      ? { ...own, selection: { ...own.selection, taken: [...taken, ...shared] } }
      : shadowed(own, owners, [...taken, ...shared]);
  }

  /** Where there are too many tags to look at: by the rules that take objects of the other's whatever their tags. */
  #takenWhateverTags(filter: RuleFilter): Together | null {
    const sure = this.#all.filter(({ filter: other }) => takesFrom(other, filter));
    return takenTogether(
      withoutTags(filter),
      sure.map((each) => ({ ...each, filter: withoutTags(each.filter) })),
    );
  }
}

function withoutTags(filter: RuleFilter): RuleFilter {
  return { ...filter, tags: [], without: { ...filter.without, tags: [] } };
}

function shadowed({ selection }: RuleSelection, owners: readonly number[], taken: readonly KeyRegion[]): RuleSelection {
  return {
    selection: { ...selection, taken, isEmpty: true },
    shadowedBy: owners[0] ?? null,
    isShadowShared: owners.length > 1,
    mayBeTakenBy: null,
  };
}

/** Whether a rule that leaves something out takes every object of the other's, as far as tags go, and some of its keys. */
function takesFrom(filter: RuleFilter, from: RuleFilter): boolean {
  const asks = filter.tags.every((tag) => from.tags.some((each) => isSameTag(each, tag)));
  // An object with a tag that this rule leaves out stays with the other, unless the other cannot have such objects.
  const keepsNone = filter.without.tags.every(
    (tag) =>
      from.without.tags.some((each) => isSameTag(each, tag)) ||
      from.tags.some((each) => each.Key === tag.Key && each.Value !== tag.Value),
  );
  const meets = filter.prefix.startsWith(from.prefix) || from.prefix.startsWith(filter.prefix);
  return asks && keepsNone && meets;
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
