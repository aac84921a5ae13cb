/** Broken estates, live: audited, fixed by the script that a fix prints, audited again. The script is run by the AWS CLI itself. */
import { describe, expect, test } from '@jest/globals';
import { script } from '../../src/fix/emit/aws-cli/script.js';
import { commandsOf } from '../../src/fix/emit/index.js';
import type { Repaired } from '../../src/repair.js';
import { defects } from '../../bench/accuracy/defects.mjs';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { fixed } from '../fix/fix-of.js';
import { hasCli } from './servers/aws-cli.js';
import { ran } from './servers/run-script.js';
import { baseAccount } from './estates/seed.js';
import { auditorsOf, describeOnTheWire, reportOf, type Wire } from './servers/wire-test.js';

/** One of every kind of document and setting that a script changes. */
const fixable = [
  'trust-other-service',
  'trust-denied',
  'role-gone',
  'no-replicate',
  'no-decrypt',
  'key-by-alias',
  'deny-replicate',
  'boundary-without-kms',
  'scp-region-limit',
  'rcp-other-organization',
  'no-bucket-policy',
  'bucket-policy-without-replicate',
  'perimeter-by-endpoint',
  'source-key-without-delegation',
  'replica-key-without-role',
  'destination-versioning-suspended',
  'account-mismatch',
  'kms-not-selected',
] as const;

async function collected(wire: Wire, accounts: readonly string[]): Promise<unknown> {
  const { snapshot } = await wire.collect(auditorsOf(accounts));
  return snapshot;
}

function scriptOf(fix: Repaired): string {
  return script(fix.report.patches, commandsOf(fix));
}

/** Only accounts that have something to do, and whoever runs the organization. */
function accountsOf({ report: { patches } }: Repaired): readonly string[] {
  const owners = patches.map(({ owner, account }) => (owner === 'organization' ? baseAccount : (account ?? '')));
  return [...new Set(owners)];
}

async function broken(
  wire: Wire,
  name: string,
  also: (snapshot: unknown) => unknown = (snapshot) => snapshot,
): Promise<{ fix: Repaired; accounts: readonly string[] }> {
  const [choices, change] = defects[name] ?? [];
  const { snapshot, setting } = buildEstate(choices);
  change?.(snapshot, setting);
  const { accounts } = await wire.seed(also(snapshot) as typeof snapshot);
  return { fix: fixed(await collected(wire, accounts)), accounts };
}

interface OfPolicies {
  readonly accounts: readonly { policies?: { PolicyVersionList: { readonly Document: object }[] }[] }[];
}

/** Every managed policy in its fifth version. */
function inFiveVersions(snapshot: unknown): unknown {
  const copy = structuredClone(snapshot) as OfPolicies;
  for (const policy of copy.accounts.flatMap(({ policies = [] }) => policies)) {
    const [current = { Document: {} }] = policy.PolicyVersionList;
    policy.PolicyVersionList = [1, 2, 3, 4, 5].map((number) => ({
      VersionId: `v${number}`,
      IsDefaultVersion: number === 5,
      Document: number === 5 ? current.Document : { ...current.Document, Id: `before ${number}` },
    }));
  }
  return copy;
}

describeOnTheWire('the script of a fix', (wire) => {
  (hasCli() ? describe : describe.skip)('run by the AWS CLI', () => {
    test.each(fixable)(
      '%s: makes the live estate replicate',
      async (name) => {
        const { fix, accounts } = await broken(wire, name);
        expect(fix.audited.replication.some(({ verdict }) => verdict !== 'replicates')).toBe(true);
        expect(fix.report.verified).toBe(true);
        for (const account of accountsOf(fix)) {
          const { status, output } = await ran(wire, account, scriptOf(fix), ['--with-decisions']);
          expect([status, output]).toEqual([0, expect.stringMatching(/: changed\n/u)]);
        }
        const after = reportOf(await collected(wire, accounts));
        expect(after.replication.map(({ verdict }) => verdict)).toEqual(fix.report.pairs.map(() => 'replicates'));
      },
      60_000,
    );

    test('of a managed policy with five versions the oldest goes, and the new one is in force', async () => {
      const { fix, accounts } = await broken(wire, 'boundary-without-kms', inFiveVersions);
      const [patch] = fix.report.patches.filter(({ target }) => target.kind === 'permissions-boundary');
      expect(patch?.policy).toMatchObject({ kind: 'managed', isNew: false });
      for (const account of accountsOf(fix)) {
        const { status, output } = await ran(wire, account, scriptOf(fix), ['--with-decisions']);
        expect([status, output]).toEqual([0, expect.stringMatching(/: changed\n/u)]);
      }
      const { output } = await ran(
        wire,
        patch?.account ?? '',
        `aws iam list-policy-versions --policy-arn ${patch?.policy?.arn ?? ''} --query 'Versions[].[VersionId,IsDefaultVersion]' --output text`,
        [],
      );
      const versions = output
        .trim()
        .split('\n')
        .map((line) => line.split('\t'));
      expect(versions.map(([version]) => version).sort()).toEqual(['v2', 'v3', 'v4', 'v5', 'v6']);
      expect(versions.filter(([, isDefault]) => isDefault === 'True')).toEqual([['v6', 'True']]);
      const after = reportOf(await collected(wire, accounts));
      expect(after.replication.map(({ verdict }) => verdict)).toEqual(fix.report.pairs.map(() => 'replicates'));
    }, 60_000);

    test('stops where a document has changed since, and changes nothing then', async () => {
      const { fix, accounts } = await broken(wire, 'bucket-policy-without-replicate');
      const [account = ''] = accountsOf(fix);
      const wrong = scriptOf(fix).replaceAll(/\b[0-9a-f]{64}\b/gu, 'f'.repeat(64));
      const before = await collected(wire, accounts);
      const { status, output } = await ran(wire, account, wrong, ['--with-decisions']);
      expect([status, output]).toEqual([1, expect.stringMatching(/has changed since it was audited/u)]);
      expect(reportOf(await collected(wire, accounts)).findings).toEqual(reportOf(before).findings);
    }, 60_000);

    test('a trial changes nothing, a second run neither, and decisions wait', async () => {
      const { fix } = await broken(wire, 'perimeter-by-endpoint');
      const [account = ''] = accountsOf(fix);
      const text = scriptOf(fix);
      expect((await ran(wire, account, text, [])).output).toMatch(/left out, its owner has to decide/u);
      expect((await ran(wire, account, text, ['--dry-run', '--with-decisions'])).output).toMatch(/would be changed/u);
      expect((await ran(wire, account, text, ['--with-decisions'])).output).toMatch(/: changed\n/u);
      const again = await ran(wire, account, text, ['--with-decisions']);
      expect([again.status, again.output]).toEqual([0, expect.stringMatching(/is there already/u)]);
      expect((await ran(wire, '999988887777', text, [])).status).toBe(1);
    }, 60_000);
  });
});
