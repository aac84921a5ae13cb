/** What resources of some types depend on: conditions, and rows of mappings. */
import { type Node, itemsOf, scalarText } from '../template/node.js';
import { type LoopedResource, resourcesIn } from '../template/resources-of.js';
import { conditionsIn } from '../template/sections-of.js';
import { conditionState } from './conditions.js';
import { lookupsIn, mayBeFound } from './find-in-map.js';
import type { Scope } from './scope.js';

/** Works them out, so that whoever listens hears of every open test. */
export function askAll(scope: Scope, types: readonly string[]): void {
  for (const name of conditionNames(scope, types)) conditionState(name, scope);
  for (const { argument, inner } of lookups(scope, types)) mayBeFound(argument, inner);
}

/** Whether the mappings hold what CloudFormation looks up in them: it refuses to deploy the stack if they do not. */
export function isAllFound(scope: Scope, types: readonly string[]): boolean {
  if (scope.stack.template.mappings === undefined) return true;
  // It works out all conditions, whatever depends on them.
  const inConditions = [...conditionsIn(scope).values()].flatMap(({ node, locals }) =>
    lookupsIn(node, () => null).map((argument) => ({ argument, inner: { ...scope, locals } })),
  );
  const sure = lookups(scope, types).filter(({ isSure }) => isSure);
  return [...inConditions, ...sure].every(({ argument, inner }) => mayBeFound(argument, inner));
}

function conditionNames(scope: Scope, types: readonly string[]): readonly string[] {
  const names = new Set<string>();
  const walk = (node: Node | undefined): void => {
    if (node === undefined || node.kind === 'scalar') return;
    if (node.kind === 'list') return node.items.forEach(walk);
    for (const [name, { value }] of node.members) {
      const condition = name === 'Fn::If' ? scalarText(itemsOf(value)[0]) : null;
      if (condition !== null) names.add(condition);
      walk(value);
    }
  };
  for (const { condition, properties } of resourcesOf(scope, types)) {
    if (condition !== null) names.add(condition);
    walk(properties);
  }
  const declared = conditionsIn(scope);
  return [...names].filter((name) => declared.has(name));
}

function resourcesOf(scope: Scope, types: readonly string[]): readonly LoopedResource[] {
  return [...resourcesIn(scope).values()].filter(({ type }) => types.includes(type));
}

interface Lookup {
  readonly argument: Node;
  readonly inner: Scope;
  /** Whether the case says that it is looked up. */
  readonly isSure: boolean;
}

function lookups(scope: Scope, types: readonly string[]): readonly Lookup[] {
  if (scope.stack.template.mappings === undefined) return [];
  return resourcesOf(scope, types).flatMap((resource): readonly Lookup[] => {
    const there = resource.condition === null ? true : conditionState(resource.condition, scope);
    if (there === false) return [];
    const inner = { ...scope, locals: new Map([...scope.locals, ...(resource.locals ?? [])]) };
    let isSure = there === true;
    const found = lookupsIn(resource.properties, (condition) => {
      const state = conditionState(scalarText(condition) ?? '', scope);
      isSure &&= state !== null;
      return state;
    });
    return found.map((argument) => ({ argument, inner, isSure }));
  });
}
