import { test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectSameJudgement } from './estates/same-judgement.js';
import { everyNth } from '../tools/every-nth.js';
import { describeOnTheWire, root } from './servers/wire-test.js';

const cases = readdirSync(join(root, 'fixtures/conformance'));
const estates = [
  ...cases.map((name) => `${name}/broken.json`),
  ...everyNth(4, cases).map((name) => `${name}/repaired.json`),
];

describeOnTheWire('what people met is seen live too', (wire) => {
  test.each(estates)('%s', async (name) => {
    await expectSameJudgement(wire, `fixtures/conformance/${name}`);
  });
});
