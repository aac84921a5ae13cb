/**
 * Whether one set of policies allows nothing that another does not: over all callers, all actions, all resources, all contexts.
 *
 * The space of actions is split into cells in which no action pattern of either side changes its answer, the space of contexts
 * into scenarios in which no condition does; what is left in each is one question about sets of resource ARNs.
 */
import { lookupIn } from '../conditions/context.js';
import { openKeys, type Scenario, scenariosOf } from '../conditions/scenarios.js';
import type { EffectScope } from '../decide/effect.js';
import { relevantStatements } from '../decide/relevant.js';
import type { AccessRequest, ConditionTest, PolicyInForce, PolicyKind } from '../model.js';
import { noNotes } from '../notes.js';
import { actionCarriesKey, actionsMatching } from '../service-data/index.js';
import { witnessesOfCells } from '../strings/cells.js';
import {
  contains,
  difference,
  intersection,
  isEmpty,
  isTooComplex,
  ofGlob,
  parseGlob,
  type StringSet,
  union,
  witness,
} from '../strings/index.js';
import { mayDifferByValue } from './open-values.js';
import { callersOf, principalCells, seenBy } from './principal-cells.js';
import { joinedEffect, requestForAnyResource } from './reach.js';

/** A request that one side allows and the other does not. */
export interface InclusionWitness {
  /** Who: an ARN, an account, a service, `*` for anybody; null where the policies do not say who, being somebody's own. */
  readonly principal: string | null;
  readonly action: string;
  readonly resource: string;
  /** Condition keys that the answer depends on: values, or null for "not in the request". */
  readonly context: Readonly<Record<string, readonly string[] | null>>;
}

/** Whether policies allow nothing that others do not; with a request that shows it where they do. */
export type Inclusion =
  | { readonly outcome: 'included' }
  /** A request that the first allows and the second does not. */
  | { readonly outcome: 'beyond'; readonly witness: InclusionWitness }
  | { readonly outcome: 'unknown'; readonly why: string };

const maxCells = 4096;

/**
 * `subject` and `reference` are identity-based policies (or boundaries, session policies, SCPs) of one caller, or both are policies
 * of one resource that say who may (bucket, key and trust policies, RCPs). An explicit Deny on either side counts. Sources: as for
 * decisions.
 */
export function allowsNothingBeyond(subject: readonly PolicyInForce[], reference: readonly PolicyInForce[]): Inclusion {
  const found = inclusionOf(subject, reference);
  if (found.outcome !== 'included' || !mayDifferByValue(subject, reference)) return found;
  return { outcome: 'unknown', why: 'A value that is not known may be just what the other policies leave out.' };
}

function inclusionOf(subject: readonly PolicyInForce[], reference: readonly PolicyInForce[]): Inclusion {
  for (const policy of [...subject, ...reference]) {
    if (!policy.document.valid) return { outcome: 'unknown', why: `Policy ${policy.name} is not valid.` };
  }
  const all = [...subject, ...reference];
  if (!all.some(saysWho)) return compare(subject, reference, null);
  if (!all.every(saysWho))
    return { outcome: 'unknown', why: 'Policies that say who may cannot be compared with policies that do not.' };
  const cells = principalCells(all);
  if (cells === null)
    return { outcome: 'unknown', why: 'A canonical user beside other principals cannot be compared.' };
  let open: Inclusion | null = null;
  for (const cell of cells) {
    const callers = callersOf(cell, all);
    if (callers === null) return { outcome: 'unknown', why: 'The NotPrincipal lists are too many to compare.' };
    for (const ways of callers) {
      const found = inEveryWay(
        ways.map((caller) => compare(seenBy(subject, caller), seenBy(reference, caller), cell.text)),
      );
      if (found.outcome === 'beyond') return found;
      if (found.outcome === 'unknown') open ??= found;
    }
  }
  return open ?? { outcome: 'included' };
}

/** One caller, whom AWS may treat in one of several ways: certain is what holds in all of them. */
function inEveryWay(found: readonly Inclusion[]): Inclusion {
  const [first] = found;
  if (first === undefined || found.every(({ outcome }) => outcome === first.outcome))
    return first ?? { outcome: 'included' };
  return (
    found.find(({ outcome }) => outcome === 'unknown') ?? {
      outcome: 'unknown',
      why: 'What NotPrincipal does where it lists only some of the names of a caller is not documented.',
    }
  );
}

const withPrincipals: ReadonlySet<PolicyKind> = new Set(['bucket', 'key', 'trust', 'resource-control']);
function saysWho({ document }: PolicyInForce): boolean {
  return withPrincipals.has(document.kind);
}

/** For one caller. */
function compare(
  subject: readonly PolicyInForce[],
  reference: readonly PolicyInForce[],
  principal: string | null,
): Inclusion {
  const actions = actionCells(subject, reference);
  if (actions === null) return { outcome: 'unknown', why: 'The action patterns are too many to compare.' };
  let open: Inclusion | null = null;
  for (const action of actions) {
    const found = compareAction(action, subject, reference);
    if (found.outcome === 'beyond') return { ...found, witness: { ...found.witness, principal } };
    if (found.outcome === 'unknown') open ??= found;
  }
  return open ?? { outcome: 'included' };
}

/**
 * One action of every cell that some Allow of the subject reaches: a real one where the service tables know one. Actions that carry
 * different condition keys are not alike, even where every pattern reaches both.
 */
