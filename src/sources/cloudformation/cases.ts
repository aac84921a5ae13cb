/**
 * What can be deployed, where conditions depend on parameters that nobody gave: every combination of values that the tests of the template
 * tell apart. A mixture that no values lead to is never looked at.
 */
import { hasStandIn, nameStandIns } from '../../basics/stand-in.js';
import { partitionOfRegion, partitions } from '../../estate/partitions.js';
import type { Value } from '../terraform/model.js';
import { conditionState, parameterIn, testKey, testState } from './values/conditions.js';
import { allowedValues } from './values/parameters.js';
import { type PartOfPlace, partOfPlace } from './values/pseudo-parameters.js';
import { memberOf, itemsOf, type Node } from './template/node.js';
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

interface OpenTest {
  readonly left: string;
  readonly right: string;
  readonly stack: Stack;
}

/** One thing that is chosen, with its alternatives. */
interface Question {
  readonly answers: readonly Answer[];
}

interface Answer {
  readonly when: string;
  readonly tests: ReadonlyMap<string, boolean>;
  readonly bound: { readonly stack: Stack; readonly name: string; readonly value: string } | null;
  /** A value, and the text that stands for it. */
  readonly place?: { readonly open: string; readonly value: string };
}

/**
 * @param scopeOf a scope of the stack in which open tests are told to `choice`
 * @returns null where there are more than can be looked at
 */
