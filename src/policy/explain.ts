/**
 * Why a request is allowed or denied, in terms of statements. Every authority is looked at on its own, so that one run names
 * everything that stands in the way, although AWS would report only the first.
 */
import { evaluateConditions, evaluateTest } from './conditions.js';
import { contextValue, lookupIn, type Lookup } from './context.js';
import type { Judged } from './decide.js';
import { relevantStatements } from './effect.js';
import { levelsDeny, type Evaluation, type Evaluator } from './evaluate.js';
import { acrossWorlds, always, and, anyOf, never, or, type Extent } from './extent.js';
import { relationsOf, terms, type Relation } from './formula.js';
import { effectOfGrant } from './grants.js';
import { matchPrincipal, matchResource } from './match.js';
import type {
  AccessRequest,
  CauseOfDenial,
  ConditionTest,
  ContextValue,
  Denial,
  Evidence,
  Misfit,
  Outcome,
  PolicyInForce,
  PolicyKind,
  PolicyLevelInForce,
  Statement,
  StatementReference,
  Text,
} from './model.js';
import { principalText } from './principal-text.js';
import { noNotes } from './notes.js';
import {
  contains,
  difference,
  everything,
  intersection,
  isEmpty,
  isTooComplex,
  nothing,
  witness,
  type StringSet,
} from './strings/index.js';
import type { World } from './worlds.js';

// ---- allowed ------------------------------------------------------------------------------------------------------

/** Statements (and grants) that allow the request in some world for some of its keys: identity policies and the resource's own policy. */
export function explainAllowed(evaluator: Evaluator, judged: readonly Judged[]): readonly StatementReference[] {
  const { request, authorities } = evaluator;
  const world = judged[0]?.world ?? new Map();
  const policies = [...knownIdentity(evaluator), ...known(authorities.resource)];
  const references = policies.flatMap((policy) =>
    applying(policy, evaluator, world, 'Allow').map((statement) => reference(policy, statement, 'allow')),
  );
  if (authorities.grants.state !== 'known') return references;
  const lookup = lookupIn(request, world);
  const grants = authorities.grants.value.filter((grant) => effectOfGrant(grant, request, lookup) !== never);
  return [
    ...references,
    ...grants.map((grant) => ({
      policyKind: 'grant' as const,
      policyName: grant.id,
      path: null,
      sid: null,
      effect: 'allow' as const,
      statement: null,
      tag: grant.tag,
    })),
  ];
}

// ---- denied -------------------------------------------------------------------------------------------------------

export function explainDenied(
  evaluator: Evaluator,
  judged: readonly Judged[],
  outcome: Outcome,
  budget: number | undefined,
): readonly Denial[] {
  const explain = (some: readonly Judged[]): readonly Denial[] => new Explanation(evaluator, some, budget).denials();
  const together = explain(judged);
  if (together.length > 0 || judged.length < 2 || outcome === 'unknown') return together;
  // Denied in every world, but not by the same authority in each: the first world stands for the others.
  return explain(judged.slice(0, 1));
}

const causeOfDeny: Partial<Record<PolicyKind, CauseOfDenial>> = {
  'permissions-boundary': 'permissions-boundary',
  session: 'session-policy',
  'service-control': 'service-control-policy',
  'resource-control': 'resource-control-policy',
};

class Explanation {
  readonly #evaluator: Evaluator;
  readonly #request: AccessRequest;
  readonly #evaluations: readonly Evaluation[];
  readonly #worlds: readonly World[];
  readonly #budget: number | undefined;
  readonly #isKeyed: boolean;

  constructor(evaluator: Evaluator, judged: readonly Judged[], budget: number | undefined) {
    this.#evaluator = evaluator;
    this.#request = evaluator.request;
    this.#evaluations = judged.map(({ evaluation }) => evaluation);
    this.#worlds = judged.map(({ world }) => world);
    this.#budget = budget;
    this.#isKeyed = isKeyed(evaluator.request);
  }

