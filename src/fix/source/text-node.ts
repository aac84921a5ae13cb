/** A value in a text that a person edits: what it is and where it stands. JSON and YAML alike. */

/** Half-open, in UTF-16 code units. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** JSON pointer of what changes, from the value that was compared. */
  readonly pointer: string;
}

export interface TextMember {
  /** Of the name. */
  readonly start: number;
  readonly value: TextNode;
}

export interface TextNode {
  /** `other`: an alias, a value with a tag such as `!Sub`: it stays as it is written. */
  readonly kind: 'map' | 'list' | 'scalar' | 'other';
  /** Of a scalar. */
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  /** In brackets and braces, rather than by indentation. */
  readonly isFlow: boolean;
  readonly members: ReadonlyMap<string, TextMember>;
  readonly items: readonly TextNode[];
}

/** A text as a tree, and how it spells what is new. */
export interface SourceText {
  readonly text: string;
  readonly root: TextNode;
  readonly form: 'json' | 'yaml' | 'hcl';
  /** What stands before a value between brackets: `"name": `. */
  readonly labelOf: (name: string) => string;
  /** A value in a new place of the text, by indentation: lines without any before them. Null where it cannot be spelled. */
  readonly spelled: (value: unknown) => string | null;
  /** A value between brackets; `unit` null = on one line. */
  readonly spelledInFlow: (value: unknown, unit: string | null) => string | null;
}

export function memberOf(node: TextNode | null, name: string): TextNode | null {
  return node?.kind === 'map' ? (node.members.get(name)?.value ?? null) : null;
}

export function* nodesOf(node: TextNode): Iterable<TextNode> {
  yield node;
  for (const { value } of node.members.values()) yield* nodesOf(value);
  for (const item of node.items) yield* nodesOf(item);
}
