import { describe, expect, test } from '@jest/globals';
import { conditionTraps } from './traps/conditions.js';
import { furtherTraps } from './traps/further.js';
import { grammarTraps } from './traps/grammar.js';
import { kmsTraps } from './traps/kms.js';
import { logicTraps } from './traps/logic.js';
import type { Expected, Trap } from './traps/trap.js';
import { judgeTrap } from './traps/setting.js';

/** What came out, in the words of the tables. */
function resultOf(trap: Trap): Expected | 'PARTLY' {
  const { decision, documents } = judgeTrap(trap);
  if (documents.some(({ valid }) => !valid)) {
    // An invalid document is never evaluated: no decision may follow from it.
    expect(decision.outcome).toBe('unknown');
    return 'INVALID';
  }
  if (decision.outcome === 'allowed') return 'ALLOW';
  if (decision.outcome === 'partly') return 'PARTLY';
  if (decision.outcome === 'unknown') {
    expect(decision.unanswered.length).toBeGreaterThan(0);
    return 'UNKNOWN';
  }
  expect(decision.denials.length).toBeGreaterThan(0);
  if (decision.denials.some(({ statements }) => statements.some(({ effect }) => effect === 'deny'))) return 'DENY-E';
  return decision.denials.some(({ cause }) => cause === 'block-public-access') ? 'DENY-BPA' : 'DENY-I';
}

function isFlagged(trap: Trap): boolean {
  const { decision, documents } = judgeTrap(trap);
  void decision.denials;
  return (
    decision.doubts.length > 0 ||
    decision.unanswered.length > 0 ||
    documents.some(({ problems }) => problems.length > 0)
  );
}

describe.each([
  ['grammar and matching', grammarTraps],
  ['conditions', conditionTraps],
  ['decision logic', logicTraps],
  ['KMS', kmsTraps],
  ['further cases', furtherTraps],
])('%s', (_name, traps) => {
  test.each(traps.map((trap) => [`${trap.id} ${trap.name}: ${trap.expect}, since ${trap.why}`, trap] as const))(
    '%s',
    (_title, trap) => {
      expect(resultOf(trap)).toBe(trap.expect);
      if (trap.flagged === true) expect(isFlagged(trap)).toBe(true);
    },
  );
});
