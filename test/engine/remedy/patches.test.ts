/** Every patch that is suggested anywhere: applied, it does what it is for; written, AWS would store it. */
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { rules } from '../../../rules/index.generated.js';
import { parsePolicy } from '../../../src/policy/index.js';
import type { PolicyKind } from '../../../src/policy/model.js';
import { patchOwners, patchTargetKinds, settingNames, type Patch } from '../../../src/report/patch.js';
import type { Report } from '../../../src/report/model.js';
import { auditOf, fixture } from '../../audit-of.js';
import { cases, snapshotsOf } from '../../rules/cases.mjs';
import { everyNth } from '../../tools/every-nth.js';
import { applied, flattened } from './apply.js';
import { estates } from './estates.js';

const root = new URL('../../../fixtures/', import.meta.url);
const conformance = readdirSync(new URL('conformance/', root)).map((name): readonly [string, unknown] => [
  `conformance/${name}`,
  JSON.parse(readFileSync(new URL(`conformance/${name}/broken.json`, root), 'utf8')),
]);
const fixtures = readdirSync(new URL('estates/', root)).map((name): readonly [string, unknown] => [
  `estates/${name}`,
  fixture(name.replace('.json', '')),
]);
const broken = rules
  .filter(({ id }) => id in cases)
  .map(({ id }): readonly [string, unknown] => [`rule ${id}`, snapshotsOf(id).failing]);
const every = JSON.parse(readFileSync(new URL('every-rule/estate.json', root), 'utf8')) as unknown;
const all = [...fixtures, ...conformance, ...broken, ['every-rule', every] as const, ...Object.entries(estates)];
const reports = new Map(all.map(([name, snapshot]) => [name, { snapshot, report: auditOf(snapshot) }]));

/** Of verdicts: a change must never lead down. */
const goodness = ['fails', 'unknown', 'partly', 'skipped', 'disabled', 'replicates'];

function verdictsOf({ replication }: Report): ReadonlyMap<string, number> {
  return new Map(
    replication.map(({ source, replicationRule, verdict }) => [
      `${source.bucket} ${replicationRule?.index}`,
      goodness.indexOf(verdict),
    ]),
  );
}

/** Rules that say of a resource that something is let in too far. */
function tooMuch({ findings }: Report): readonly string[] {
  return findings
    .filter(({ rule, level }) => rule.startsWith('least-privilege/') && level !== 'note')
    .map(({ rule, resource }) => `${rule} ${resource}`);
}

describe('applied, the patches of a finding mend it', () => {
  test.each(all.map(([name]) => [name]))('%s', (name) => {
    const { snapshot, report } = reports.get(name) ?? { snapshot: null, report: auditOf({}) };
    const byId = new Map(report.patches.map((patch) => [patch.id, patch]));
    const before = verdictsOf(report);
    const seen = new Set<string>();
    // What breaks each rule, all in one estate, is also there one by one.
    const findings = name === 'every-rule' ? everyNth(11, report.findings) : report.findings;
    for (const finding of findings) {
      const own = finding.patches.map((id) => byId.get(id) as Patch);
      if (own.length === 0 || own.some(({ value }) => value === null) || seen.has(finding.patches.join())) continue;
      seen.add(finding.patches.join());
      const after = auditOf(flattened(applied(snapshot, own)));
      expect(after.findings.filter(({ fingerprint }) => fingerprint === finding.fingerprint)).toEqual([]);
      expect(after.findings.filter(({ rule }) => rule === 'policy/invalid' || rule === 'rule-crashed')).toEqual(
        report.findings.filter(
          ({ rule, fingerprint }) =>
            (rule === 'policy/invalid' || rule === 'rule-crashed') && fingerprint !== finding.fingerprint,
        ),
      );
      // What is granted is no more than is needed.
      if (own.every(({ operation, decision }) => operation === 'add-statement' && !decision))
        expect(tooMuch(after).filter((rule) => !tooMuch(report).includes(rule))).toEqual([]);
      for (const [pair, verdict] of verdictsOf(after)) expect(verdict).toBeGreaterThanOrEqual(before.get(pair) ?? 0);
    }
  });
});

test('every kind of document and setting is changed by some patch', () => {
  const patches = [...reports.values()].flatMap(({ report }) => report.patches).filter(({ value }) => value !== null);
  const kinds = new Set(patches.map(({ target }) => target.kind));
  expect(patchTargetKinds.filter((kind) => !kinds.has(kind))).toEqual([]);
  expect(patches.length).toBeGreaterThan(100);
});

const grammars: Readonly<Record<string, PolicyKind>> = {
  'role-policy': 'identity',
  'permissions-boundary': 'permissions-boundary',
  'trust-policy': 'trust',
  'bucket-policy': 'bucket',
  'key-policy': 'key',
  'service-control-policy': 'service-control',
  'resource-control-policy': 'resource-control',
};

interface Statement {
  readonly Resource?: string | readonly string[];
  readonly Condition?: unknown;
}

function statementsOf({ value }: Patch): readonly Statement[] {
  const list = value?.['Statement'];
  return Array.isArray(list) ? (list as readonly Statement[]) : [];
}

describe('written, a patch is one that AWS would store', () => {
  test.each(all.map(([name]) => [name]))('%s', (name) => {
    const patches = reports.get(name)?.report.patches ?? [];
    expect(patches.map(({ id }) => id)).toEqual([...new Set(patches.map(({ id }) => id))].sort());
    for (const patch of patches) {
      const { kind, name: named } = patch.target;
      expect(patchTargetKinds).toContain(kind);
      expect(patchOwners).toContain(patch.owner);
      if (kind === 'setting') expect(settingNames).toContain(named);
      const statements = statementsOf(patch);
      if (statements.length > 0) {
        const json = { Version: '2012-10-17', Statement: statements };
        expect(parsePolicy({ json, text: JSON.stringify(json) }, grammars[kind] ?? 'identity').problems).toEqual([]);
      }
      for (const { Resource: resource } of statements) expect(subsumed([resource ?? []].flat())).toEqual([]);
    }
  });

  test.each(all.map(([name]) => [name]))('%s: one partition', (name) => {
    const { report, snapshot } = reports.get(name) ?? { report: auditOf({}), snapshot: {} };
    const partitions = new Set(
      (snapshot as { accounts: { partition?: string }[] }).accounts.map(({ partition = 'aws' }) => partition),
    );
    for (const patch of report.patches)
      for (const [, partition = ''] of JSON.stringify(patch.value).matchAll(/arn:([^:"]*):/gu))
        expect(partitions).toContain(partition);
  });

  test.each(all.map(([name]) => [name]))(
    '%s: every patch serves a finding, and every finding names its patches',
    (name) => {
      const report = reports.get(name)?.report ?? auditOf({});
      expect([...new Set(report.findings.flatMap(({ patches }) => patches))].sort()).toEqual(
        report.patches.map(({ id }) => id),
      );
    },
  );
});

/** Resources that another one of the list covers. */
function subsumed(resources: readonly string[]): readonly string[] {
  return resources.filter((one) =>
    resources.some((other) => other !== one && other.endsWith('*') && one.startsWith(other.slice(0, -1))),
  );
}
