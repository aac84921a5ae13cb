/** From single changes to one patch a document, with what stood there and what stands there then. */
import { hash } from 'node:crypto';
import { nameStandIns } from '../basics/stand-in.js';
import { canonicalJson } from '../basics/canonical-json.js';
import { groupBy } from '../basics/group-by.js';
import type { NamedPolicy } from '../estate/model.js';
import type { Finding } from '../report/model.js';
import type { PatchOperation, PatchTarget } from '../report/patch.js';
import type { Step } from './change/apply-all.js';
import { isObject, valueAt } from './change/json-place.js';
import type { State, Touched } from './change/model.js';
import { bucketOf, documentPlace, levelsOf } from './change/places.js';
import { settingPlace } from './change/settings.js';
import { digestOf } from './digest.js';
import { sizeOf } from './limits.js';
import type { Change, FixPatch, JsonObject, PolicyToEdit } from './model.js';
import { stepOf } from './order.js';

interface ChangeOfDocument extends Touched {
  readonly step: Step;
  readonly findings: readonly Finding[];
}

/** Before, and with everything applied. */
export interface Both {
  readonly before: State;
  readonly after: State;
  /** The second set can change the documents of the first once more. */
  readonly isSecond: boolean;
}

export function patchesOf(
  steps: readonly Step[],
  touched: ReadonlyMap<Step, readonly Touched[]>,
  mends: ReadonlyMap<Step, readonly Finding[]>,
  both: Both,
): readonly FixPatch[] {
  const changes = steps.flatMap((step) =>
    (touched.get(step) ?? []).map((each): ChangeOfDocument => ({ ...each, step, findings: mends.get(step) ?? [] })),
  );
  const byDocument = groupBy(changes, ({ target: { kind, resource, name }, account }) =>
    // Two rules of one replication configuration are one document.
    canonicalJson([kind, resource, kind === 'replication-configuration' ? null : name, account]),
  );
  const patches = [...byDocument.values()].flatMap((alike) => patchOf(alike, both) ?? []);
  return numbered(patches.sort((a, b) => stepOf(a) - stepOf(b) || compareTexts(a.id, b.id)));
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Steps that nothing is done in have no number. */
function numbered(patches: readonly FixPatch[]): readonly FixPatch[] {
  const used = [...new Set(patches.map(stepOf))];
  return patches.map((patch) => ({ ...patch, step: used.indexOf(stepOf(patch)) + 1 }));
}

function patchOf(changes: readonly ChangeOfDocument[], both: Both): FixPatch | null {
  const [first] = changes;
  if (first === undefined) return null;
  const { account, step } = first;
  const isConfiguration = first.target.kind === 'replication-configuration';
  const whole: PatchTarget = { ...first.target, part: null, name: isConfiguration ? null : first.target.name };
  const documents = documentsOf(whole, first, both);
  if (documents === null) return null;
  const { previous, document } = documents;
  // The others made it unnecessary.
  if (canonicalJson(previous) === canonicalJson(document)) return null;
  const { operation, value, part, name } = asOne(changes, document);
  const patch = {
    id: hash(
      'sha256',
      nameStandIns(canonicalJson([account, whole.kind, whole.resource, whole.name, both.isSecond])),
    ).slice(0, 16),
    account,
    owner: step.patch.owner,
    target: { ...whole, part, name: name ?? whole.name },
    operation,
    value,
    document,
    previous,
    before: digestOf(previous),
    changes: changes.map(changeOf),
    mends: [...new Set(changes.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint)))].sort(),
    decision: changes.some(
      ({
        step: {
          patch: { decision },
        },
      }) => decision,
    ),
    narrows: changes.some(
      ({
        step: {
          patch: { narrows },
        },
      }) => narrows,
    ),
    waitsFor: [],
    commands: [],
    policy: policyOf(whole, account, both),
    size: sizeOf(whole.kind, document),
  };
  return { ...patch, step: 0 };
}

function changeOf({ step: { patch }, value, findings }: ChangeOfDocument): Change {
  return {
    operation: patch.operation,
    part: patch.target.part,
    value,
    why: [...new Set(findings.map(({ message }) => message))],
    decision: patch.decision,
  };
}

