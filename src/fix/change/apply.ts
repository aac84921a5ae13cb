/** Patches as a report suggests them, applied to the facts. Pure: facts in, facts out, and which documents were changed. */
import type { NamedPolicy, Role } from '../../estate/model.js';
import type { Patch } from '../../report/patch.js';
import type { RawSnapshot } from '../../sources/snapshot/snapshot-shape.js';
import type { JsonObject } from '../model.js';
import { groupBy } from '../../basics/group-by.js';
import { charactersOf, inlineLimit, isTooLong, managedLimit, mostManagedPolicies, sizeOf } from '../limits.js';
import type { Applied, State, Touched } from './model.js';
import { isObject, merged, valueAt, withValueAt } from './json-place.js';
import { withOrganizationStatement } from './organization-policies.js';
import { documentPlace, spelledAs, type DocumentPlace } from './places.js';
import { ownPolicyName, policyFor, withInlinePolicy, withManagedPolicy, withOnlyPolicy } from './role-policies.js';
import { configurationPlace, indexOf, settingPlace, type SettingPlace } from './settings.js';
import { joinedCondition, statementsOf, withPrincipal, withStatement } from './statement-place.js';

/** Null where the patch has no value, or its document is not known: nobody edits what nobody has read. */
export function applied(state: State, patch: Patch): Applied | 'too-long' | null {
  const { kind, name } = patch.target;
  if (patch.value === null) return null;
  if (kind === 'setting') return withSetting(state, patch, settingPlace(state.estate, patch));
  if (kind === 'replication-configuration') return withSetting(state, patch, configurationPlace(state.estate, patch));
  if (kind === 'role-policy' && name === null) return inRole(state, patch);
  if (kind === 'service-control-policy' && name === null) return withOrganizationStatement(state, patch);
  if (patch.operation === 'remove-statement' && patch.target.part === null) return detached(state, patch);
  return inDocument(state, patch);
}

function touchedBy({ target, account, value }: Patch, name: string | null = target.name): readonly Touched[] {
  return [{ target: { ...target, name }, account, value: value ?? {} }];
}

function withSetting({ facts }: State, patch: Patch, place: SettingPlace | null): Applied | null {
  if (place === null) return null;
  // In the place of an answer that there is none.
  const answer = place.pointer.replace(/(\/Get\w+)\/\w+$/u, '$1');
  const current = valueAt(facts, answer);
  const clean = isObject(current) && 'Error' in current ? withValueAt(facts, answer, {}) : facts;
  const value = merged(valueAt(clean, place.pointer), place.change);
  const name = patch.target.kind === 'setting' ? patch.target.name : null;
  return { facts: withValueAt(clean, place.pointer, value), touched: touchedBy(patch, name) };
}

// ---- documents ----------------------------------------------------------------------------------------------------

const emptyDocument: JsonObject = { Version: '2012-10-17', Statement: [] };

function inDocument({ facts, estate }: State, patch: Patch): Applied | 'too-long' | null {
  const place = documentPlace(estate, patch);
  if (place === null) return null;
  const document = fitting(place, patch);
  if (document === null || document === 'too-long') return document;
  return { facts: written(facts, place, document), touched: touchedBy(patch) };
}

/** As it is edited; joined to what is there where it would be too long otherwise. */
function fitting(place: DocumentPlace, patch: Patch): JsonObject | 'too-long' | null {
  const before = place.document ?? emptyDocument;
  const fits = (document: JsonObject): boolean =>
    !isTooLong(sizeOf(patch.target.kind, document)) || charactersOf(document) <= charactersOf(place.document);
  const document = edited(before, patch);
  if (document === null || fits(document)) return document;
  if (patch.operation !== 'add-statement') return 'too-long';
  const joined = statementsOf(patch.value ?? {}).reduce<JsonObject>(
    (all, statement) => withPrincipal(all, statement) ?? withStatement(all, statement),
    before,
  );
  return fits(joined) ? joined : 'too-long';
}

