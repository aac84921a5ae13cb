/**
 * Why a request is denied, in terms of statements. Every authority is looked at on its own, so that one run names
 * everything that stands in the way, although AWS would report only the first.
 */
import { lookupIn } from '../conditions/context.js';
import type { Scenario } from '../conditions/scenarios.js';
import { isKmsAction, needsResourcePolicy } from '../decide/authorization.js';
import { type Evaluation, type Evaluator, levelsDeny } from '../decide/evaluate.js';
import { allowedToService, type Relation, relationsOf, terms } from '../decide/formula.js';
import type { Judged } from '../decide/working.js';
import { acrossScenarios, always, anyOf, type Extent, never, or } from '../extent.js';
import type { AccessRequest, Denial, Outcome, PolicyInForce, PolicyKind, StatementReference } from '../model.js';
import { nothing } from '../strings/index.js';
import { type ClosestStatement, closestStatement } from './closest-statement.js';
import { conditionsMet } from './conditions-met.js';
import { causeOfDeny, kindNeeded, type Missing } from './denial-kinds.js';
import { RequestKeys } from './request-keys.js';
import { applying, known, knownIdentity, ofLevels, reference } from './statements.js';

export function explainDenied(evaluator: Evaluator, judged: readonly Judged[], outcome: Outcome): readonly Denial[] {
  const explain = (some: readonly Judged[]): readonly Denial[] => new Explanation(evaluator, some).denials();
  const together = explain(judged);
  if (together.length > 0 || judged.length < 2 || outcome === 'unknown') return together;
  // Denied in every scenario, but not by the same authority in each: the first scenario stands for the others.
  return explain(judged.slice(0, 1));
}

class Explanation {
  readonly #evaluator: Evaluator;
  readonly #request: AccessRequest;
  readonly #evaluations: readonly Evaluation[];
  readonly #scenarios: readonly Scenario[];
  readonly #keys: RequestKeys;

  constructor(evaluator: Evaluator, judged: readonly Judged[]) {
    this.#evaluator = evaluator;
    this.#request = evaluator.request;
    this.#evaluations = judged.map(({ evaluation }) => evaluation);
    this.#scenarios = judged.map(({ scenario }) => scenario);
    this.#keys = new RequestKeys(evaluator.request, evaluator.budget);
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

  /** The same part of every scenario's evaluation, joined. */
  #across(part: (evaluation: Evaluation) => Extent): Extent {
    return this.#evaluations.map(part).reduce(acrossScenarios);
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
    const denied = this.#keys.within(deny.certain);
    if (denied === null) return;
    const isSide = kind === 'bucket' || kind === 'key' || kind === 'trust' || kind === 'resource-control';
    yield {
      cause: causeOfDeny[kind] ?? 'explicit-deny',
      side: isSide ? 'resource' : 'principal',
      policyKind: kind,
      statements: this.#denyingStatements(policies, denied.example ?? ''),
      misfit: null,
      counterexample: denied.example,
      forAll: denied.isAll,
    };
  }

  #denyingStatements(policies: readonly PolicyInForce[], key: string): readonly StatementReference[] {
    const lookups = this.#scenarios.map((scenario) => lookupIn(this.#request, scenario));
    return policies.flatMap((policy) => {
      const perScenario = this.#scenarios.map(
        (scenario) => new Set(applying(policy, this.#evaluator, scenario, 'Deny')),
      );
      const inAll = policy.document.statements.filter((statement) =>
        perScenario.every((statements) => statements.has(statement)),
      );
      const inSome = policy.document.statements.filter((statement) =>
        perScenario.some((statements) => statements.has(statement)),
      );
      return (inAll.length > 0 ? inAll : inSome).map((statement) => ({
        ...reference(policy, statement, 'deny'),
        ...(statement.conditions.length > 0 ? { met: conditionsMet(statement, lookups, key) } : {}),
      }));
    });
  }

  // -- what holds the caller back --