interface AsOne {
  readonly operation: PatchOperation;
  readonly value: JsonObject;
  readonly part: string | null;
  readonly name: string | null;
}

/** Statements added are added; one change of another kind is itself; all else is the whole document. */
function asOne(changes: readonly ChangeOfDocument[], document: JsonObject): AsOne {
  const [first, ...others] = changes;
  if (first !== undefined && others.length === 0) {
    const { operation, target } = first.step.patch;
    return { operation, value: first.value, part: target.part, name: first.target.name };
  }
  if (changes.every(({ step }) => step.patch.operation === 'add-statement')) {
    const Statement = changes.flatMap(({ value }) => value['Statement'] as readonly JsonObject[]);
    return { operation: 'add-statement', value: { Statement }, part: null, name: null };
  }
  return { operation: 'set', value: document, part: null, name: null };
}

interface Documents {
  readonly previous: JsonObject | null;
  readonly document: JsonObject;
}

function documentsOf(
  target: PatchTarget,
  { account, step: { patch } }: ChangeOfDocument,
  both: Both,
): Documents | null {
  if (target.kind === 'setting') return settingDocuments(patch, both);
  const document = documentIn(both.after, { target, account });
  const previous = documentIn(both.before, { target, account });
  if (patch.operation === 'remove-statement' && patch.target.part === null)
    return previous === null ? null : { previous, document: {} };
  return document === null ? null : { previous, document };
}

function documentIn(
  state: State,
  where: { readonly target: PatchTarget; readonly account: string | null },
): JsonObject | null {
  if (where.target.kind !== 'replication-configuration') return documentPlace(state.estate, where)?.document ?? null;
  const replication = bucketOf(state.estate, where.target.resource)?.replication;
  const value: unknown = replication?.state === 'known' ? valueAt(state.facts, replication.origin.pointer) : null;
  return isObject(value) ? value : null;
}

function settingDocuments(patch: Step['patch'], { before, after }: Both): Documents | null {
  const place = settingPlace(after.estate, patch);
  if (place === null) return null;
  const { pointer } = place;
  const document = valueAt(after.facts, pointer);
  const previous = valueAt(before.facts, settingPlace(before.estate, patch)?.pointer ?? pointer);
  if (!isObject(document)) return null;
  // Of what DescribeKey says, only the state is set.
  if (patch.target.name === 'key-state')
    return {
      previous: isObject(previous) ? { KeyState: previous['KeyState'] ?? 'Enabled' } : null,
      document: { KeyState: document['KeyState'] },
    };
  return { previous: isObject(previous) && !('Error' in previous) ? previous : null, document };
}

function policyOf(target: PatchTarget, account: string | null, { before, after }: Both): PolicyToEdit | null {
  const { kind, resource, name } = target;
  if (kind === 'service-control-policy' || kind === 'resource-control-policy') {
    const named = levelsOf(before.estate, account, kind).flatMap(({ policies }) =>
      policies.state === 'known' ? policies.value.filter((policy) => policy.name === name) : [],
    );
    return { kind: 'organization', arn: named[0]?.arn ?? null, isNew: named.length === 0 };
  }
  if (kind !== 'role-policy' && kind !== 'permissions-boundary') return null;
  const ofRole = (state: State): readonly NamedPolicy[] => {
    const role = state.estate.roles.get(resource);
    if (kind === 'permissions-boundary')
      return role?.permissionsBoundary.state === 'known' ? [role.permissionsBoundary.value] : [];
    return role?.identityPolicies.state === 'known' ? role.identityPolicies.value : [];
  };
  const isIt = (policy: NamedPolicy): boolean => kind === 'permissions-boundary' || policy.name === name;
  const now = ofRole(after).find(isIt) ?? ofRole(before).find(isIt);
  if (now === undefined) return null;
  return {
    kind: now.kind === 'inline' ? 'inline' : 'managed',
    arn: now.arn,
    isNew: !ofRole(before).some(isIt),
  };
}
