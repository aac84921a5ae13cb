/** Every import of a TypeScript file, in whatever form: static, re-exported, dynamic, as a type, or by `require`. */
import { parseSync } from '@swc/core';

export interface Import {
  /** As written: `../estate/fact.js`, `node:fs`. */
  readonly specifier: string;
  /** Imported names; empty for whole-module, default and dynamic imports. */
  readonly names: readonly string[];
  /** Null where the specifier is worked out at run time. */
  readonly line: number | null;
}

const known = new Map<string, readonly Import[]>();

/** Parsed once for each text. */
export function importsOf(text: string): readonly Import[] {
  const before = known.get(text);
  if (before !== undefined) return before;
  const imports = parse(text);
  known.set(text, imports);
  return imports;
}

function parse(text: string): readonly Import[] {
  const found: { specifier: string; names: readonly string[] }[] = [];
  visit(parseSync(text, { syntax: 'typescript', target: 'es2022' }), (node) => {
    const specifier = specifierOf(node);
    if (specifier !== null) found.push({ specifier, names: namesOf(node) });
  });
  const lines = text.split('\n');
  // The parser counts positions over all files that it has read: a line is found by its text instead.
  const seen = new Map<string, number>();
  return found.map(({ specifier, names }) => {
    const start = seen.get(specifier) ?? 0;
    const index = lines.findIndex(
      (line, at) => at >= start && (line.includes(`'${specifier}'`) || line.includes(`"${specifier}"`)),
    );
    if (index !== -1) seen.set(specifier, index + 1);
    return { specifier, names, line: index === -1 ? null : index + 1 };
  });
}

interface Node {
  readonly type?: string;
  readonly [member: string]: unknown;
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, see);
  else if (typeof value === 'object' && value !== null) {
    const node = value as Node;
    if (typeof node.type === 'string') see(node);
    for (const member of Object.values(node)) visit(member, see);
  }
}

/** What a module is called where it is not a plain text: no room may import it. */
export const computed = '(computed)';

function specifierOf(node: Node): string | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return textOf(node['source']);
    case 'TsImportType':
      return textOf(node['argument']);
    case 'TsExternalModuleReference':
      return textOf(node['expression']);
    case 'CallExpression':
      return isImportCall(node['callee'] as Node) ? (textOf(firstArgument(node)) ?? computed) : null;
    default:
      return null;
  }
}

function isImportCall(callee: Node): boolean {
  return callee.type === 'Import' || (callee.type === 'Identifier' && callee['value'] === 'require');
}

function firstArgument(node: Node): unknown {
  const [first] = node['arguments'] as readonly { readonly expression: unknown }[];
  return first?.expression;
}

function textOf(node: unknown): string | null {
  const value = (node as { readonly value?: unknown } | null | undefined)?.value;
  return typeof value === 'string' ? value : null;
}

function namesOf(node: Node): readonly string[] {
  if (node.type !== 'ImportDeclaration' && node.type !== 'ExportNamedDeclaration') return [];
  const specifiers = node['specifiers'] as readonly Node[];
  return specifiers.flatMap(({ imported, orig, local }) => {
    const name = textOf(imported ?? orig ?? local);
    return name === null ? [] : [name];
  });
}
