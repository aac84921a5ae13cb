import { test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy } from '../../src/basics/group-by.js';
import { expectSameJudgement } from './estates/same-judgement.js';
import { everyNth } from '../tools/every-nth.js';
import { describeOnTheWire, root } from './servers/wire-test.js';

interface Estate {
  readonly accounts: readonly { readonly id: string }[];
}

const whole = JSON.parse(readFileSync(join(root, 'fixtures/every-rule/estate.json'), 'utf8')) as Estate;
/** An estate that names a multi-Region key and says nothing about it leaves open what a live run finds out: such keys are in links.test.ts. */
function canBeSeeded(account: object): boolean {
  const text = JSON.stringify(account);
  return !text.includes(':key/mrk-') && !onlyOfCode.some((member) => text.includes(`"${member}"`));
}

/** What infrastructure code says, and no live account. */
const onlyOfCode = ['Unresolved', 'UnorderedVersioning'];

/** The accounts of one case have its number in the middle of their ids. */
const cases = everyNth(
  2,
  [...groupBy(whole.accounts, ({ id }) => id.slice(4, 8)).values()].filter((accounts) => accounts.every(canBeSeeded)),
);
const together = 12;
const parts = Array.from({ length: Math.ceil(cases.length / together) }, (_, index) => index);

describeOnTheWire('every rule fires live too', (wire) => {
  test.each(parts)('part %i of its estate', async (part) => {
    const accounts = cases.slice(part * together, (part + 1) * together).flat();
    await expectSameJudgement(wire, { ...whole, accounts });
  });
});
