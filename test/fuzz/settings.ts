/**
 * How often a property is tried, and from which seed: a short run with a fixed seed in the test suite, any other by `npm run fuzz`,
 * which sets `FUZZ_SEED` and `FUZZ_RUNS` and prints both.
 */
const usualSeed = 20_261_126;

export function fuzz(usualRuns: number): { readonly seed: number; readonly numRuns: number } {
  return { seed: numberOf('FUZZ_SEED') ?? usualSeed, numRuns: numberOf('FUZZ_RUNS') ?? usualRuns };
}

function numberOf(name: string): number | null {
  const text = process.env[name];
  return text === undefined || !/^-?\d+$/u.test(text) ? null : Number(text);
}