function written(facts: RawSnapshot, { pointers, wrap }: DocumentPlace, document: JsonObject): RawSnapshot {
  return pointers.reduce(
    (all, pointer) => withValueAt(all, pointer, wrap === null ? spelledAs(all, pointer, document) : wrap(document)),
    facts,
  );
}

/** Statements keep their places: what replaces one beyond the first goes behind the others. Null = there is no such statement. */
function edited(document: JsonObject, { operation, target, value }: Patch): JsonObject | null {
  const own = statementsOf(value ?? {});
  if (operation === 'set') return value;
  if (operation === 'add-statement') return own.reduce(withStatement, document);
  const statements = statementsOf(document);
  const index = target.part === null ? -1 : indexOf(target.part);
  const statement = statements[index];
  if (!isObject(statement)) return null;
  const others = statements.filter((_, at) => at !== index);
  if (operation === 'remove-statement') return { ...document, Statement: others };
  const [first, ...more] =
    operation === 'add-exception'
      ? [{ ...statement, Condition: joinedCondition(statement['Condition'], value?.['Condition']) }]
      : own;
  const list = statements.map((each, at) => (at === index && first !== undefined ? first : each));
  return { ...document, Statement: [...list, ...more] };
}

// ---- roles --------------------------------------------------------------------------------------------------------

function roleOf({ estate }: State, { target }: Patch): Role | null {
  return estate.roles.get(target.resource) ?? null;
}

function inRole(state: State, patch: Patch): Applied | 'too-long' | null {
  const role = roleOf(state, patch);
  if (role === null || role.identityPolicies.state !== 'known') return null;
  if (patch.operation === 'set') {
    const facts = withOnlyPolicy(state.facts, role, patch.value ?? {});
    return facts === null ? null : { facts, touched: touchedBy(patch, ownPolicyName) };
  }
  const statements = statementsOf(patch.value ?? {});
  const room = inlineLimit - inlineCharacters(role);
  // Joined to what is there, or all in one policy of its own where the inline policies are full.
  if (charactersOf(statements) > room) return inManagedPolicy(state.facts, role, patch);
  const byPolicy = groupBy(statements, (statement) => policyWithRoom(statement, role, state.estate)?.name ?? null);
  let { facts } = state;
  const touched: Touched[] = [];
  for (const [name, own] of byPolicy) {
    const change = { ...patch, target: { ...patch.target, name }, value: { Statement: own } };
    const next = name === null ? inNewPolicy(facts, role, change) : inDocument({ ...state, facts }, change);
    if (next === null || next === 'too-long') return next;
    facts = next.facts;
    for (const each of next.touched) touched.push(each);
  }
  return { facts, touched };
}

/** A managed policy has a length of its own. */
function policyWithRoom(statement: JsonObject, role: Role, estate: State['estate']): NamedPolicy | null {
  const policy = policyFor(statement, role, estate);
  if (policy?.kind !== 'managed' || policy.document.state !== 'known' || !isObject(policy.document.value.json))
    return policy;
  return charactersOf(withStatement(policy.document.value.json, statement)) <= managedLimit ? policy : null;
}

/** Of all inline policies of the role together, as AWS counts them. */
function inlineCharacters({ identityPolicies }: Role): number {
  if (identityPolicies.state !== 'known') return 0;
  return identityPolicies.value.reduce(
    (sum, { kind, document }) =>
      sum + (kind === 'inline' && document.state === 'known' ? charactersOf(document.value.json) : 0),
    0,
  );
}

function inNewPolicy(facts: RawSnapshot, role: Role, patch: Patch): Applied | null {
  const name = freeName(role);
  const document = statementsOf(patch.value ?? {}).reduce(withStatement, emptyDocument);
  const next = withInlinePolicy(facts, role, { name, document });
  return next === null ? null : { facts: next, touched: touchedBy(patch, name) };
}

