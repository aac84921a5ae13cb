/**
 * Policy variables: `${aws:PrincipalTag/team}`, with default `${key, 'text'}`, and the escapes `${*}`, `${?}`, `${$}`.
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
import { lowerAscii } from '../ascii-case.js';

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** Text whose wildcards are literal characters. */
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback: string | null };

/** A text without variables is one part of kind `text`. */
export function parseTemplate(text: string, hasVariables: boolean): readonly TemplatePart[] {
  if (!hasVariables || !text.includes('${')) return [{ kind: 'text', text }];
  const parts: TemplatePart[] = [];
  let start = 0;
  while (start < text.length) {
    const open = text.indexOf('${', start);
    const close = open < 0 ? -1 : text.indexOf('}', open);
    if (close < 0) break;
    if (open > start) parts.push({ kind: 'text', text: text.slice(start, open) });
    parts.push(parseVariable(text.slice(open + 2, close)));
    start = close + 1;
  }
  if (start < text.length) parts.push({ kind: 'text', text: text.slice(start) });
  return parts;
}

function parseVariable(inside: string): TemplatePart {
  if (inside === '*' || inside === '?' || inside === '$') return { kind: 'literal', text: inside };
  const comma = inside.indexOf(', ');
  const fallback = comma < 0 ? '' : inside.slice(comma + 2);
  const isQuoted = fallback.length >= 2 && fallback.startsWith("'") && fallback.endsWith("'");
  if (!isQuoted) return { kind: 'variable', key: lowerAscii(inside), fallback: null };
  return { kind: 'variable', key: lowerAscii(inside.slice(0, comma)), fallback: fallback.slice(1, -1) };
}

/** Keys of the variables in a template, lower case. */
export function variableKeys(parts: readonly TemplatePart[]): readonly string[] {
  return parts.flatMap((part) => (part.kind === 'variable' ? [part.key] : []));
}
