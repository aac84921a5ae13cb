/**
 * `Fn::FindInMap`. A key that nobody gave is one of the names in the mapping: CloudFormation refuses any other one, unless there is a
 * default.
 * Source: CloudFormation Template Reference, "Fn::FindInMap"; "AWS::LanguageExtensions transform", Fn::FindInMap enhancements.
 */
import { hasStandIn } from '../../../basics/stand-in.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { textOf } from '../../terraform/values.js';
import { functionOf, itemsOf, memberOf, type Node } from '../template/node.js';
import { areEqual } from './conditions.js';
import type { Calling, Scope } from './scope.js';

type Row = { readonly found: Node | undefined } | 'open';

export function findInMap(argument: Node, { scope, address }: Calling): Value | undefined {
  const row = rowOf(argument, scope, address);
  if (row === 'open') return new Unknown(`Fn::FindInMap in ${address}`, 'it is looked up by what is not known');
  const other = row.found ?? defaultOf(argument);
  return other === undefined
    ? new Unknown(`Fn::FindInMap in ${address}`, 'the mapping does not hold what is looked up')
    : scope.evaluate(other, scope, address);
}

/** Whether CloudFormation finds something, or may find it. */
export function mayBeFound(argument: Node, scope: Scope): boolean {
  const row = rowOf(argument, scope, '');
  return row === 'open' || (row.found ?? defaultOf(argument)) !== undefined;
}

function defaultOf(argument: Node): Node | undefined {
  return memberOf(itemsOf(argument)[3], 'DefaultValue');
}

function rowOf(argument: Node, scope: Scope, address: string): Row {
  let found = scope.stack.template.mappings;
  for (const node of itemsOf(argument).slice(0, 3)) {
    const key = textOf(scope.evaluate(node, scope, address)) ?? '';
    const name: string | null | undefined = hasStandIn(key) ? nameMeant(key, found, scope) : key;
    if (name === null) return 'open';
    const map: Node | undefined = found;
    found = name === undefined ? undefined : memberOf(map, name);
    // A macro may add it.
    if (found === undefined && memberOf(map, 'Fn::Transform') !== undefined) return 'open';
  }
  return { found };
}

/** Undefined = none of them; null = not known. All are asked about, so that whoever listens hears of each. */
function nameMeant(key: string, map: Node | undefined, scope: Scope): string | null | undefined {
  const names = map?.kind === 'map' ? [...map.members.keys()] : [];
  const states = names.map((name) => areEqual(key, name, scope, 'row'));
  const index = states.indexOf(true);
  if (index >= 0) return names[index];
  return states.includes(null) ? null : undefined;
}

/** Arguments of the lookups below a node; without those in a branch that the case does not take. */
export function lookupsIn(
  node: Node | undefined,
  isTaken: (condition: Node | undefined) => boolean | null,
): readonly Node[] {
  if (node === undefined || node.kind === 'scalar') return [];
  if (node.kind === 'list') return node.items.flatMap((each) => lookupsIn(each, isTaken));
  const called = functionOf(node);
  if (called?.name === 'Fn::If') {
    const [condition, whenTrue, whenFalse] = itemsOf(called.argument);
    const state = isTaken(condition);
    return [...(state === false ? [] : [whenTrue]), ...(state === true ? [] : [whenFalse])].flatMap((each) =>
      lookupsIn(each, isTaken),
    );
  }
  const inside = [...node.members.values()].flatMap(({ value }) => lookupsIn(value, isTaken));
  return called?.name === 'Fn::FindInMap' ? [called.argument, ...inside] : inside;
}
