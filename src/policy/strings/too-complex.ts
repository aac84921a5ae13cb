/** The question needs more steps than the budget allows. */
export const tooComplex: unique symbol = Symbol('too complex');

/** The type of `tooComplex`. */
export type TooComplex = typeof tooComplex;

/** Whether an answer is that the question was too complex. */
export function isTooComplex(answer: unknown): answer is TooComplex {
  return answer === tooComplex;
}
