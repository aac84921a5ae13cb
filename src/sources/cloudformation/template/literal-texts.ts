import { type Node, scalarText } from './node.js';

/** The text of a node that is one; none for functions. */
export function literalTexts(node: Node | undefined): readonly string[] {
  const text = scalarText(node);
  return text === null ? [] : [text];
}