export function casesOf(
  stacks: readonly Stack[],
  conditionsOf: (stack: Stack) => readonly string[],
  scopeOf: (stack: Stack, choice: Choice) => Scope,
): readonly Case[] | null {
  const tests = new Map<string, OpenTest>();
  for (const stack of stacks) {
    const listen: Choice = {
      valueOf: (key) => {
        const [left = '', right = ''] = JSON.parse(key) as readonly string[];
        tests.set(key, { left, right, stack });
        return undefined;
      },
    };
    const scope = scopeOf(stack, listen);
    for (const name of conditionsOf(stack)) conditionState(name, scope);
  }
  if (tests.size === 0) return [onlyCase];
  const questions = questionsOf(tests);
  const count = questions.reduce((product, { answers }) => product * answers.length, 1);
  if (count > mostCases) return null;
  let combined: readonly (readonly Answer[])[] = [[]];
  for (const { answers } of questions)
    combined = combined.flatMap((before) => answers.map((answer) => [...before, answer]));
  const cases = combined.map(caseOf).filter((each) => stacks.every((stack) => isOnePlace(each, stack)));
  const possible = cases.filter((each) =>
    stacks.every((stack) => isAllowed(each, scopeOf(withGiven(stack, each), each.choice))),
  );
  return possible.length === 0 ? cases : possible;
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

function caseOf(answers: readonly Answer[]): Case {
  const tests = new Map(answers.flatMap((answer) => [...answer.tests]));
  const given = new Map<string, Map<string, Value>>();
  for (const { bound } of answers) {
    if (bound === null) continue;
    const ofStack = given.get(bound.stack.prefix) ?? new Map<string, Value>();
    given.set(bound.stack.prefix, ofStack.set(bound.name, bound.value));
  }
  const places = new Map(
    answers.flatMap(({ place }) => (place === undefined ? [] : [[place.open, place.value] as const])),
  );
  return {
    when: answers.map(({ when }) => when).join(' and '),
    choice: { valueOf: (key) => tests.get(key) },
    given,
    places,
  };
}

/** Tests of one parameter against literals exclude each other: they are one question. */
function questionsOf(tests: ReadonlyMap<string, OpenTest>): readonly Question[] {
  const bySubject = new Map<string, { readonly stack: Stack; readonly literals: Set<string> }>();
  const places = new Map<string, { readonly part: PartOfPlace; readonly tests: Test[] }>();
  const questions: Question[] = [];
  for (const [key, { left, right, stack }] of tests) {
    const [open, literal] = hasStandIn(left) ? [left, right] : [right, left];
    if (hasStandIn(literal)) {
      const names = `${nameStandIns(left)} and ${nameStandIns(right)}`;
      questions.push({
        answers: [
          { when: `${names} are equal`, tests: new Map([[key, true]]), bound: null },
          { when: `${names} differ`, tests: new Map([[key, false]]), bound: null },
        ],
      });
      continue;
    }
    const part = partOfPlace(open, stack);
    if (part !== null) {
      const known = places.get(part.subject) ?? { part, tests: [] };
      places.set(part.subject, known);
      known.tests.push({ open, literal });
      continue;
    }
    const subject = bySubject.get(open) ?? { stack, literals: new Set<string>() };
    bySubject.set(open, subject);
    subject.literals.add(literal);
  }
  for (const { part, tests: ofPlace } of places.values()) questions.push(questionOfPlace(part, ofPlace));
  for (const [open, { stack, literals }] of bySubject) questions.push(questionOf(open, [...literals].sort(), stack));
  return questions;
}

/** Which account, Region or partition it is, by all tests of it. */
function questionOfPlace({ kind, subject, holds }: PartOfPlace, tests: readonly Test[]): Question {
  const name = nameStandIns(subject);
  const named = [...new Set(tests.flatMap(({ open, literal }) => valuesHeld(kind, holds, { open, literal })))].sort();
  const answerOf = (when: string, value: string | null): Answer => ({
    when: `${name} is ${when}`,
    tests: new Map(
      tests.map(({ open, literal }) => [testKey(open, literal), value !== null && holds(open, literal, value)]),
    ),
    bound: null,
    ...(value === null ? {} : { place: { open: subject, value } }),
  });
  // Of partitions there are few: none of those that are named is one of the others.
  const another = kind === 'partition' ? (partitions.find((each) => !named.includes(each)) ?? null) : null;
  return { answers: [...named.map((value) => answerOf(value, value)), answerOf(noneOf(named), another)] };
}

interface Test {
  readonly open: string;
  readonly literal: string;
}

function valuesHeld(
  kind: PartOfPlace['kind'],
  holds: PartOfPlace['holds'],
  { open, literal }: Test,
): readonly string[] {
  return (kind === 'partition' ? partitions : [literal]).filter((value) => holds(open, literal, value));
}

function noneOf(literals: readonly string[]): string {
  return literals.length === 1 ? `not ${quoted(literals[0] ?? '')}` : `none of ${literals.map(quoted).join(', ')}`;
}

function questionOf(open: string, literals: readonly string[], stack: Stack): Question {
  const parameter = parameterIn(open, stack.prefix);
  const isParameter = parameter !== null && stack.template.parameters.has(parameter);
  const name = nameStandIns(open);
  const answers = literals.map((literal): Answer => ({
    when: `${name} is ${literal === '' ? 'empty' : literal}`,
    tests: new Map(literals.map((each) => [testKey(open, each), each === literal])),
    bound: isParameter ? { stack, name: parameter, value: literal } : null,
  }));
  const allowed = isParameter ? allowedValues(parameter, stack) : null;
  const others = allowed?.filter((each) => !literals.includes(each));
  if (others?.length === 0) return { answers };
  const [only] = others ?? [];
  const isOnlyOne = others?.length === 1 && only !== undefined;
  const other: Answer = {
    when: isOnlyOne ? `${name} is ${only}` : `${name} is ${noneOf(literals)}`,
    tests: new Map(literals.map((each) => [testKey(open, each), false])),
    bound: isOnlyOne && parameter !== null ? { stack, name: parameter, value: only } : null,
  };
  return { answers: [...answers, other] };
}

function quoted(text: string): string {
  return text === '' ? 'empty' : text;
}

/** CloudFormation checks the assertions of `Rules` before it makes anything. */
function isAllowed({ choice }: Case, scope: Scope): boolean {
  const asked: Scope = { ...scope, choice };
  return [...scope.stack.template.rules.values()].every((rule) => {
    const condition = memberOf(rule, 'RuleCondition');
    if (condition !== undefined && testState(condition, asked) !== true) return true;
    return itemsOf(memberOf(rule, 'Assertions')).every((each) => {
      const assertion: Node | undefined = memberOf(each, 'Assert');
      return assertion === undefined || testState(assertion, asked) !== false;
    });
  });
}
