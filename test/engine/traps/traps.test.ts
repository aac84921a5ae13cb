/**
 * The trap cases of policy evaluation, as estates: what the whole audit says of each, and not only the policy engine. The table
 * has the verdict, and after it the loud findings and open questions as "rule action cause".
 */
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../src/report/model.js';
import { auditOf } from '../../audit-of.js';
import { conditionTraps } from '../../policy/traps/conditions.js';
import { furtherTraps } from '../../policy/traps/further.js';
import { grammarTraps } from '../../policy/traps/grammar.js';
import { kmsTraps } from '../../policy/traps/kms.js';
import { logicTraps } from '../../policy/traps/logic.js';
import type { Trap } from '../../policy/traps/trap.js';
import { outcomes, otherVerdicts, withoutRequest } from './outcomes.js';
import { trapEstate } from './trap-estate.js';

const now = '2026-11-20T06:00:00Z';
const traps = [...grammarTraps, ...conditionTraps, ...logicTraps, ...kmsTraps, ...furtherTraps];

function outcomeOf({ replication, findings }: Report): readonly string[] {
  return [
    replication[0]?.verdict ?? 'nothing',
    ...findings
      .filter(({ level, kind, rule }) => level === 'error' || kind === 'unknown' || rule === 'policy/invalid')
      .map(({ rule, permission }) =>
        permission === null
          ? rule
          : `${rule} ${permission.action.slice(permission.action.indexOf(':') + 1)} ${permission.cause}`,
      ),
  ];
}

function verdictFor({ id, expect: expected }: Trap): string {
  return (
    otherVerdicts[id] ??
    (expected === 'ALLOW' ? 'replicates' : expected === 'UNKNOWN' || expected === 'INVALID' ? 'unknown' : 'fails')
  );
}

describe('traps, audited as estates', () => {
  const asked = traps.filter(({ id }) => !withoutRequest.has(id));

  test.each(asked.map((trap) => [`${trap.id} ${trap.name}`, trap] as const))('%s', (_title, trap) => {
    const outcome = outcomeOf(auditOf(trapEstate(trap), { settings: { now } }));
    expect(outcome).toEqual(outcomes[trap.id]);
    expect(outcome[0]).toBe(verdictFor(trap));
  });

  test('every trap has a row', () => {
    expect([...Object.keys(outcomes), ...withoutRequest].sort()).toEqual(traps.map(({ id }) => id).sort());
  });
});
