/**
 * What can be deployed, where conditions and mappings depend on parameters that nobody gave: every combination of values that the tests of
 * the templates tell apart. A mixture that no values lead to is never looked at.
 */
import { partitionOfRegion } from '../../estate/partitions.js';
import type { Value } from '../terraform/model.js';
import { testState } from './values/conditions.js';
import { memberOf, itemsOf, type Node } from './template/node.js';
import { type Answer, type OpenTest, type Question, questionsOf } from './questions.js';
import type { Choice, Placement, Scope, Stack } from './values/scope.js';

export interface Case {
  /** `UseCustomerKey is yes`; empty where there is only one. */
  readonly when: string;
  readonly choice: Choice;
  /** Values that parameters have in it, by the stack's prefix. */
  readonly given: ReadonlyMap<string, ReadonlyMap<string, Value>>;
  /** Where stacks are in it, by what stands for the account or Region, or for the partition. */
  readonly places: ReadonlyMap<string, string>;
}

export const mostCases = 64;

const noChoice: Choice = { valueOf: () => undefined };
export const onlyCase: Case = { when: '', choice: noChoice, given: new Map(), places: new Map() };

export interface CaseSearch {
  readonly roots: readonly Stack[];
  /** Every stack in the case, those that others make included; what the case leaves open is told to `choice`. */
  readonly scopesIn: (one: Case, choice: Choice) => readonly Scope[];
  /** Works out what the facts depend on. */
  readonly ask: (scope: Scope) => void;
  /** Whether CloudFormation may deploy it, as far as rules of parameters do not say. */
  readonly isDeployable: (scope: Scope) => boolean;
}

/** Rows of one mapping that are tried, at most; fewer where there would be too many cases. */
const mostRows = [mostCases, 16, 8, 4, 2, 0];

/** @returns null where there are more than can be looked at */
export function casesOf(search: CaseSearch): readonly Case[] | null {
  for (const rows of mostRows) {
    const all = combined(search, rows);
    if (all === null) continue;
    const possible = all.filter((each) =>
      search.scopesIn(each, each.choice).every((scope) => isAllowed(scope) && search.isDeployable(scope)),
    );
    return possible.length === 0 ? all : possible;
  }
  return null;
}

/** What is open can depend on what was chosen before: a row decides which condition is asked. */
function combined(search: CaseSearch, rows: number): readonly Case[] | null {
  const done: Case[] = [];
  let todo: readonly Case[] = [onlyCase];
  for (let [one, ...others] = todo; one !== undefined; [one, ...others] = todo) {
    const questions = nextQuestions(openTests(search, one, rows), search.roots, rows);
    const count = questions.reduce((product, { answers }) => product * answers.length, 1);
    if (done.length + others.length + count > mostCases) return null;
    if (questions.length === 0) done.push(one);
    todo = questions.length === 0 ? others : [...chosen(one, questions, search.roots), ...others];
  }
  return done;
}

function openTests({ scopesIn, ask }: CaseSearch, one: Case, rows: number): ReadonlyMap<string, OpenTest> {
  const tests = new Map<string, OpenTest>();
  let asked: Stack | null = null;
  const listen: Choice = {
    valueOf: (key, asks) => {
      const state = one.choice.valueOf(key, asks);
      if (state !== undefined || asked === null || (rows === 0 && asks === 'row')) return state;
      const [left = '', right = ''] = JSON.parse(key) as readonly string[];
      const isRow = asks === 'row' && tests.get(key)?.isRow !== false;
      tests.set(key, { left, right, stack: asked, isRow });
      return undefined;
    },
  };
  for (const scope of scopesIn(one, listen)) {
    asked = scope.stack;
    ask(scope);
  }
  return tests;
}

/** Rows first: the conditions that depend on them are other ones then. */
function nextQuestions(
  tests: ReadonlyMap<string, OpenTest>,
  roots: readonly Stack[],
  rows: number,
): readonly Question[] {
  const ofRows = questionsOf(tests, roots).filter(({ isRow, answers }) => isRow && answers.length <= rows);
  if (ofRows.length > 0) return ofRows;
  return questionsOf(new Map([...tests].filter(([, { isRow }]) => !isRow)), roots);
}

function chosen(one: Case, questions: readonly Question[], roots: readonly Stack[]): readonly Case[] {
  let combinations: readonly (readonly Answer[])[] = [[]];
  for (const { answers } of questions)
    combinations = combinations.flatMap((before) => answers.map((answer) => [...before, answer]));
  return combinations
    .map((answers) => caseOf(one, answers))
    .filter((each) => roots.every((stack) => isOnePlace(each, stack)));
}

/** The stack as it is in the case. */
export function withGiven(stack: Stack, { given, places }: Case): Stack {
  const bound = given.get(stack.prefix);
  const known = bound === undefined ? stack : { ...stack, given: new Map([...stack.given, ...bound]) };
  return places.size === 0 ? known : { ...known, placement: placedAs(stack.placement, places) };
}

function placedAs({ openPartition, ...placement }: Placement, places: Case['places']): Placement {
  const region = places.get(placement.region);
  const stated = region === undefined ? places.get(openPartition ?? '') : partitionOfRegion(region);
  return {
    ...placement,
    account: places.get(placement.account) ?? placement.account,
    region: region ?? placement.region,
    partition: stated ?? placement.partition,
    ...(stated !== undefined || openPartition === undefined ? {} : { openPartition }),
  };
}

/** A Region is in one partition. */
function isOnePlace({ places }: Case, { placement: { region, openPartition } }: Stack): boolean {
  const [at, partition] = [places.get(region), places.get(openPartition ?? '')];
  return at === undefined || partition === undefined || partitionOfRegion(at) === partition;
}

/** The case, with more of it chosen. */
function caseOf(before: Case, answers: readonly Answer[]): Case {
  const tests = new Map(answers.flatMap((answer) => [...answer.tests]));
  const given = new Map([...before.given].map(([prefix, values]) => [prefix, new Map(values)]));
  for (const { bound } of answers) {
    if (bound === null) continue;
    const ofStack = given.get(bound.stack.prefix) ?? new Map<string, Value>();
    given.set(bound.stack.prefix, ofStack.set(bound.name, bound.value));
  }
  const places = new Map([
    ...before.places,
    ...answers.flatMap(({ place }) => (place === undefined ? [] : [[place.open, place.value] as const])),
  ]);
  return {
    when: [before.when, ...answers.map(({ when }) => when)].filter((when) => when !== '').join(' and '),
    choice: { valueOf: (key, asks) => before.choice.valueOf(key, asks) ?? tests.get(key) },
    given,
    places,
  };
}

/** CloudFormation checks the assertions of `Rules` before it makes anything. */
function isAllowed(scope: Scope): boolean {
  return [...scope.stack.template.rules.values()].every((rule) => {
    const condition = memberOf(rule, 'RuleCondition');
    if (condition !== undefined && testState(condition, scope) !== true) return true;
    return itemsOf(memberOf(rule, 'Assertions')).every((each) => {
      const assertion: Node | undefined = memberOf(each, 'Assert');
      return assertion === undefined || testState(assertion, scope) !== false;
    });
  });
}
