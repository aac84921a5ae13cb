import type { Fact, Known } from '../estate/fact.js';
import type { PolicyText } from '../estate/model.js';
import { canonicalJson, shortJson } from '../basics/canonical-json.js';
import { missingText } from './diff-words.js';
import { elementChanges } from './element-changes.js';
import { type FoundChange, originOf, within } from './found-change.js';

/** A policy by the name that people know it by: `identity policy kms`, `trust policy`. */
export interface NamedDocument {
  readonly name: string;
  readonly document: Fact<PolicyText>;
}

type Statement = Readonly<Record<string, unknown>>;

interface Placed {
  readonly index: number;
  /** Whether it stands in a list. */
  readonly isListed: boolean;
  readonly statement: Statement;
  readonly text: string;
}

function isObject(value: unknown): value is Statement {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function statementsOf({ json }: PolicyText): readonly Placed[] {
  const list = isObject(json) ? json['Statement'] : undefined;
  const statements = Array.isArray(list) ? list : [list];
  return statements.filter(isObject).map((statement, index) => ({
    index,
    isListed: Array.isArray(list),
    statement,
    text: canonicalJson(meaningOf(statement)),
  }));
}

const lists = new Set(['Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal', 'Condition']);

/** One text, and a list of it, are the same, and so are lists in another order: AWS and the tools that write policies spell them anew. */
function meaningOf(statement: Statement): Statement {
  return Object.fromEntries(
    Object.entries(statement).map(([name, value]) => [name, lists.has(name) ? inOrder(value) : value]),
  );
}

function inOrder(value: unknown): unknown {
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inOrder(each)]));
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.every((each) => typeof each === 'string') ? [...new Set(texts)].sort() : texts;
}

/** Takes the statements that mean the same on both sides out of both. */
function withoutEqual(left: readonly Placed[], right: readonly Placed[]): readonly Placed[] {
  const counts = new Map<string, number>();
  for (const { text } of right) counts.set(text, (counts.get(text) ?? 0) + 1);
  return left.filter(({ text }) => {
    const count = counts.get(text) ?? 0;
    if (count > 0) counts.set(text, count - 1);
    return count === 0;
  });
}

function sidOf({ statement }: Placed): string | null {
  return typeof statement['Sid'] === 'string' ? statement['Sid'] : null;
}

/** Statements that changed, as pairs: those of one Sid belong together, then those at one place. */
function pairUp(left: readonly Placed[], right: readonly Placed[]): ReadonlyMap<Placed, Placed> {
  const pairs = new Map<Placed, Placed>();
  const taken = new Set<Placed>();
  const match = (keyOf: (placed: Placed) => string | number | null) => {
    const free = new Map<string | number, Placed>();
    for (const placed of left) {
      const key = keyOf(placed);
      if (key !== null && !taken.has(placed) && !free.has(key)) free.set(key, placed);
    }
    for (const placed of right) {
      const key = keyOf(placed);
      const partner = key === null || pairs.has(placed) ? undefined : free.get(key);
      if (key === null || partner === undefined) continue;
      pairs.set(placed, partner);
      taken.add(partner);
      free.delete(key);
    }
  };
  match(sidOf);
  match((placed) => (sidOf(placed) === null ? placed.index : null));
  return pairs;
}

const diffStatements = function* (
  resource: string,
  name: string,
  from: PolicyText,
  { value: to, origin }: Known<PolicyText>,
): Iterable<FoundChange> {
  const [all, current] = [statementsOf(from), statementsOf(to)];
  const [left, right] = [withoutEqual(all, current), withoutEqual(current, all)];
  const pairs = pairUp(left, right);
  const partners = new Set(pairs.values());
  const change = (placed: Placed, what: FoundChange['what'], details: readonly string[]): FoundChange => ({
    resource,
    what,
    name,
    statement: `Statement[${placed.index}]`,
    sid: sidOf(placed),
    details,
    origin: what === 'removed' ? origin : within(origin, 'Statement', ...(placed.isListed ? [placed.index] : [])),
  });
  for (const placed of left)
    if (!partners.has(placed)) yield change(placed, 'removed', [`was ${shortJson(placed.statement)}`]);
  for (const placed of right) {
    const partner = pairs.get(placed);
    if (partner === undefined) yield change(placed, 'added', [shortJson(placed.statement)]);
    else yield change(placed, 'changed', elementChanges(partner.statement, placed.statement));
  }
};

function stateText(fact: Fact<unknown> | undefined): string {
  if (fact === undefined || fact.state === 'absent') return 'not there';
  if (fact.state === 'known') return 'there';
  return missingText(fact);
}

/** What changed in the policies of one resource, statement by statement. Two policies of one name belong together in their order. */
export const diffPolicies = function* (
  resource: string,
  before: readonly NamedDocument[],
  after: readonly NamedDocument[],
): Iterable<FoundChange> {
  const [old, current] = [byName(before), byName(after)];
  for (const key of [...new Set([...old.keys(), ...current.keys()])].sort()) {
    const [was, is] = [old.get(key), current.get(key)];
    const name = (is ?? was)?.name ?? key;
    if (was?.document.state === 'known' && is?.document.state === 'known') {
      yield* diffStatements(resource, name, was.document.value, is.document);
      continue;
    }
    const [from, to] = [stateText(was?.document), stateText(is?.document)];
    if (from === to || from === 'not collected' || to === 'not collected') continue;
    const what = from === 'not there' ? 'added' : to === 'not there' ? 'removed' : 'changed';
    yield {
      resource,
      what,
      name,
      statement: null,
      sid: null,
      details: what === 'changed' ? [`is ${to}, was ${from}`] : [],
      origin: originOf(is?.document),
    };
  }
};

function byName(documents: readonly NamedDocument[]): ReadonlyMap<string, NamedDocument> {
  const named = new Map<string, NamedDocument>();
  const counts = new Map<string, number>();
  for (const document of documents) {
    const count = counts.get(document.name) ?? 0;
    counts.set(document.name, count + 1);
    named.set(`${document.name}\n${count}`, document);
  }
  return named;
}
