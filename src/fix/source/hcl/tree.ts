/** Expressions of Terraform as trees with places. */
import type { Expression } from '../../../sources/terraform/source/hcl/ast.js';
import type { Spans } from '../../../sources/terraform/source/hcl/parse.js';
import { jsonTree } from '../read-source.js';
import type { SourceText, TextMember, TextNode } from '../text-node.js';
import type { Name } from './names.js';
import { hclText, hclValue, jsonInTemplate, memberName } from './spell.js';

/** A file, whose values are edited as those of the language. */
export function hclSource(text: string, root: TextNode, names: readonly Name[]): SourceText {
  return {
    text,
    root,
    form: 'hcl',
    labelOf: (name) => `${memberName(name)} = `,
    // Nothing of it stands by indentation.
    spelled: () => null,
    spelledInFlow: (value, unit) => {
      const own = hclValue(value, names);
      return own === undefined ? null : hclText(own, unit !== null);
    },
  };
}

export function treeOf(expression: Expression, spans: Spans): TextNode {
  const [start, end] = spans.get(expression) ?? [0, 0];
  const none = { value: null, start, end, isFlow: true, members: new Map<string, TextMember>(), items: [] };
  switch (expression.kind) {
    case 'literal':
      return { ...none, kind: 'scalar', value: expression.value };
    case 'tuple':
      return { ...none, kind: 'list', items: expression.items.map((each) => treeOf(each, spans)) };
    case 'object': {
      const members = new Map<string, TextMember>();
      for (const entry of expression.entries) {
        if (entry.key.kind !== 'literal') return { ...none, kind: 'other' };
        const value = treeOf(entry.value, spans);
        members.set(String(entry.key.value), { start: spans.get(entry)?.[0] ?? value.start, value });
      }
      return { ...none, kind: 'map', members };
    }
    default:
      return { ...none, kind: 'other' };
  }
}

/** JSON in a heredoc, whose references stay as they are; null where it is not plainly that. */
export function heredocSource(
  text: string,
  [start, end]: readonly [number, number],
  names: readonly Name[],
): SourceText | null {
  const heredoc = /^<<-?[ \t]*([\w-]+)[ \t]*\r?\n/u.exec(text.slice(start, end));
  if (heredoc === null) return null;
  const from = start + heredoc[0].length;
  const inside = text.slice(from, end).replace(/[ \t]*[\w-]+[ \t]*$/u, '');
  const masked = withoutReferences(inside);
  const root = masked === null ? null : jsonTree(masked, from);
  if (root === null) return null;
  return {
    text,
    root,
    form: 'json',
    labelOf: (name) => `${JSON.stringify(name)}: `,
    spelled: () => null,
    spelledInFlow: (value, unit) => jsonInTemplate(value, names, unit) ?? null,
  };
}

/** A character that no text has, for each of a reference; null where the text is more than references. */
function withoutReferences(text: string): string | null {
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    if (/^(?:\$\$|%%)\{/u.test(text.slice(at, at + 3))) {
      result += text.slice(at, at + 3);
      at += 2;
    } else if (text.startsWith('%{', at)) return null;
    else if (text.startsWith('${', at)) {
      const end = endOfReference(text, at + 2);
      if (end === null) return null;
      result += '\ufdef'.repeat(end - at);
      at = end - 1;
    } else result += text[at] ?? '';
  }
  return result;
}

/** Behind the brace that ends it. */
function endOfReference(text: string, start: number): number | null {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    const each = text[at];
    if (each === '"') {
      const closing = /^"(?:[^"\\]|\\.)*"/u.exec(text.slice(at, at + 2_000));
      if (closing === null) return null;
      at += closing[0].length - 1;
    } else if (each === '{') depth += 1;
    else if (each === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}
