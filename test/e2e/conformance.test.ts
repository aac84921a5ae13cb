import { test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectSameJudgement } from './estates/same-judgement.js';
import { describeOnTheWire, root } from './servers/wire-test.js';

const cases = readdirSync(join(root, 'fixtures/conformance'));

describeOnTheWire('what people met is seen live too', (wire) => {
  test.each(cases)('%s', async (name) => {
    await expectSameJudgement(wire, `fixtures/conformance/${name}/broken.json`);
    await wire.reset();
    await expectSameJudgement(wire, `fixtures/conformance/${name}/repaired.json`);
  });
});
