/** What is chosen between, where tests of conditions are open and rows of mappings are not known: each with its alternatives. */
import { hasStandIn, nameStandIns } from '../../basics/stand-in.js';
import { partitions } from '../../estate/partitions.js';
import { parameterIn, testKey } from './values/conditions.js';
import { allowedValues } from './values/parameters.js';
import { type PartOfPlace, partOfPlace } from './values/pseudo-parameters.js';
import type { Stack } from './values/scope.js';

export interface OpenTest {
  readonly left: string;
  readonly right: string;
  readonly stack: Stack;
  /** Whether it asks which row of a mapping is meant. */
  readonly isRow: boolean;
}

/** One thing that is chosen, with its alternatives. */
export interface Question {
  readonly answers: readonly Answer[];
  /** Whether a row of a mapping depends on it. */
  readonly isRow: boolean;
}

export interface Answer {
  readonly when: string;
  readonly tests: ReadonlyMap<string, boolean>;
  readonly bound: { readonly stack: Stack; readonly name: string; readonly value: string } | null;
  /** A value, and the text that stands for it. */
  readonly place?: { readonly open: string; readonly value: string };
}

/**
 * Tests of one parameter against literals exclude each other: they are one question.
 * @param roots whose parameters people give
 */
export function questionsOf(tests: ReadonlyMap<string, OpenTest>, roots: readonly Stack[]): readonly Question[] {
  const bySubject = new Map<string, { readonly stack: Stack; readonly literals: Set<string>; isRow: boolean }>();
  const places = new Map<string, { readonly part: PartOfPlace; readonly tests: Test[]; isRow: boolean }>();
  const questions: Question[] = [];
  for (const [key, { left, right, stack, isRow }] of tests) {
    const [open, literal] = hasStandIn(left) ? [left, right] : [right, left];
    if (hasStandIn(literal)) {
      const names = `${nameStandIns(left)} and ${nameStandIns(right)}`;
      questions.push({
        isRow,
        answers: [
          { when: `${names} are equal`, tests: new Map([[key, true]]), bound: null },
          { when: `${names} differ`, tests: new Map([[key, false]]), bound: null },
        ],
      });
      continue;
    }
    const part = partOfPlace(open, stack);
    if (part !== null) {
      const known = places.get(part.subject) ?? { part, tests: [], isRow };
      places.set(part.subject, known);
      known.isRow ||= isRow;
      known.tests.push({ open, literal });
      continue;
    }
    const subject = bySubject.get(open) ?? { stack, literals: new Set<string>(), isRow };
    bySubject.set(open, subject);
    subject.isRow ||= isRow;
    subject.literals.add(literal);
  }
  for (const { part, tests: ofPlace, isRow } of places.values())
    questions.push({ answers: answersOfPlace(part, ofPlace), isRow });
  for (const [open, { stack, literals, isRow }] of bySubject) {
    // A nested stack has its values from the one around it.
    const owner =
      roots.find(({ prefix, template }) => template.parameters.has(parameterIn(open, prefix) ?? '')) ?? stack;
    questions.push({ answers: answersOf(open, [...literals].sort(), owner), isRow });
  }
  return questions;
}

/** Which account, Region or partition it is, by all tests of it. */
function answersOfPlace({ kind, subject, holds }: PartOfPlace, tests: readonly Test[]): readonly Answer[] {
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
  return [...named.map((value) => answerOf(value, value)), answerOf(noneOf(named), another)];
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

function answersOf(open: string, literals: readonly string[], stack: Stack): readonly Answer[] {
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
  if (others?.length === 0) return answers;
  const [only] = others ?? [];
  const isOnlyOne = others?.length === 1 && only !== undefined;
  const other: Answer = {
    when: isOnlyOne ? `${name} is ${only}` : `${name} is ${noneOf(literals)}`,
    tests: new Map(literals.map((each) => [testKey(open, each), false])),
    bound: isOnlyOne && parameter !== null ? { stack, name: parameter, value: only } : null,
  };
  return [...answers, other];
}

function quoted(text: string): string {
  return text === '' ? 'empty' : text;
}
