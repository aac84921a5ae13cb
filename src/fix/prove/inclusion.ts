/** Whether the changed documents allow what replication needs and nothing beyond; and whether an exception spares nobody else. */
import { allowsNothingBeyond, parsePolicy, type Inclusion, type InclusionWitness } from '../../policy/index.js';
import type { PolicyInForce, PolicyKind } from '../../policy/model.js';
import type { Need } from '../../engine/audit.js';
import { accountOfArn, partsOf } from '../../estate/arn.js';
import type { PatchTargetKind } from '../../report/patch.js';
import { isObject } from '../change/json-place.js';
import { indexOf } from '../change/settings.js';
import { isSame, statementsOf } from '../change/statement-place.js';
import type { Beyond, FixPatch, JsonObject } from '../model.js';

const kinds: Partial<Record<PatchTargetKind, PolicyKind>> = {
  'role-policy': 'identity',
  'permissions-boundary': 'permissions-boundary',
  'trust-policy': 'trust',
  'bucket-policy': 'bucket',
  'key-policy': 'key',
  'service-control-policy': 'service-control',
  'resource-control-policy': 'resource-control',
};

function inForce(kind: PolicyKind, name: string, json: JsonObject): PolicyInForce {
  return { kind, name, document: parsePolicy({ json, text: null }, kind) };
}

function withStatements(statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements };
}

/** Rights of S3 itself: to take the role. */
const trustNeed: readonly JsonObject[] = [
  {
    Effect: 'Allow',
    Principal: { Service: ['s3.amazonaws.com', 'batchoperations.s3.amazonaws.com'] },
    Action: 'sts:AssumeRole',
  },
];

function needOf({ target }: FixPatch, need: Need, roles: readonly string[]): readonly JsonObject[] {
  switch (target.kind) {
    case 'role-policy':
    case 'permissions-boundary':
      return need.roles.get(target.resource) ?? [];
    case 'service-control-policy':
      return roles.flatMap((role) => need.roles.get(role) ?? []);
    case 'trust-policy':
      return trustNeed;
    case 'bucket-policy':
      return need.buckets.get(partsOf(target.resource)?.resource ?? '') ?? [];
    case 'key-policy':
      return need.kmsKeys.get(target.resource) ?? [];
    default:
      return [];
  }
}

export interface Compared {
  readonly beyondNeed: readonly Beyond[];
  readonly notCompared: readonly Beyond[];
}

/** @param needOfAll of the patched estate: asked for if a policy changes */
export function comparedWithNeed(patches: readonly FixPatch[], needOfAll: () => Need): Compared {
  const beyondNeed: Beyond[] = [];
  const notCompared: Beyond[] = [];
  let need: Need | null = null;
  for (const patch of patches) {
    const kind = kinds[patch.target.kind];
    if (kind === undefined) continue;
    need ??= needOfAll();
    const found = compare(kind, patch, need);
    if (found.outcome === 'beyond') beyondNeed.push({ patch: patch.id, why: witnessText(found.witness) });
    if (found.outcome === 'unknown') notCompared.push({ patch: patch.id, why: found.why });
  }
  return { beyondNeed, notCompared };
}

/** What an exception opens to the one it is for is the owner's decision; to anybody else it must not open anything. */
function compare(kind: PolicyKind, patch: FixPatch, need: Need): Inclusion {
  if (patch.operation === 'remove-statement') return { outcome: 'included' };
  const roles = [...need.roles.keys()].filter((arn) => accountOfArn(arn) === patch.account);
  const before = patch.previous === null ? [] : [inForce(kind, 'before', respelled(patch, patch.previous))];
  const allowed = [...before, inForce(kind, 'need', withStatements(needOf(patch, need, roles)))];
  if (patch.changes.length > 0 && patch.changes.every(({ operation }) => operation === 'add-exception'))
    return sparesOnlyWhoItNames(patch);
  const outcome = allowsNothingBeyond([inForce(kind, 'after', patch.document)], allowed);
  if (outcome.outcome !== 'unknown') return outcome;
  // Statements that stay as they are need no comparison with themselves.
  const added = patch.changes.flatMap(({ operation, value }) => (operation === 'add-statement' ? [value] : []));
  if (added.length !== patch.changes.length) return outcome;
  const statements = added.flatMap((value) => value['Statement'] as readonly JsonObject[]);
  return allowsNothingBeyond(
    [inForce(kind, 'added', withStatements(statements))],
    [inForce(kind, 'need', withStatements(needOf(patch, need, roles)))],
  );
}

/** Where the spelling of an `Effect` alone was wrong, AWS has not stored the document: what it was meant to say is the measure. */
function respelled({ changes }: FixPatch, previous: JsonObject): JsonObject {
  const statements = statementsOf(previous);
  const spelled = statements.map((statement, index) => {
    const change = changes.find(({ operation, part }) => operation === 'replace-statement' && isAt(part, index));
    const [own, ...others] = statementsOf(change?.value ?? {});
    const isSpelling =
      own !== undefined &&
      others.length === 0 &&
      String(statement['Effect']).trim().toLowerCase() === String(own['Effect']).toLowerCase() &&
      isSame({ ...statement, Effect: null }, { ...own, Effect: null });
    return isSpelling ? own : statement;
  });
  return spelled.every((each, index) => each === statements[index]) ? previous : { ...previous, Statement: spelled };
}

function isAt(part: string | null, index: number): boolean {
  return part !== null && indexOf(part) === index;
}

/** Without the tests that were added, each Deny is the one that was there: nobody else is spared. */
function sparesOnlyWhoItNames({ document, previous, changes }: FixPatch): Inclusion {
  const statements = statementsOf(document).map((statement, index) =>
    changes
      .filter(({ part }) => isAt(part, index))
      .reduce((one, { value }) => withoutTests(one, value['Condition']), statement),
  );
  const before = statementsOf(previous ?? {});
  return statements.length === before.length && statements.every((each, index) => isSame(each, before[index] ?? {}))
    ? { outcome: 'included' }
    : { outcome: 'unknown', why: 'The exception is joined to values that were there.' };
}

function withoutTests(statement: JsonObject, tests: unknown): JsonObject {
  const { Condition: condition, ...rest } = statement;
  if (!isObject(condition) || !isObject(tests)) return statement;
  const left = Object.entries(condition).flatMap(([operator, own]) => {
    const taken = tests[operator];
    if (!isObject(own) || !isObject(taken)) return [[operator, own] as const];
    const kept = Object.entries(own).flatMap(([key, values]) => {
      if (!Object.hasOwn(taken, key)) return [[key, values] as const];
      const gone = [taken[key]].flat();
      const others = [values].flat().filter((value) => !gone.includes(value));
      return others.length === 0 ? [] : [[key, others] as const];
    });
    return kept.length === 0 ? [] : [[operator, Object.fromEntries(kept)] as const];
  });
  return left.length === 0 ? rest : { ...rest, Condition: Object.fromEntries(left) };
}

function witnessText({ principal, action, resource, context }: InclusionWitness): string {
  const conditions = Object.entries(context).map(
    ([key, values]) => `${key}=${values === null ? 'none' : values.join('|')}`,
  );
  return [principal ?? 'the role', action, resource, ...conditions].join(' ');
}
