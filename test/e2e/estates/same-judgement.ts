/** For every fixture: a live audit through the wire judges like an audit of the file. */
import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Wire, auditorsOf, judgementOf, reportOf, root } from '../servers/wire-test.js';

/** XML carries no control characters, so no name that AWS gives has any. */
const controls = /\\u00[01][0-9a-f]/giu;

/** A live run sees no key that nothing leads to; messages that count the keys say fewer. */
const counts = /That reaches \d+ more of the \d+ keys that were read/u;

type Judgement = ReturnType<typeof judgementOf>;
function uncounted({ verdicts, findings }: Judgement): Judgement {
  return {
    verdicts,
    findings: findings.map((finding) => finding.replace(counts, 'That reaches others')),
  };
}

/**
 * @param given - the estate, or the path of its file
 * @param alsoPaged - read a second time, every list one element a page
 */
export async function expectSameJudgement(wire: Wire, given: string | object, alsoPaged = false): Promise<void> {
  const file = typeof given === 'string' ? readFileSync(join(root, given), 'utf8') : JSON.stringify(given);
  const { estate, accounts } = await wire.seed(JSON.parse(file.replaceAll(controls, '')));
  const expected = uncounted(judgementOf(reportOf(estate)));
  for (const pagesOfOne of alsoPaged ? [false, true] : [false]) {
    wire.proxy.pagesOfOne = pagesOfOne;
    const { snapshot, problems } = await wire.collect(auditorsOf(accounts));
    const live = uncounted(judgementOf(reportOf(snapshot)));
    expect(live.verdicts.length).toBeGreaterThan(0);
    expect([pagesOfOne, live]).toEqual([pagesOfOne, expected]);
    expect(problems.filter(({ kind }) => kind !== 'unreadable')).toEqual([]);
  }
}