  /** Where the resource's owner is not known: only what stands in the way whoever it is. */
  denials(): readonly Denial[] {
    const [first = [], ...others] = relationsOf(this.#request).map((relation) => [
      ...this.#ceilings(relation),
      ...this.#identity(relation),
      ...this.#resource(relation),
    ]);
    const isCommon = ({ policyKind, side }: Denial): boolean =>
      others.every((list) => list.some((other) => other.policyKind === policyKind && other.side === side));
    return [...this.#explicitDenials(), ...first.filter(isCommon)];
  }

  /** The same part of every world's evaluation, joined. */
  #across(part: (evaluation: Evaluation) => Extent): Extent {
    return this.#evaluations.map(part).reduce(acrossWorlds);
  }

  #terms(relation: Relation, part: 'direct' | 'resource'): Extent {
    return this.#across((evaluation) => terms(this.#request, this.#evaluator.authorities, evaluation, relation)[part]);
  }

  // -- explicit denies --

  *#explicitDenials(): Iterable<Denial> {
    const { authorities } = this.#evaluator;
    const isService = this.#request.principal.kind === 'service';
    if (!isService) {
      yield* this.#explicit(
        'identity',
        this.#across((e) => e.identity.deny),
        knownIdentity(this.#evaluator),
      );
      yield* this.#explicit(
        'permissions-boundary',
        this.#across((e) => e.boundary?.deny ?? never),
        known(authorities.permissionsBoundary),
      );
      yield* this.#explicit(
        'session',
        this.#across((e) => e.session?.deny ?? never),
        known(authorities.session),
      );
      yield* this.#explicit(
        'service-control',
        this.#across((e) => levelsDeny(e.serviceControl)),
        ofLevels(authorities.serviceControl),
      );
    }
    const resource = known(authorities.resource);
    yield* this.#explicit(
      resource[0]?.kind ?? 'bucket',
      this.#across((e) => e.resource.deny),
      resource,
    );
    yield* this.#explicit(
      'resource-control',
      this.#across((e) => levelsDeny(e.resourceControl)),
      ofLevels(authorities.resourceControl),
    );
  }

  *#explicit(kind: PolicyKind, deny: Extent, policies: readonly PolicyInForce[]): Iterable<Denial> {
    const denied = this.#within(deny.certain);
    if (denied === null) return;
    const isSide = kind === 'bucket' || kind === 'key' || kind === 'trust' || kind === 'resource-control';
    yield {
      cause: causeOfDeny[kind] ?? 'explicit-deny',
      side: isSide ? 'resource' : 'principal',
      policyKind: kind,
      statements: this.#denyingStatements(policies),
      misfit: null,
      counterexample: denied.example,
      forAll: denied.isAll,
    };
  }

  #denyingStatements(policies: readonly PolicyInForce[]): readonly StatementReference[] {
    return policies.flatMap((policy) => {
      const perWorld = this.#worlds.map((world) => new Set(applying(policy, this.#evaluator, world, 'Deny')));
      const inAll = policy.document.statements.filter((statement) =>
        perWorld.every((statements) => statements.has(statement)),
      );
      const inSome = policy.document.statements.filter((statement) =>
        perWorld.some((statements) => statements.has(statement)),
      );
      return (inAll.length > 0 ? inAll : inSome).map((statement) => reference(policy, statement, 'deny'));
    });
  }

  // -- what holds the caller back --

  *#ceilings(relation: Relation): Iterable<Denial> {
    if (this.#request.principal.kind === 'service') return;
    const { authorities } = this.#evaluator;
    const direct =
      relation === 'same-account'
        ? this.#across((e) => or(e.resource.allowByForm.session, e.resource.allowByForm.anyone))
        : never;
    // Whether a boundary limits a grant is not documented: where there may be one, the boundary is no certain cause.
    const bypass = isKeyRequest(this.#request)
      ? or(
          direct,
          this.#across((e) => e.grants),
        )
      : direct;
    const boundary = or(
      this.#across((e) => e.boundary?.allow ?? always),
      bypass,
    );
    yield* this.#notAllowed(
      boundary,
      'permissions-boundary',
      'permissions-boundary',
      'principal',
      known(authorities.permissionsBoundary),
    );
    const session = or(
      this.#across((e) => e.session?.allow ?? always),
      bypass,
    );
    yield* this.#notAllowed(session, 'session-policy', 'session', 'principal', known(authorities.session));
    yield* this.#serviceControlLevels();
  }

  /** An SCP must allow on every level: each level that does not is named. */
  *#serviceControlLevels(): Iterable<Denial> {
    const levels = this.#evaluator.authorities.serviceControl;
    if (levels.state !== 'known') return;
    for (const [index, level] of levels.value.entries()) {
      const allow = this.#across((e) => e.serviceControl[index]?.allow ?? always);
      const policies = level.policies.state === 'known' ? level.policies.value : [];
      yield* this.#notAllowed(allow, 'service-control-policy', 'service-control', 'principal', policies);
    }
  }

  *#identity(relation: Relation): Iterable<Denial> {
    if (this.#request.principal.kind === 'service') return;
    const allow = this.#across((e) => e.identity.allow);
    const isKey = isKeyRequest(this.#request);
    let enough = or(allow, relation === 'same-account' ? this.#terms(relation, 'direct') : never);
    if (isKey && relation === 'cross-account')
      enough = or(
        allow,
        this.#across((e) => e.grants),
      );
    if (isKey && relation === 'same-account') {
      // Without delegation by the key policy an identity policy could not help: the key policy is what is missing.
      const delegated = this.#across((e) => e.resource.allowByForm.account);
      if (this.#within(delegated.possible) === null) return;
    }
    const miss = this.#nearestMiss(knownIdentity(this.#evaluator), enough);
    yield* this.#notAllowed(enough, miss?.cause ?? 'no-statement', 'identity', 'principal', [], miss);
  }

  *#resource(relation: Relation): Iterable<Denial> {
    const { authorities } = this.#evaluator;
    const policies = known(authorities.resource);
    const kind = policies[0]?.kind ?? (isKeyRequest(this.#request) ? 'key' : 'bucket');
    if (this.#request.principal.kind === 'role-session' && kind === 'bucket' && relation === 'same-account') {
      yield* this.#foreignObjects();
      return;
    }
    const blocked = relation === 'cross-account' ? this.#across((e) => e.publicAccessBlocked) : never;
    const isBlocked = this.#within(blocked.certain);
    if (isBlocked !== null) {
      yield {
        cause: 'block-public-access',
        side: 'resource',
        policyKind: 'block-public-access',
        statements: policies.map((policy) => reference(policy, null, 'none')),
        misfit: null,
        counterexample: isBlocked.example,
        forAll: isBlocked.isAll,
      };
    }
    const enough = this.#across((e) =>
      this.#request.principal.kind === 'service'
        ? or(e.resource.allowByForm.service, e.resource.allowByForm.anyone)
        : kind === 'key'
          ? anyOf([e.resource.allow, e.grants])
          : e.resource.allow,
    );
    const miss = this.#nearestMiss(policies, enough);
    const cause =
      kind === 'key'
        ? 'key-policy-does-not-allow'
        : policies.length === 0
          ? 'resource-policy-missing'
          : (miss?.cause ?? 'no-statement');
    yield* this.#notAllowed(enough, cause, kind, 'resource', policies, miss);
    yield* this.#foreignObjects();
  }

  *#foreignObjects(): Iterable<Denial> {
    if (this.#evaluator.authorities.objectOwner !== 'other-account') return;
    yield* this.#notAllowed(never, 'no-statement', 'bucket', 'resource', []);
  }

  *#notAllowed(
    allow: Extent,
    cause: CauseOfDenial,
    policyKind: PolicyKind,
    side: 'principal' | 'resource',
    policies: readonly PolicyInForce[],
    miss: NearestMiss | null = null,
  ): Iterable<Denial> {
    if (allow.possible === everything) return;
    const missing = difference(this.#request.keys, allow.possible);
    const example = this.#witness(missing);
    if (example === null) return;
    yield {
      cause,
      side,
      policyKind,
      statements: miss === null ? policies.map((policy) => reference(policy, null, 'none')) : [miss.reference],
      misfit: miss?.misfit ?? null,
      counterexample: this.#isKeyed ? example : null,
      forAll: allow.possible === nothing || this.#within(allow.possible) === null,
    };
  }

  // -- nearest miss --

  /** The Allow statement that fits the action and misses the fewest other parts, seen for a key that is not allowed. */
  #nearestMiss(policies: readonly PolicyInForce[], allow: Extent): NearestMiss | null {
    if (allow.possible === everything) return null;
    const key = this.#witness(difference(this.#request.keys, allow.possible));
    if (key === null) return null;
    let best: (NearestMiss & { readonly misfits: number; readonly rank: number }) | null = null;
    for (const policy of policies) {
      for (const { statement } of relevantStatements(policy.document, this.#request.action)) {
        if (statement.effect !== 'Allow') continue;
        const misfits = this.#misfits(policy, statement, key);
        const first = misfits[0];
        if (first === undefined) continue;
        const rank = partRank[first.part];
        if (best !== null && (best.misfits < misfits.length || (best.misfits === misfits.length && best.rank <= rank)))
          continue;
        best = {
          misfits: misfits.length,
          rank,
          misfit: first,
          cause: causeOfMisfit[first.part],
          reference: reference(policy, statement, 'near-miss'),
        };
      }
    }
    return best;
  }

  #misfits(policy: PolicyInForce, statement: Statement, key: string): readonly Misfit[] {
    const lookup = lookupIn(this.#request, this.#worlds[0] ?? new Map());
    const misfits: Misfit[] = [];
    if (statement.principals !== null) {
      const principal = matchPrincipal(statement.principals, this.#request.principal, statement, null, noNotes);
      if (principal.holds === never) {
        misfits.push({
          part: 'principal',
          expected: principalsText(statement),
          actual: callerText(this.#request),
          path: `${statement.path}.Principal`,
        });
      }
    }
    const resource = matchResource(statement, policy.document, this.#request, lookup, noNotes);
    if (!contains(resource.possible, key)) {
      const element = statement.resources;
      const name = element?.not === true ? 'NotResource' : 'Resource';
      misfits.push({
        part: 'resource',
        expected: listText(element?.patterns ?? []),
        actual: textOf(this.#request.resource, key),
        path: `${statement.path}.${name}`,
      });
    }
    const failing = statement.conditions.find(
      (test) => !contains(evaluateTest(test, policy.document, { lookup, notes: noNotes }).possible, key),
    );
    if (failing !== undefined) {
      misfits.push({
        part: 'condition',
        expected: testText(failing),
        actual: this.#contextText(failing.key, lookup, key),
        path: failing.path,
      });
    }
    return misfits;
  }

  #contextText(conditionKey: string, lookup: Lookup, key: string): string {
    const found = lookup(conditionKey);
    if (found.state === 'absent') return `${conditionKey} is not in the request`;
    if (found.state === 'unresolved') return `${conditionKey} is not known`;
    return listText(found.values.map((value) => textOf(value, key)));
  }

  // -- sets --

  /** Whether some key of the request is in the set, with an example; null where none is. */
  #within(set: StringSet): { readonly example: string | null; readonly isAll: boolean } | null {
    if (set === nothing) return null;
    const { keys } = this.#request;
    if (set === everything) return { example: this.#isKeyed ? this.#witness(keys) : null, isAll: true };
    const example = this.#witness(intersection(keys, set));
    if (example === null) return null;
    return {
      example: this.#isKeyed ? example : null,
      isAll: isEmpty(difference(keys, set), undefined, this.#budget) === true,
    };
  }

  #witness(set: StringSet): string | null {
    const found = witness(set, undefined, this.#budget);
    return isTooComplex(found) ? null : found;
  }
}

interface NearestMiss {
  readonly cause: CauseOfDenial;
  readonly misfit: Misfit;
  readonly reference: StatementReference;
}

/** Among statements that miss equally much, the one that fails on a condition is nearer than one for other resources. */
const partRank: Record<Misfit['part'], number> = { condition: 0, resource: 1, principal: 2, action: 3 };

const causeOfMisfit: Record<Misfit['part'], CauseOfDenial> = {
  condition: 'condition-not-met',
  resource: 'wrong-resource',
  principal: 'wrong-principal',
  action: 'no-statement',
};

// ---- helpers ------------------------------------------------------------------------------------------------------

function isKeyRequest(request: AccessRequest): boolean {
  return request.action.toLowerCase().startsWith('kms:');
}

function isKeyed(request: AccessRequest): boolean {
  if (typeof request.resource !== 'string') return true;
  const mentionsKey = (value: ContextValue): boolean =>
    value.state === 'present' && value.values.some((text) => typeof text !== 'string');
  return mentionsKey(contextValue(request, 'kms:encryptioncontext:aws:s3:arn'));
}

function known(evidence: Evidence<PolicyInForce>): readonly PolicyInForce[] {
  return evidence.state === 'known' ? [evidence.value] : [];
}

function knownIdentity({ authorities }: Evaluator): readonly PolicyInForce[] {
  return authorities.identity.state === 'known' ? authorities.identity.value.flatMap(known) : [];
}

function ofLevels(levels: Evidence<readonly PolicyLevelInForce[]>): readonly PolicyInForce[] {
  return levels.state === 'known'
    ? levels.value.flatMap((level) => (level.policies.state === 'known' ? level.policies.value : []))
    : [];
}

/** Statements of one effect that possibly apply to some key of the request in a world. */
function applying(
  policy: PolicyInForce,
  evaluator: Evaluator,
  world: World,
  effect: 'Allow' | 'Deny',
): readonly Statement[] {
  const { request, authorities } = evaluator;
  const lookup = lookupIn(request, world);
  const boundary = authorities.permissionsBoundary;
  const hasBoundary = boundary.state === 'missing' ? null : boundary.state === 'known';
  return relevantStatements(policy.document, request.action).flatMap(({ statement }) => {
    if (statement.effect !== effect) return [];
    const principal =
      statement.principals === null
        ? always
        : matchPrincipal(statement.principals, request.principal, statement, hasBoundary, noNotes).holds;
    const resource = matchResource(statement, policy.document, request, lookup, noNotes);
    const condition = evaluateConditions(statement.conditions, policy.document, { lookup, notes: noNotes });
    const applies = and(and(principal, resource), condition).possible;
    if (applies === nothing) return [];
    return applies === everything || isEmpty(intersection(request.keys, applies)) !== true ? [statement] : [];
  });
}

function reference(
  policy: PolicyInForce,
  statement: Statement | null,
  effect: StatementReference['effect'],
): StatementReference {
  return {
    policyKind: policy.kind,
    policyName: policy.name,
    path: statement?.path ?? null,
    sid: statement?.sid ?? null,
    effect,
    statement,
    tag: policy.tag,
  };
}

const maxShown = 5;

function listText(texts: readonly string[]): string {
  return texts.length <= maxShown
    ? texts.join(', ')
    : `${texts.slice(0, maxShown).join(', ')} and ${texts.length - maxShown} more`;
}

function textOf(text: Text, key: string): string {
  return typeof text === 'string' ? text : text.prefix + key;
}

function testText(test: ConditionTest): string {
  const qualifier = test.qualifier === null ? '' : `${test.qualifier}:`;
  return `${qualifier}${test.operator}${test.ifExists ? 'IfExists' : ''} ${test.writtenKey} ${listText(test.values.map((value) => `"${value}"`))}`;
}

function principalsText({ principals }: Statement): string {
  return listText((principals?.entries ?? []).map(principalText));
}

function callerText({ principal }: AccessRequest): string {
  return principal.kind === 'service' ? principal.service : principal.roleArn;
}
