/**
 * What has to stay true when an estate is changed in a way whose effect is known: more Allows never break anything, more Denies never
 * help, another way of writing says the same, and what has nothing to do with a pair does not touch it.
 */
import { describe, test } from '@jest/globals';
import fc from 'fast-check';
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';
import type { ReplicationEntry, Report, Verdict } from '../../../src/report/model.js';
import { auditOf } from '../../audit-of.js';
import { fuzz } from '../../fuzz/settings.js';
import { readsOf, without, type Json } from '../sweep/reads.js';
import { documentsOf, type Statement } from './documents.js';
import { estate, type RandomEstate } from './estates.js';
import { blockOf, inSmallPolicies, renamed, reordered, rewritings, rewritten, testsOf } from './rewritings.js';
import { conditionOf, statementOf } from './statements.js';

type Named = ReadonlyMap<string, Verdict>;

function verdictsOf({ verdict, aspects, byObjectClass }: ReplicationEntry): Named {
  return new Map([['verdict', verdict], ...Object.entries(aspects), ...Object.entries(byObjectClass)] as const);
}

function firstOf({ replication }: Report, bucket: string): Named {
  const entry = replication.find(({ source }) => source.bucket === bucket);
  if (entry === undefined) throw new Error(`no entry of ${bucket}`);
  return verdictsOf(entry);
}

/** What nobody may become: more permission and less, by what a verdict says of the keys that are proved and disproved. */
const forbidden: Readonly<Record<'more' | 'less', (before: Verdict, after: Verdict) => boolean>> = {
  more: (before, after) =>
    (before === 'replicates' && after !== 'replicates') || (after === 'fails' && before !== 'fails'),
  less: (before, after) =>
    (before === 'fails' && after !== 'fails') || (after === 'replicates' && before !== 'replicates'),
};

function compare(
  before: Named,
  after: Named,
  isWrong: (before: Verdict, after: Verdict) => boolean,
  what: string,
): void {
  for (const [name, verdict] of before) {
    const now = after.get(name);
    if (now !== undefined && isWrong(verdict, now)) throw new Error(`${what}: ${name} was ${verdict} and is ${now}`);
  }
}

function isOther(before: Verdict, after: Verdict): boolean {
  return before !== after;
}

/** What is found, without words, names and places. */
function foundIn({ findings }: Report): string {
  return findings
    .map(({ rule, level, permission }) => `${level} ${rule} ${permission?.action ?? ''} ${permission?.cause ?? ''}`)
    .sort()
    .join('\n');
}

interface Added extends RandomEstate {
  readonly statement: Statement;
  readonly changed: Snapshot;
}

/** An estate, and the same with a statement more in one of its documents. */
function added(effect: 'Allow' | 'Deny'): fc.Arbitrary<Added> {
  return estate.chain(({ snapshot, names }) => {
    const documents = documentsOf(snapshot).filter(({ kind }) => effect === 'Deny' || kind !== 'rcp');
    return fc.nat(documents.length - 1).chain((index) =>
      statementOf(names, documents[index]?.kind ?? 'identity', effect).map((statement) => {
        const changed = structuredClone(snapshot);
        const held = documentsOf(changed).filter(({ kind }) => effect === 'Deny' || kind !== 'rcp')[index];
        held?.write([...held.statements, statement]);
        return { snapshot, names, statement, changed };
      }),
    );
  });
}

function isForEveryone({ Principal }: Statement): boolean {
  return JSON.stringify(Principal ?? '').includes('"*"');
}

describe('a statement more', () => {
  test('an Allow never breaks anything', () => {
    fc.assert(
      fc.property(added('Allow'), ({ snapshot, names, statement, changed }) => {
        // Block Public Access takes away all grants of a policy that is for everyone.
        if (isForEveryone(statement)) return;
        compare(
          firstOf(auditOf(snapshot), names.source),
          firstOf(auditOf(changed), names.source),
          forbidden.more,
          'an Allow',
        );
      }),
      fuzz(20),
    );
  });

  test('a Deny never helps', () => {
    fc.assert(
      fc.property(added('Deny'), ({ snapshot, names, changed }) => {
        compare(
          firstOf(auditOf(snapshot), names.source),
          firstOf(auditOf(changed), names.source),
          forbidden.less,
          'a Deny',
        );
      }),
      fuzz(20),
    );
  });
});

