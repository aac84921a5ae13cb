/**
 * What a narrower document may say: of what is suggested only that which is allowed today. The least that a role needs can be more than
 * it has, such as rights for annotations; those are for the first set, or nobody has asked for them.
 */
import { allowsNothingBeyond, parsePolicy } from '../../policy/index.js';
import type { PolicyInForce } from '../../policy/model.js';
import type { Patch } from '../../report/patch.js';
import { isObject } from '../change/json-place.js';
import { documentPlace } from '../change/places.js';
import { indexOf } from '../change/settings.js';
import { statementsOf } from '../change/statement-place.js';
import type { State } from '../change/model.js';
import type { JsonObject } from '../model.js';
import { policiesOf } from './policies-of.js';

/** The patch itself where all of it is allowed today; null where nothing of it is. */
export function withinToday(patch: Patch, state: State): Patch | null {
  const { target, operation, value } = patch;
  // What is denied beside it is looked at when the whole document stands.
  const today = policiesOf(state, target)?.map(allowsOf) ?? null;
  const [first] = today ?? [];
  if (today === null || first === undefined || value === null || operation === 'remove-statement') return patch;
  const old = operation === 'replace-statement' ? statementAt(state, patch) : null;
  const statements = statementsOf(value).flatMap((statement) =>
    parts(old === null ? statement : alsoTesting(statement, old['Condition']), (each) => isWithin(each, today, first)),
  );
  if (statements.length === 0) return null;
  return { ...patch, value: { ...value, Statement: [...statements, ...deniesOf(state, patch)] } };
}

/** One policy takes the place of all that the role has: what they deny stays denied. */
function deniesOf({ estate }: State, { target, operation }: Patch): readonly JsonObject[] {
  const policies = estate.roles.get(target.resource)?.identityPolicies;
  if (target.kind !== 'role-policy' || operation !== 'set' || policies?.state !== 'known') return [];
  return policies.value.flatMap(({ document }) =>
    document.state === 'known' && isObject(document.value.json)
      ? statementsOf(document.value.json).filter((statement) => statement['Effect'] === 'Deny')
      : [],
  );
}

function allowsOf(policy: PolicyInForce): PolicyInForce {
  const { document } = policy;
  return {
    ...policy,
    document: { ...document, statements: document.statements.filter(({ effect }) => effect === 'Allow') },
  };
}

function statementAt(state: State, patch: Patch): JsonObject | null {
  const document = documentPlace(state.estate, patch)?.document ?? {};
  const statement = statementsOf(document)[patch.target.part === null ? -1 : indexOf(patch.target.part)];
  return isObject(statement) ? statement : null;
}

/** What the old statement asks of a request, the new one asks, too, where it does not ask something else of the same key. */
function alsoTesting(statement: JsonObject, condition: unknown): JsonObject {
  if (!isObject(condition)) return statement;
  const own = isObject(statement['Condition']) ? statement['Condition'] : {};
  const joined: Record<string, unknown> = { ...own };
  for (const [operator, tests] of Object.entries(condition)) {
    const before = joined[operator];
    joined[operator] = isObject(before) && isObject(tests) ? { ...tests, ...before } : (before ?? tests);
  }
  return { ...statement, Condition: joined };
}

function isWithin(statement: JsonObject, today: readonly PolicyInForce[], { kind }: PolicyInForce): boolean {
  const json = { Version: '2012-10-17', Statement: [statement] };
  const alone = { kind, name: 'suggested', document: parsePolicy({ json, text: null }, kind) };
  return allowsNothingBeyond([alone], today).outcome !== 'beyond';
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** The statement, or its single actions and resources that are within; those of one list of resources stay together. */
function parts(statement: JsonObject, isIn: (statement: JsonObject) => boolean): readonly JsonObject[] {
  if (isIn(statement)) return [statement];
  const byResources = new Map<string, { readonly actions: unknown[]; readonly resources: readonly unknown[] }>();
  for (const Action of listOf(statement['Action'])) {
    const resources = listOf(statement['Resource']).filter((Resource) =>
      isIn(Resource === undefined ? { ...statement, Action } : { ...statement, Action, Resource }),
    );
    if (resources.length === 0) continue;
    const key = JSON.stringify(resources);
    const group = byResources.get(key) ?? { actions: [], resources };
    group.actions.push(Action);
    byResources.set(key, group);
  }
  return [...byResources.values()].map(({ actions, resources }) => ({
    ...statement,
    Action: actions.length === 1 ? actions[0] : actions,
    ...(statement['Resource'] === undefined ? {} : { Resource: resources.length === 1 ? resources[0] : resources }),
  }));
}
