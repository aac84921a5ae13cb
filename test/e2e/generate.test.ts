/** Generated scripts, run by the AWS CLI against an empty account: what stands there then replicates. */
import { describe, expect, test } from '@jest/globals';
import { awsCliFiles } from '../../src/generate/emit/aws-cli.js';
import { made, setUps } from '../generate/set-ups.js';
import { hasCli } from './servers/aws-cli.js';
import { ran } from './servers/run-script.js';
import { baseAccount } from './estates/seed.js';
import { auditorsOf, describeOnTheWire, reportOf } from './servers/wire-test.js';

describeOnTheWire('the script of a set-up', (wire) => {
  (hasCli() ? describe : describe.skip)('run by the AWS CLI', () => {
    test.each(['plain', 'of the article', 'in one Region', 'everything in one account'])(
      '%s: replicates, and a second run changes nothing',
      async (name) => {
        const intents = (setUps[name] ?? []).map((intent) => ({
          ...intent,
          sourceAccount: baseAccount,
          destinationAccount: baseAccount,
        }));
        const text = awsCliFiles(made(intents).setup)[0]?.text ?? '';
        const first = await ran(wire, baseAccount, text, []);
        expect([first.status, first.output]).toEqual([0, expect.not.stringContaining('replint:')]);
        const { snapshot } = await wire.collect(auditorsOf([baseAccount]));
        const report = reportOf(snapshot);
        expect(report.replication.map(({ verdict }) => verdict)).toEqual(report.replication.map(() => 'replicates'));
        expect(report.replication.length).toBeGreaterThan(0);
        expect(
          report.findings
            .filter(({ level, kind }) => level !== 'note' && kind === 'problem')
            .map(({ rule, message }) => `${rule} ${message}`),
        ).toEqual([]);
      },
      120_000,
    );
  });
});
