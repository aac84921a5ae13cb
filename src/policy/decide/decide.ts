/**
 * Decides a request for all of its object keys at once.
 *
 * Every authority is evaluated in every scenario (see scenarios.ts); a key is certainly allowed when it is allowed in all of them,
 * possibly allowed when it is in one. The explanation is worked out only when somebody reads it.
 */
import { explainAllowed } from '../explain/allowed.js';
import { explainDenied } from '../explain/denials.js';
import { unresolvedQuestion } from '../explain/unresolved.js';
import { type MovedKeys, movedKeys } from '../stand-ins/open-keys.js';
import { questionsLeftOpen, tooComplexQuestion } from '../explain/open-questions.js';
import { acrossScenarios } from '../extent.js';
import type {
  AccessRequest,
  Authorities,
  DecideOptions,
  Decision,
  Denial,
  Evidence,
  Outcome,
  StatementReference,
  Unanswered,
} from '../model.js';
import {
  difference,
  everything,
  intersection,
  isTooComplex,
  nothing,
  type StringSet,
  witness,
} from '../strings/index.js';
import { judge } from './judge.js';
import { type Working, workOut } from './working.js';

/**
 * Whether a request is allowed, over all policies that have a say, for one resource or for every resource that a pattern stands for. What is
 * not known is tried both ways: the answer is `unknown` where it decides.
 */
export function decide(request: AccessRequest, authorities: Authorities, options: DecideOptions = {}): Decision {
  const moved = movedKeys(request);
  if (moved === null) return new LazyDecision(request, authorities, options);
  const decided = new LazyDecision(moved.request, authorities, options);
  return new DecisionOfOpenKeys(
    moved,
    decided,
    (keys) => decide({ ...request, keys }, authorities, options),
    request.keys,
  );
}

/** About keys that a value decides which is not known. */
class DecisionOfOpenKeys implements Decision {
  readonly outcome: Outcome;
  readonly certainly: StringSet;
  readonly possibly: StringSet;
  readonly forKeys: (keys: StringSet) => Decision;
  readonly #moved: MovedKeys;
  readonly #decided: Decision;

  constructor(moved: MovedKeys, decided: Decision, forKeys: (keys: StringSet) => Decision, keys: StringSet) {
    this.#moved = moved;
    this.#decided = decided;
    this.forKeys = forKeys;
    const { outcome } = decided;
    this.outcome = moved.isWider && outcome === 'partly' ? 'unknown' : outcome;
    this.certainly = outcome === 'allowed' ? keys : moved.back(decided.certainly);
    this.possibly = moved.isWider && outcome !== 'denied' ? keys : moved.back(decided.possibly);
  }

  get assumesOrganizationPolicies(): boolean {
    return this.#decided.assumesOrganizationPolicies;
  }

  get allowedBy(): readonly StatementReference[] {
    return this.#decided.allowedBy;
  }

  get denials(): readonly Denial[] {
    return this.#decided.denials;
  }

