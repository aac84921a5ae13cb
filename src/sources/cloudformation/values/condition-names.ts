/** Conditions on which resources of some types hang, and what stands in them. */
import { type Node, itemsOf, scalarText } from '../template/node.js';
import type { Template } from '../template/template.js';

export function conditionNames(template: Template, types: readonly string[]): readonly string[] {
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
  for (const { type, condition, properties } of template.resources.values()) {
    if (!types.includes(type)) continue;
    if (condition !== null) names.add(condition);
    walk(properties);
  }
  return [...names].filter((name) => template.conditions.has(name));
}
