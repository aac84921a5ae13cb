/** Properties that a type does not have: CloudFormation refuses them, and what they were meant to say is said nowhere. */
import { didYouMean } from '../../../basics/nearest-name.js';
import { type KnownMembers, knownProperties } from './known-properties.js';
import { functionOf, type Node } from './node.js';
import type { Resource, TemplateText } from './template.js';

const mostSaid = 10;

/** Sentences, each with the place. Functions are passed over: what they give is not looked at. */
export function unknownProperties({ id, type, properties }: Resource, text: TemplateText): readonly string[] {
  const known = Object.hasOwn(knownProperties, type) ? knownProperties[type] : undefined;
  if (known === undefined || properties === undefined) return [];
  const said: string[] = [];
  const look = (node: Node, members: KnownMembers, path: string): void => {
    if (node.kind === 'list') for (const item of node.items) look(item, members, path);
    if (node.kind !== 'map' || functionOf(node) !== null) return;
    for (const [name, { keyOffset, value }] of node.members) {
      if (said.length >= mostSaid || name.startsWith('Fn::')) continue;
      const inner = Object.hasOwn(members, name) ? members[name] : undefined;
      if (inner === undefined) {
        const { line, column } = text.lineOf(keyOffset);
        const shown = name.slice(0, 80);
        said.push(
          `${text.name}:${line}:${column}: ${id} (${type}) has no property ${path}${shown}, so that CloudFormation refuses the template.${didYouMean(shown, Object.keys(members))}`,
        );
      } else if (inner !== null) look(value, inner, `${path}${name}.`);
    }
  };
  look(properties, known, '');
  return said;
}
