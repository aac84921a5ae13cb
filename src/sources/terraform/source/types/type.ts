/** Types of Terraform's values. Source: Terraform Language, "Types and Values". */

/**
 * `any`: of what nobody knows. `null`: of null, which goes with every type. `unclear`: Terraform knows it, or refuses the value, and it
 * is not worked out here.
 */
export type Type =
  | { readonly kind: 'any' | 'null' | 'unclear' | 'string' | 'number' | 'bool' }
  | { readonly kind: 'list' | 'set' | 'map'; readonly of: Type }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Type> };

export const any: Type = { kind: 'any' };
export const unclear: Type = { kind: 'unclear' };
export const string: Type = { kind: 'string' };
export const number: Type = { kind: 'number' };
export const bool: Type = { kind: 'bool' };
