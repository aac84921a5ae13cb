/** `test/rules/golden/`: what is said about the broken estates of every rule. The tests compare it; read the difference before it is kept. */
import { goldenIds, goldenPath, goldenText } from '../../test/rules/golden.mjs';
import { loadTs } from './load-ts.mjs';

/** @param {readonly string[]} ids of rules; all by default */
export async function generate(ids = goldenIds()) {
  const { auditOf } = await loadTs('test/audit-of.ts');
  return new Map(ids.map((id) => [goldenPath(id), goldenText(id, auditOf)]));
}
