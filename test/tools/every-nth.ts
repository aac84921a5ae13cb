/**
 * For long tables of cases of one kind: every nth, from another start for each table, so that all of them together cover what one leaves
 * out. `TEST_CASES=all` runs each (`npm run fuzz` sets it).
 */
export function everyNth<T>(n: number, cases: readonly T[], start = 0): readonly T[] {
  return process.env['TEST_CASES'] === 'all' ? cases : cases.filter((_, index) => index % n === start % n);
}