  get unanswered(): readonly Unanswered[] {
    if (this.outcome === this.#decided.outcome) return this.#decided.unanswered;
    return [unresolvedQuestion('keys', 'Which object keys are meant', this.#moved.addresses)];
  }

  get doubts(): readonly string[] {
    return this.#decided.doubts;
  }

  get counterexample(): string | null {
    const { counterexample } = this.#decided;
    return counterexample === null || this.#moved.isWider ? null : this.#moved.start + counterexample;
  }
}

class LazyDecision implements Decision {
  readonly outcome: Outcome;
  readonly certainly: StringSet;
  readonly possibly: StringSet;
  readonly assumesOrganizationPolicies: boolean;
  readonly #request: AccessRequest;
  readonly #authorities: Authorities;
  readonly #options: DecideOptions;
  readonly #isTooComplex: boolean;
  /** Kept until it is asked for once: decisions live as long as the audit. Where the request is allowed, hardly anybody asks. */
  #working: Working | null;
  #allowedBy: readonly StatementReference[] | undefined;
  #denials: readonly Denial[] | undefined;
  #unanswered: readonly Unanswered[] | undefined;
  #counterexample: string | null | undefined;

  constructor(request: AccessRequest, authorities: Authorities, options: DecideOptions) {
    this.#request = request;
    this.#authorities = authorities;
    this.#options = options;
    const working = workOut(request, authorities, options);
    const allowed = working.judged.map((each) => each.allowed).reduce(acrossScenarios);
    const { outcome, isTooComplex } = judge(request.keys, allowed, options.budget);
    this.outcome = outcome;
    this.#isTooComplex = isTooComplex;
    this.#working = outcome === 'allowed' ? null : working;
    if (isTooComplex || outcome === 'denied') this.certainly = nothing;
    else this.certainly = outcome === 'allowed' ? request.keys : restrict(allowed.certain, request.keys);
    if (isTooComplex || outcome === 'allowed') this.possibly = request.keys;
    else this.possibly = outcome === 'denied' ? nothing : restrict(allowed.possible, request.keys);
    this.assumesOrganizationPolicies =
      options.requireOrganization !== true && outcome !== 'denied' && assumesOrganization(request, authorities);
  }

  #work(): Working {
    return (this.#working ??= workOut(this.#request, this.#authorities, this.#options));
  }

  get allowedBy(): readonly StatementReference[] {
    if (this.#allowedBy === undefined) {
      const { evaluator, judged } = this.#work();
      this.#allowedBy = explainAllowed(evaluator, judged);
    }
    return this.#allowedBy;
  }

  get denials(): readonly Denial[] {
    if (this.outcome === 'allowed' || this.#isTooComplex) return [];
    if (this.#denials === undefined) {
      const { evaluator, judged, beyond } = this.#work();
      const onlyDenies = this.#options.onlyDenies === true || beyond !== null;
      this.#denials = explainDenied(evaluator, judged, this.outcome).filter(
        (denial) => !onlyDenies || denial.statements.some(({ effect }) => effect === 'deny'),
      );
      this.#working = null;
    }
    return this.#denials;
  }

  get unanswered(): readonly Unanswered[] {
    if (this.outcome !== 'unknown') return [];
    if (this.#unanswered === undefined) {
      this.#unanswered = this.#isTooComplex ? [tooComplexQuestion(this.#request)] : questionsLeftOpen(this.#work());
    }
    return this.#unanswered;
  }

  get doubts(): readonly string[] {
    return this.#work().doubts.all.map(({ policyName, path, text }) => `${policyName}, ${path}: ${text}`);
  }

  get counterexample(): string | null {
    if (this.#counterexample !== undefined) return this.#counterexample;
    const { keys } = this.#request;
    const found =
      this.outcome === 'allowed' || this.#isTooComplex
        ? null
        : witness(difference(keys, this.possibly), undefined, this.#options.budget);
    return (this.#counterexample = isTooComplex(found) ? null : found);
  }

  forKeys(keys: StringSet): Decision {
    return decide({ ...this.#request, keys }, this.#authorities, this.#options);
  }
}

function restrict(set: StringSet, keys: StringSet): StringSet {
  if (set === everything) return keys;
  return set === nothing ? nothing : intersection(keys, set);
}

/** Whether an organization policy that nobody read could still deny. */
function assumesOrganization(request: AccessRequest, authorities: Authorities): boolean {
  const isMissing = (levels: Evidence<readonly { readonly policies: Evidence<unknown> }[]>): boolean =>
    levels.state === 'missing' ||
    (levels.state === 'known' && levels.value.some((level) => level.policies.state === 'missing'));
  if (request.principal.kind !== 'service' && isMissing(authorities.serviceControl)) return true;
  return authorities.isAwsManagedKey !== true && isMissing(authorities.resourceControl);
}
