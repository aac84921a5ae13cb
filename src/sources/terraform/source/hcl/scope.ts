/** What names mean where an expression stands. */
import type { Value } from '../../model.js';
import type { WorkBudget } from './budget.js';

/** What names mean at a place. */
export interface Names {
  /** A name at the head of an expression with what follows it, as long as they are plain names: `var.a.b`. Undefined = there is none. */
  readonly lookUp: (path: readonly string[], rest: Rest) => Value | undefined;
  /** Functions that read files: null = not one of them. */
  readonly callFile: (name: string, given: readonly Value[]) => Value | null;
  readonly budget: WorkBudget;
  /** The module, `module.a["k"].`, with a dot behind; empty for the root. */
  readonly path: string;
}

/** What of a path a lookup took. */
export interface Rest {
  taken: number;
}

export interface Scope {
  readonly names: Names;
  readonly locals: ReadonlyMap<string, Value>;
  readonly element: Value | undefined;
}

export interface Loop {
  readonly keyName: string | null;
  readonly valueName: string;
}

export function bind(scope: Scope, { keyName, valueName }: Loop, [key, value]: readonly [Value, Value]): Scope {
  scope.names.budget.take(scope.locals.size);
  const locals = new Map(scope.locals);
  if (keyName !== null) locals.set(keyName, key);
  return { ...scope, locals: locals.set(valueName, value) };
}