/** Several where one would be too long; a role has so many of them, and no more. */
function inManagedPolicy(start: RawSnapshot, role: Role, patch: Patch): Applied | 'too-long' | null {
  const documents = packed(statementsOf(patch.value ?? {}));
  const attached = role.identityPolicies.state === 'known' ? role.identityPolicies.value : [];
  const count = attached.filter(({ kind }) => kind === 'managed').length;
  if (documents === null || count + documents.length > mostManagedPolicies) return 'too-long';
  let facts = start;
  const touched: Touched[] = [];
  const taken = attached.map(({ name }) => name);
  for (const document of documents) {
    const name = freeNameAmong(taken);
    taken.push(name);
    const arn = `${role.arn.split(':role/')[0] ?? ''}:policy/${name}`;
    const next = withManagedPolicy(facts, role, { arn, document });
    if (next === null) return null;
    facts = next;
    for (const each of touchedBy({ ...patch, value: { Statement: statementsOf(document) } }, name)) touched.push(each);
  }
  return { facts, touched };
}

/** In their order, as many to a document as it has room for; null where a single one is too long. */
function packed(statements: readonly JsonObject[]): readonly JsonObject[] | null {
  const documents: JsonObject[] = [];
  for (const statement of statements.flatMap(shortEnough)) {
    const last = documents.at(-1);
    const joined = last === undefined ? null : withStatement(last, statement);
    if (joined !== null && charactersOf(joined) <= managedLimit) {
      documents[documents.length - 1] = joined;
      continue;
    }
    const own = withStatement(emptyDocument, statement);
    if (charactersOf(own) > managedLimit) return null;
    documents.push(own);
  }
  return documents;
}

/** The statement, or several that name its resources between them. */
function shortEnough(statement: JsonObject): readonly JsonObject[] {
  const { Resource } = statement;
  if (charactersOf(withStatement(emptyDocument, statement)) <= managedLimit) return [statement];
  if (!Array.isArray(Resource) || Resource.length < 2) return [statement];
  const resources = Resource as readonly unknown[];
  const middle = resources.length >> 1;
  return [resources.slice(0, middle), resources.slice(middle)].flatMap((part) =>
    shortEnough({ ...statement, Resource: part }),
  );
}

/** A policy of that name may be there and not be one that can be edited. */
export function freeName({ identityPolicies }: Role): string {
  return freeNameAmong(identityPolicies.state === 'known' ? identityPolicies.value.map(({ name }) => name) : []);
}

function freeNameAmong(names: readonly string[]): string {
  let name = ownPolicyName;
  for (let number = 2; names.includes(name); number += 1) name = `${ownPolicyName}-${number}`;
  return name;
}

/** A policy that is taken off a role. */
function detached({ facts, estate }: State, patch: Patch): Applied | null {
  const role = estate.roles.get(patch.target.resource);
  const entry = role?.origin?.pointer;
  if (role === undefined || entry === undefined || role.identityPolicies.state !== 'known') return null;
  const policy = role.identityPolicies.value.find(({ name, kind }) => name === patch.target.name && kind === 'managed');
  if (policy === undefined || policy.arn === null) return null;
  const pages = valueAt(facts, `${entry}/ListAttachedRolePolicies`);
  const lists =
    pages === undefined
      ? [`${entry}/AttachedManagedPolicies`]
      : Array.isArray(pages)
        ? pages.map((_, index) => `${entry}/ListAttachedRolePolicies/${index}/AttachedPolicies`)
        : [`${entry}/ListAttachedRolePolicies/AttachedPolicies`];
  const without = lists.reduce((all, pointer) => {
    const list = valueAt(all, pointer);
    if (!Array.isArray(list)) return all;
    return withValueAt(
      all,
      pointer,
      list.filter((each) => !isObject(each) || each['PolicyArn'] !== policy.arn),
    );
  }, facts);
  return { facts: without, touched: touchedBy(patch) };
}