describe('the same, written otherwise', () => {
  test.each(Object.entries(rewritings))('%s', (name, rewriting) => {
    fc.assert(
      fc.property(estate, ({ snapshot, names }) => {
        const after = auditOf(rewritten(snapshot, rewriting));
        compare(firstOf(auditOf(snapshot), names.source), firstOf(after, names.source), isOther, name);
      }),
      fuzz(8),
    );
  });

  test.each([
    ['in another order', reordered],
    ['with other names', renamed],
  ])('%s: the same findings', (what, change) => {
    fc.assert(
      fc.property(estate, ({ snapshot, names }) => {
        const [before, after] = [auditOf(snapshot), auditOf(change(snapshot))];
        const source = change === renamed ? names.source.replaceAll('orders', 'zebra') : names.source;
        compare(firstOf(before, names.source), firstOf(after, source), isOther, what);
        if (foundIn(before) !== foundIn(after)) throw new Error(`${what}:\n${foundIn(before)}\n---\n${foundIn(after)}`);
      }),
      fuzz(12),
    );
  });

  test('a policy for each statement', () => {
    fc.assert(
      fc.property(estate, ({ snapshot, names }) => {
        compare(
          firstOf(auditOf(snapshot), names.source),
          firstOf(auditOf(inSmallPolicies(snapshot)), names.source),
          isOther,
          'split',
        );
      }),
      fuzz(12),
    );
  });

  const opposites: Readonly<Record<string, string>> = {
    StringEquals: 'StringNotEquals',
    StringLike: 'StringNotLike',
    ArnLike: 'ArnNotLike',
    IpAddress: 'NotIpAddress',
    StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase',
  };

  test('a statement under a condition and under its opposite is the statement', () => {
    fc.assert(
      fc.property(
        estate.chain((made) => fc.tuple(fc.constant(made), conditionOf(made.names), fc.nat(99), fc.nat(9))),
        ([{ snapshot, names }, condition, where, at]) => {
          const [test] = testsOf(condition);
          if (test === undefined) return;
          const [operator, key, values] = test;
          const opposite =
            operator === 'Null' || operator === 'Bool'
              ? ([operator === 'Bool' ? 'BoolIfExists' : 'Null', key, values === 'true' ? 'false' : 'true'] as const)
              : opposites[operator] === undefined
                ? null
                : ([opposites[operator], key, values] as const);
          if (opposite === null) return;
          const changed = structuredClone(snapshot);
          const documents = documentsOf(changed);
          const held = documents[where % documents.length];
          const chosen = held?.statements[at % held.statements.length];
          if (held === undefined || chosen === undefined || held.kind === 'rcp') return;
          const own = testsOf(chosen.Condition);
          if (own.some(([, name]) => name === key)) return;
          held.write(
            held.statements.flatMap((each) =>
              each === chosen
                ? [test, opposite].map((one) => ({ ...each, Condition: blockOf([...own, one]) }))
                : [each],
            ),
          );
          compare(
            firstOf(auditOf(snapshot), names.source),
            firstOf(auditOf(changed), names.source),
            isOther,
            `${JSON.stringify(condition)} and its opposite`,
          );
        },
      ),
      fuzz(20),
    );
  });
});

describe('what has nothing to do with it', () => {
  test('another pair in the same accounts leaves verdicts as they are', () => {
    fc.assert(
      fc.property(estate, fc.boolean(), fc.boolean(), ({ snapshot, names }, kms, isBroken) => {
        const text = JSON.stringify(
          buildEstate({ name: 'stray', kms, crossAccount: snapshot.accounts.length > 1 }).snapshot,
        );
        const stray = JSON.parse(
          text
            .replaceAll('aaaa0000', 'cccc0000')
            .replaceAll('bbbb0000', 'dddd0000')
            .replaceAll('AROAEXAMPLEROLEID0001', 'AROASTRAYROLEID000002'),
        );
        if (isBroken) stray.accounts[0].roles[0].RolePolicyList = [];
        const changed = structuredClone(snapshot);
        for (const [index, account] of stray.accounts.entries())
          for (const list of ['buckets', 'roles', 'keys', 'policies'])
            changed.accounts[index][list].unshift(...account[list]);
        compare(
          firstOf(auditOf(snapshot), names.source),
          firstOf(auditOf(changed), names.source),
          isOther,
          'a stray pair',
        );
      }),
      fuzz(10),
    );
  });
});

describe('less evidence', () => {
  const assumed: readonly (readonly [string, string])[] = [
    ['organization', 'organization-policies'],
    ['GetBucketRequestPayment', 'bucket-owner-pays'],
  ];

  test('turns nothing into its opposite', () => {
    fc.assert(
      fc.property(estate, fc.array(fc.nat(999), { minLength: 1, maxLength: 2 }), ({ snapshot, names }, drawn) => {
        const all = [...readsOf(snapshot as Json)].filter(
          ({ path, way }) =>
            !(way === 'dropped' && /^accounts\/\d+$/u.test(path)) && !path.endsWith('/GetBucketReplication'),
        );
        const reads = drawn.flatMap((each) => all[each % all.length] ?? []).slice(0, 1);
        const poorer = reads.reduce(without, snapshot as Json);
        const report = auditOf(poorer);
        const entry = report.replication.find(({ source }) => source.bucket === names.source);
        if (entry === undefined) return;
        if (
          assumed.some(
            ([read, name]) =>
              reads.some(({ operation }) => operation === read) && entry.assumptions.includes(name as never),
          )
        )
          return;
        compare(
          firstOf(auditOf(snapshot), names.source),
          verdictsOf(entry),
          (before, after) => after !== 'unknown' && before !== 'unknown' && before !== after,
          reads.map(({ path, way }) => `${path} ${way}`).join(),
        );
      }),
      fuzz(20),
    );
  });
});
