/**
 * The door: intents in, a set-up out that has been audited. Permissions are what the engine says that replication needs, no more; the
 * audit of the whole then has no error and no warning, or there is no set-up.
 */
import { type Need, neededIn } from '../engine/audit.js';
import { bucketArn, partsOf } from '../estate/arn.js';
import type { Estate } from '../estate/model.js';
import { ExpectedError } from '../basics/expected-error.js';
import { policyOf as batchPolicyOf } from '../fix/afterwards/batch-replication.js';
import type { Report } from '../report/model.js';
import type { RawSnapshot } from '../sources/snapshot/snapshot-shape.js';
import { document, factsOf } from './facts.js';
import type { Intent } from './intent.js';
import { ensureFits, fitting, prefixNotices } from './limits.js';
import { setupOf, type Setup } from './setup.js';

export interface GenerateOptions {
  readonly understand: (facts: RawSnapshot) => Estate;
  readonly judge: (facts: RawSnapshot) => Report;
}

/** What was made up is not a set-up that replicates. */
export class NotProved extends ExpectedError {
  override readonly name = 'NotProved';
}

export interface Generated {
  readonly setup: Setup;
  readonly facts: RawSnapshot;
  readonly report: Report;
  /** What the reader has to know: sentences. */
  readonly notices: readonly string[];
}

/** @throws InvalidIntent; TooLong; NotProved where what is asked for cannot replicate, with the findings */
export function generated(intents: readonly Intent[], { understand, judge }: GenerateOptions): Generated {
  const bare = setupOf(intents);
  // What AWS's own pages dispute is in: leaving it out may break what works.
  const need = neededIn(
    understand(factsOf(bare)),
    {},
    ({ row, action }) => row.requirement !== 'optional' && action === row.action,
  );
  const setup = fitting(withPermissions(bare, need));
  ensureFits(setup);
  const facts = factsOf(setup);
  const report = judge(facts);
  const faults = report.findings.filter(({ kind, level }) => kind === 'problem' && level !== 'note');
  const open = report.replication.filter(({ verdict }) => verdict !== 'replicates');
  if (faults.length > 0 || open.length > 0)
    throw new NotProved(
      `What was asked for does not replicate. ${faults.map(({ message }) => message).join(' ')}`,
      'Change what the messages name; `replint rules ID` explains each rule.',
    );
  const prefixes = intents.map(({ prefix }) => prefix);
  return { setup, facts, report, notices: prefixNotices(understand(facts), prefixes) };
}

function withPermissions(setup: Setup, need: Need): Setup {
  const isForeign = (account: string, role: unknown): boolean => accountOf(role) !== account;
  const roles = setup.roles.map((role) => ({
    ...role,
    policy:
      role.service === 's3.amazonaws.com'
        ? document(need.roles.get(role.arn) ?? [])
        : batchPolicyOf(bucketArn({ partition: setup.partition, name: role.bucket })),
  }));
  const keys = setup.keys.map((key) => ({
    ...key,
    // Roles of the key's own account are let in by its first statement.
    statements: (need.kmsKeys.get(key.arn) ?? []).filter((statement) => isForeign(key.account, principalOf(statement))),
  }));
  const keyOf = new Map(keys.map((key) => [key.arn, key]));
  const roleOf = new Map(roles.map((role) => [role.arn, role]));
  const buckets = setup.buckets.map((bucket) => ({
    ...bucket,
    key: bucket.key === null ? null : (keyOf.get(bucket.key.arn) ?? null),
    role: bucket.role === null ? null : (roleOf.get(bucket.role.arn) ?? null),
    statements: (need.buckets.get(bucket.name) ?? [])
      .filter((statement) => isForeign(bucket.account, principalOf(statement)))
      .map((statement, index) => ({ Sid: `Replication${index === 0 ? '' : index + 1}`, ...statement })),
  }));
  return { ...setup, roles, keys, buckets };
}

function principalOf({ Principal }: Readonly<Record<string, unknown>>): unknown {
  return (Principal as { readonly AWS?: unknown } | undefined)?.AWS;
}

function accountOf(role: unknown): string | null {
  return typeof role === 'string' ? (partsOf(role)?.account ?? null) : null;
}