  *#ceilings(relation: Relation): Iterable<Denial> {
    if (this.#request.principal.kind === 'service') return;
    const { authorities } = this.#evaluator;
    const direct =
      relation === 'same-account'
        ? this.#across((e) =>
            anyOf([
              e.resource.allowByForm.session,
              e.resource.allowByForm.anyone,
              e.resource.allowByForm['anyone-of-arn'],
            ]),
          )
        : never;
    // Whether a boundary limits a grant is not documented: where there may be one, the boundary is no certain cause.
    const bypass = isKmsAction(this.#request)
      ? or(
          direct,
          this.#across((e) => e.grants),
        )
      : direct;
    const boundary = or(
      this.#across((e) => e.boundary?.allow ?? always),
      bypass,
    );
    yield* this.#notAllowed(boundary, {
      cause: 'permissions-boundary',
      policyKind: 'permissions-boundary',
      side: 'principal',
      policies: known(authorities.permissionsBoundary),
    });
    const session = or(
      this.#across((e) => e.session?.allow ?? always),
      bypass,
    );
    yield* this.#notAllowed(session, {
      cause: 'session-policy',
      policyKind: 'session',
      side: 'principal',
      policies: known(authorities.session),
    });
    yield* this.#serviceControlLevels();
  }

  /** An SCP must allow on every level: each level that does not is named. */
  *#serviceControlLevels(): Iterable<Denial> {
    const levels = this.#evaluator.authorities.serviceControl;
    if (levels.state !== 'known') return;
    for (const [index, level] of levels.value.entries()) {
      const allow = this.#across((e) => e.serviceControl[index]?.allow ?? always);
      const policies = level.policies.state === 'known' ? level.policies.value : [];
      yield* this.#notAllowed(allow, {
        cause: 'service-control-policy',
        policyKind: 'service-control',
        side: 'principal',
        policies,
        level: level.target,
      });
    }
  }

  *#identity(relation: Relation): Iterable<Denial> {
    if (this.#request.principal.kind === 'service') return;
    const allow = this.#across((e) => e.identity.allow);
    let enough = or(allow, relation === 'same-account' ? this.#terms(relation, 'direct') : never);
    if (isKmsAction(this.#request) && relation === 'cross-account')
      enough = or(
        allow,
        this.#across((e) => e.grants),
      );
    if (needsResourcePolicy(this.#request) && relation === 'same-account') {
      // Without delegation by the resource's policy an identity policy could not help: the former is what is missing.
      const delegated = this.#across((e) => e.resource.allowByForm.account);
      if (this.#keys.within(delegated.possible) === null) return;
    }
    const miss = this.#closest(knownIdentity(this.#evaluator), enough);
    yield* this.#notAllowed(enough, {
      cause: miss?.cause ?? 'no-statement',
      policyKind: 'identity',
      side: 'principal',
      policies: [],
      miss,
    });
  }

  *#resource(relation: Relation): Iterable<Denial> {
    const { authorities } = this.#evaluator;
    const policies = known(authorities.resource);
    const kind = policies[0]?.kind ?? kindNeeded(this.#request);
    if (
      this.#request.principal.kind === 'role-session' &&
      relation === 'same-account' &&
      !needsResourcePolicy(this.#request)
    ) {
      yield* this.#foreignObjects();
      return;
    }
    const blocked = relation === 'cross-account' ? this.#across((e) => e.publicAccessBlocked) : never;
    const isBlocked = this.#keys.within(blocked.certain);
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
        ? allowedToService(e.resource.allowByForm)
        : kind === 'key'
          ? anyOf([e.resource.allow, e.grants])
          : e.resource.allow,
    );
    const miss = this.#closest(policies, enough);
    const cause =
      kind === 'key'
        ? 'key-policy-does-not-allow'
        : policies.length === 0
          ? 'resource-policy-missing'
          : (miss?.cause ?? 'no-statement');
    yield* this.#notAllowed(enough, { cause, policyKind: kind, side: 'resource', policies, miss });
    yield* this.#foreignObjects();
  }

  *#foreignObjects(): Iterable<Denial> {
    if (this.#evaluator.authorities.objectOwner !== 'other-account') return;
    yield* this.#notAllowed(never, { cause: 'no-statement', policyKind: 'bucket', side: 'resource', policies: [] });
  }

  *#notAllowed(allow: Extent, { cause, side, policyKind, policies, level, miss = null }: Missing): Iterable<Denial> {
    const example = this.#keys.outside(allow.possible);
    if (example === null) return;
    yield {
      cause,
      side,
      policyKind,
      ...(level !== undefined && { level }),
      statements: miss === null ? policies.map((policy) => reference(policy, null, 'none')) : [miss.reference],
      misfit: miss?.misfit ?? null,
      counterexample: this.#keys.isKeyed ? example : null,
      forAll: allow.possible === nothing || this.#keys.within(allow.possible) === null,
    };
  }

  #closest(policies: readonly PolicyInForce[], allow: Extent): ClosestStatement | null {
    const key = this.#keys.outside(allow.possible);
    if (key === null) return null;
    const lookup = lookupIn(this.#request, this.#scenarios[0] ?? new Map());
    return closestStatement(policies, { request: this.#request, lookup, key });
  }
}
