/** The question needs more steps than the budget allows. */
export const tooComplex: unique symbol = Symbol('too complex');
export type TooComplex = typeof tooComplex;
export function isTooComplex(answer: unknown): answer is TooComplex {
  return answer === tooComplex;
}
