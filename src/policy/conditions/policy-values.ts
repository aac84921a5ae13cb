/** The values of a condition as a policy writes them, ready to be compared: variables filled in, patterns compiled. */
import { couldBe, hasStandIn } from '../../basics/stand-in.js';
import { arnConditionGlob, globOfPieces, type Piece } from '../arn.js';
import type { ConditionOperator, ConditionTest, PolicyDocument } from '../model.js';
import { type Glob, literalGlob } from '../strings/index.js';
import { isMultivalued, type Lookup } from './context.js';
import { isStringOperator } from './operators.js';
import { parseTemplate, type TemplatePart } from './variables.js';

export type Pattern =
  | { readonly kind: 'glob'; readonly glob: Glob }
  /** Of an ARN operator: a value that is not known tells whether it is one. */
  | { readonly kind: 'perhaps-an-arn'; readonly glob: Glob }
  | { readonly kind: 'scalar'; readonly text: string }
  /** A text in any case. */
  | { readonly kind: 'any-case'; readonly text: string }
  /** A variable that has no value: matches nothing (so that negated operators do match). */
  | { readonly kind: 'unresolvable' }
  /** A variable whose value is open, or one with a default whose value is empty: nobody says whether the default stands in. */
  | { readonly kind: 'open-variable' | 'default-for-empty' }
  /** No value of the operator's type. */
  | { readonly kind: 'mistyped' };

interface CompiledTest {
  /** Patterns without variables, or null where they depend on the request. */
  readonly fixed: readonly Pattern[] | null;
  readonly templates: readonly (readonly TemplatePart[])[];
}

const compiled = new WeakMap<ConditionTest, CompiledTest>();

/** Patterns of a test; `operator` is its own without the negation. */
export function compileValues(
  test: ConditionTest,
  operator: ConditionOperator,
  document: PolicyDocument,
  lookup: Lookup,
): readonly Pattern[] {
  const ready = compiled.get(test);
  if (ready?.fixed) return ready.fixed;
  if (ready) return ready.templates.map((parts) => patternOf(operator, resolveTemplate(parts, lookup)));

  const hasVariables = document.version === '2012-10-17' && isStringOperator(operator);
  const templates = test.values.map((value) => parseTemplate(value, hasVariables));
  const isFixed = templates.every((parts) => parts.every((part) => part.kind !== 'variable'));
  const patterns = templates.map((parts) => patternOf(operator, resolveTemplate(parts, lookup)));
  compiled.set(test, { fixed: isFixed ? patterns : null, templates });
  return patterns;
}

export type ResolvedTemplate =
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[] }
  /** A variable without a value. Source: IAM User Guide, "Policy variables with no value". */
  | { readonly kind: 'unresolvable' }
  | { readonly kind: 'open-variable' }
  | { readonly kind: 'default-for-empty' };

/** Fills the variables of a template from the request. Wildcards that come through a value stay literal. */
export function resolveTemplate(parts: readonly TemplatePart[], lookup: Lookup): ResolvedTemplate {
  const pieces: Piece[] = [];
  for (const part of parts) {
    if (part.kind !== 'variable') {
      pieces.push({ text: part.text, wild: part.kind === 'text' });
      continue;
    }
    const found = lookup(part.key);
    if (found.state === 'unresolved') return { kind: 'open-variable' };
    const value = found.state === 'absent' ? undefined : found.values[0];
    if (value === undefined) {
      if (part.fallback === null) return { kind: 'unresolvable' };
      pieces.push({ text: part.fallback, wild: false });
      continue;
    }
    // Multivalued keys cannot be variables; a value that depends on the object key is left open.
    if (isMultivalued(part.key)) return { kind: 'unresolvable' };
    if (typeof value !== 'string' || (found.state === 'present' && found.values.length !== 1))
      return { kind: 'open-variable' };
    // "A condition context key that has no value or is not present": an empty one counts as null, like one that is not there.
    if (value === '') return { kind: part.fallback === null ? 'unresolvable' : 'default-for-empty' };
    pieces.push({ text: value, wild: false });
  }
  return { kind: 'pieces', pieces };
}

function patternOf(operator: ConditionOperator, resolved: ResolvedTemplate): Pattern {
  if (resolved.kind !== 'pieces') return resolved;
  const text = resolved.pieces.map((piece) => piece.text).join('');
  switch (operator) {
    case 'StringEquals':
      return { kind: 'glob', glob: literalGlob(text) };
    case 'StringEqualsIgnoreCase':
      return { kind: 'any-case', text };
    case 'StringLike':
      return { kind: 'glob', glob: globOfPieces(resolved.pieces) };
    case 'ArnEquals':
    case 'ArnLike': {
      // What IAM does with a value that is no ARN is not documented.
      const glob = arnConditionGlob(resolved.pieces);
      if (glob !== null) return { kind: 'glob', glob };
      // One whose fields only a value tells.
      const couldBeArn = hasStandIn(text) && couldBe(text, (value) => /^arn:(?:[^:]*:){4}/u.test(value));
      return couldBeArn ? { kind: 'perhaps-an-arn', glob: globOfPieces(resolved.pieces) } : { kind: 'mistyped' };
    }
    default:
      return { kind: 'scalar', text };
  }
}
