/** A template as a tree, the same for YAML and JSON: texts stay as they are written, every value knows where it stands. */

export interface ScalarNode {
  readonly kind: 'scalar';
  /** YAML: the text as written, except for plain `true`, `false` and nothing. JSON: the value. */
  readonly value: string | number | boolean | null;
  /** YAML without quotes: whoever reads it may take it for a number. */
  readonly isPlain: boolean;
  readonly offset: number;
  /** YAML as a literal block (`|`), which begins in the next line: the columns before its text. */
  readonly indent?: number;
}

export interface Member {
  readonly keyOffset: number;
  readonly value: Node;
}

export interface MapNode {
  readonly kind: 'map';
  readonly members: ReadonlyMap<string, Member>;
  readonly offset: number;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly offset: number;
}

export type Node = ScalarNode | MapNode | ListNode;

export interface TextFault {
  readonly message: string;
  readonly offset: number;
}

export interface ReadText {
  /** Null where the text has no tree at all. */
  readonly root: Node | null;
  readonly faults: readonly TextFault[];
}

/** Values of one text: beyond, it is not a template that anybody deploys. */
export const mostNodes = 500_000;
export const mostDepth = 200;

export const tooLarge: TextFault = {
  message: 'This is nested too deeply, or too large, to be a template.',
  offset: 0,
};

export function memberOf(node: Node | null | undefined, name: string): Node | undefined {
  return node?.kind === 'map' ? node.members.get(name)?.value : undefined;
}

/** Text of a scalar; null for what is none. */
export function scalarText(node: Node | undefined): string | null {
  if (node?.kind !== 'scalar' || node.value === null) return null;
  return String(node.value);
}

export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}

/** `Fn::Sub` and its argument, where the node is a function. */
export function functionOf(node: Node): { readonly name: string; readonly argument: Node } | null {
  if (node.kind !== 'map' || node.members.size !== 1) return null;
  for (const [name, { value }] of node.members)
    if (name === 'Ref' || (name.startsWith('Fn::') && !isLoop(name))) return { name, argument: value };
  return null;
}

/** Whether a member of this name is a loop: `Fn::ForEach::Name`. */
export function isLoop(name: string): boolean {
  return name.startsWith('Fn::ForEach::');
}

export function hasLoop(section: ReadonlyMap<string, unknown>): boolean {
  return [...section.keys()].some(isLoop);
}
