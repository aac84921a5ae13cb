/** The second set takes away and gives nothing: every verdict is kept, at every step of it. */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { defects } from '../../bench/accuracy/defects.mjs';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { auditOf } from '../audit-of.js';
import { broken } from './broken.js';
import { fixed } from './fix-of.js';

const estates = new URL('../../fixtures/estates/', import.meta.url);
const others = readdirSync(estates)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name, JSON.parse(readFileSync(new URL(name, estates), 'utf8')) as unknown] as const);

type Json = Readonly<Record<string, unknown>>;

interface Snapshot {
  readonly accounts: readonly { readonly roles: { RolePolicyList: { PolicyDocument: { Statement: Json[] } }[] }[] }[];
}

/** A correct estate whose role may do more, said in ways that are not a single star. */
function withStatements(...statements: readonly Json[]): unknown {
  const { snapshot } = buildEstate({ kms: true, crossAccount: true });
  const copy = structuredClone(snapshot) as unknown as Snapshot;
  for (const { RolePolicyList } of copy.accounts.flatMap(({ roles }) => roles))
    for (const { PolicyDocument } of RolePolicyList) PolicyDocument.Statement.push(...statements);
  return copy;
}

const invented: readonly (readonly [string, unknown])[] = [
  ['all of S3', withStatements({ Effect: 'Allow', Action: 's3:*', Resource: '*' })],
  ['all but IAM', withStatements({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })],
  ['all but one bucket', withStatements({ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::secret/*' })],
  [
    'all of S3, and a Deny',
    withStatements(
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:DeleteObject*', Resource: '*' },
    ),
  ],
  ['all keys', withStatements({ Effect: 'Allow', Action: 'kms:*', Resource: '*' })],
  [
    'all keys, through S3',
    withStatements({
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:Encrypt'],
      Resource: '*',
      Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
    }),
  ],
  [
    'more, by a variable',
    withStatements({ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::home/${aws:username}/*' }),
  ],
];

const all = new Map<string, ReturnType<typeof fixed> & { snapshot: unknown }>(
  [...broken, ...others, ...invented].map(([name, snapshot]) => [
    name,
    { snapshot, ...fixed(snapshot, { harden: true }) },
  ]),
);
const names = [...all].filter(([, { report }]) => (report.harden ?? []).length > 0).map(([name]) => [name] as const);

function fixOf(name: string) {
  const found = all.get(name);
  if (found === undefined) throw new Error(name);
  return found;
}

function said(snapshot: unknown): unknown {
  return auditOf(snapshot).replication.map(({ verdict, byObjectClass, aspects }) => ({
    verdict,
    byObjectClass,
    aspects,
  }));
}

function broad(snapshot: unknown): readonly string[] {
  return auditOf(snapshot)
    .findings.filter(({ rule, kind }) => kind === 'problem' && rule.startsWith('least-privilege/'))
    .map(({ rule, resource, fingerprint }) => `${rule} ${resource} ${fingerprint}`);
}

test('there is one for every kind of document, and for every estate that was invented', () => {
  const kinds = new Set(
    [...all.values()].flatMap(({ report }) => (report.harden ?? []).map(({ target }) => target.kind)),
  );
  expect([...kinds].sort()).toEqual(['bucket-policy', 'key-policy', 'role-policy', 'trust-policy']);
  for (const [name] of invented) expect(names.map(([each]) => each)).toContain(name);
});

describe('every estate of which something is too broad', () => {
  test.each(names)('%s: every verdict is kept, and fewer things are too broad', (name) => {
    const { facts, hardened, report } = fixOf(name);
    expect(said(hardened)).toEqual(said(facts));
    expect(report.proof.harden).toMatchObject({ verdictsKept: true, newFindings: [], notCompared: [] });
    const [before, after] = [broad(facts), broad(hardened)];
    expect(after.length).toBeLessThan(before.length);
    expect(after.filter((each) => !before.includes(each))).toEqual([]);
  });

  test.each(names)('%s: it is a set of its own, and each of it says that it narrows', (name) => {
    const { report, snapshot } = fixOf(name);
    const { harden = [], patches } = report;
    expect(harden.every(({ narrows }) => narrows)).toBe(true);
    const first = new Set(patches.map(({ id }) => id));
    expect(harden.filter(({ id }) => first.has(id))).toEqual([]);
    // The first is the same whether the second is asked for or not.
    const alone = fixed(snapshot).report.patches;
    expect(patches.map(({ id, document }) => ({ id, document }))).toEqual(
      alone.map(({ id, document }) => ({ id, document })),
    );
  });
});

test('what was denied stays denied', () => {
  const [patch] = fixOf('all of S3, and a Deny').report.harden ?? [];
  expect(patch?.document['Statement']).toContainEqual({ Effect: 'Deny', Action: 's3:DeleteObject*', Resource: '*' });
});

test('of what a role could need it is given nothing that it has not', () => {
  // Rights for annotations are among those that a role needs, and this one has none.
  const name = Object.keys(defects).find((each) => each === 'star-resource') ?? '';
  const { report } = fixOf(`defect/${name}`);
  const text = JSON.stringify(report.harden?.map(({ document }) => document));
  expect(text).toContain('s3:ReplicateObject');
  expect(text).not.toContain('s3:ReplicateObjectAnnotation');
});