function actionCells(subject: readonly PolicyInForce[], reference: readonly PolicyInForce[]): readonly string[] | null {
  const granted = new Set<string>();
  const patterns = new Set<string>();
  const conditionKeys = new Set<string>();
  for (const [index, { document }] of [...subject, ...reference].entries()) {
    for (const { actions, effect, conditions } of document.statements) {
      for (const { key } of conditions) conditionKeys.add(key);
      for (const pattern of actions.patterns) patterns.add(pattern);
      if (index >= subject.length || effect !== 'Allow') continue;
      for (const pattern of actions.not ? ['*'] : actions.patterns) granted.add(pattern);
    }
  }
  const sets = [...patterns].map((pattern) => ofGlob(parseGlob(pattern, { ignoreCase: true })));
  const reachable = union(...[...granted].map((pattern) => ofGlob(parseGlob(pattern, { ignoreCase: true }))));
  const known = new Map<string, string>();
  const signatureOf = (action: string): string =>
    [
      ...sets.map((set) => Number(contains(set, action))),
      ...Array.from(conditionKeys, (key) => (actionCarriesKey(action, key) === false ? '-' : '+')),
    ].join('');
  for (const pattern of granted) {
    for (const action of actionsMatching(pattern)) {
      const signature = signatureOf(action);
      if (!known.has(signature)) known.set(signature, action);
    }
  }
  const others = witnessesOfCells(reachable, sets, { cells: maxCells, budget: 50_000 });
  if (others === null) return null;
  for (const action of others) {
    const signature = signatureOf(action);
    if (!known.has(signature)) known.set(signature, action);
  }
  return [...known.values()];
}

function compareAction(
  action: string,
  subject: readonly PolicyInForce[],
  reference: readonly PolicyInForce[],
): Inclusion {
  const request = requestForAnyResource(action);
  const tests: ConditionTest[] = [...subject, ...reference].flatMap(({ document }) =>
    relevantStatements(document, action).flatMap(({ statement }) => statement.conditions),
  );
  const keys = openKeys(request, tests, []);
  let open: Inclusion | null = null;
  for (const readings of readingsOf(scenariosOf(keys))) {
    const found = compareInReadings(request, readings, subject, reference);
    if (found.outcome === 'beyond' && !isTentative(readings)) return found;
    if (found.outcome === 'beyond') open ??= { outcome: 'unknown', why: openReading(action) };
    if (found.outcome === 'unknown') open ??= found;
  }
  return open ?? { outcome: 'included' };
}

function openReading(action: string): string {
  return `What AWS does with an empty value, or with several values of a condition key, leaves ${action} open.`;
}

/** Scenarios that differ only in whether an empty value counts as none: AWS reads the same request in one of these ways. */
function readingsOf(scenarios: readonly Scenario[]): Iterable<readonly Scenario[]> {
  const groups = new Map<string, Scenario[]>();
  for (const scenario of scenarios) {
    const request = JSON.stringify([...scenario], (name, value: unknown) => (name === 'isNull' ? undefined : value));
    const group = groups.get(request);
    if (group === undefined) groups.set(request, [scenario]);
    else group.push(scenario);
  }
  return groups.values();
}

/** Which resources one side allows and the other does not. */
interface Beyond {
  readonly certain: StringSet;
  readonly possible: StringSet;
}

function beyondIn(
  request: AccessRequest,
  scenario: Scenario,
  subject: readonly PolicyInForce[],
  reference: readonly PolicyInForce[],
): Beyond {
  const scope: EffectScope = {
    request,
    lookup: lookupIn(request, scenario),
    hasBoundary: null,
    notesFor: () => noNotes,
  };
  const inner = joinedEffect(subject, scope);
  const outer = joinedEffect(reference, scope);
  return {
    certain: difference(
      difference(inner.allow.certain, inner.deny.possible),
      difference(outer.allow.possible, outer.deny.certain),
    ),
    possible: difference(
      difference(inner.allow.possible, inner.deny.certain),
      difference(outer.allow.certain, outer.deny.possible),
    ),
  };
}

/** One request in all the ways in which AWS may read it: certain is what holds in each of them. */
function compareInReadings(
  request: AccessRequest,
  readings: readonly Scenario[],
  subject: readonly PolicyInForce[],
  reference: readonly PolicyInForce[],
): Inclusion {
  const found = readings.map((scenario) => beyondIn(request, scenario, subject, reference));
  const resource = witness(intersection(...found.map(({ certain }) => certain)));
  if (isTooComplex(resource))
    return { outcome: 'unknown', why: `The resource patterns for ${request.action} are too complex to compare.` };
  if (resource !== null) {
    const context = contextOf(readings[0] ?? new Map());
    return { outcome: 'beyond', witness: { principal: null, action: request.action, resource, context } };
  }
  if (isEmpty(union(...found.map(({ possible }) => possible))) === true) return { outcome: 'included' };
  return {
    outcome: 'unknown',
    why:
      readings.length > 1
        ? openReading(request.action)
        : `Conditions or policy variables that bear on ${request.action} cannot be compared exactly.`,
  };
}

/** Several values of a key of which nobody says whether it can hold several: there need not be such a request. */
function isTentative([scenario]: readonly Scenario[]): boolean {
  return [...(scenario ?? new Map()).values()].some((value) => value.state === 'present' && value.isTentative === true);
}

function contextOf(scenario: Scenario): Readonly<Record<string, readonly string[] | null>> {
  return Object.fromEntries(
    [...scenario].map(([key, value]) => [
      key,
      value.state === 'present'
        ? value.values.map((text) => (typeof text === 'string' ? text : `${text.prefix}*`))
        : null,
    ]),
  );
}
