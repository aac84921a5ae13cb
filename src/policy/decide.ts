/**
 * Decides a request for all of its object keys at once.
 *
 * Every authority is evaluated in every world (see worlds.ts); a key is certainly allowed when it is allowed in all of them,
 * possibly allowed when it is in one. The explanation is worked out only when somebody reads it.
 */
import { evaluate, openQuestions, type Evaluation, type Evaluator, type Questions } from './evaluate.js';
import { explainAllowed, explainDenied } from './explain.js';
import { acrossWorlds, not, type Extent } from './extent.js';
import { allowedIn, deniedBy } from './formula.js';
import type {
  AccessRequest,
  Authorities,
  DecideOptions,
  Decision,
  Denial,
  Evidence,
  Outcome,
  StatementReference,
  Unsettled,
} from './model.js';
import { DoubtCollector } from './notes.js';
import {
  difference,
  everything,
  intersection,
  isEmpty,
  isSubset,
  isTooComplex,
  nothing,
  witness,
  type StringSet,
} from './strings/index.js';
import { unsettledBy } from './unsettled.js';
import { openKeys, worldsOf, type OpenKey, type World } from './worlds.js';

const oneWorld: readonly World[] = [new Map()];

export function decide(request: AccessRequest, authorities: Authorities, options: DecideOptions = {}): Decision {
  return new LazyDecision(request, authorities, options);
}

/** One world with what every authority says in it. */
export interface Judged {
  readonly world: World;
  readonly evaluation: Evaluation;
  readonly allowed: Extent;
}

/** What a decision is derived from, and what explains it. */
interface Working {
  readonly evaluator: Evaluator;
  readonly open: readonly OpenKey[];
  /** Open keys that some statement tests and that no world fixes, since their values would be too many. */
  readonly unfixed: readonly string[];
  readonly judged: readonly Judged[];
  readonly doubts: DoubtCollector;
}

function workOut(request: AccessRequest, authorities: Authorities, options: DecideOptions): Working {
  const evaluator = { request, authorities, requireOrganization: options.requireOrganization === true };
  const doubts = new DoubtCollector();
  const questions = openQuestions(request, authorities);
  const { tests, variables } = questions;
  const open = tests.length + variables.length === 0 ? noOpenKeys : openKeys(request, tests, variables);
  const worlds = open.length === 0 ? oneWorld : worldsOf(open);
  const judged = worlds.map((world): Judged => {
    const evaluation = evaluate(evaluator, world, doubts);
    const allowed =
      options.onlyDenies === true ? not(deniedBy(evaluation)) : allowedIn(request, authorities, evaluation);
    return { world, evaluation, allowed };
  });
  return { evaluator, open, unfixed: unfixedKeys(questions, worlds[0]), judged, doubts };
}

const noOpenKeys: readonly OpenKey[] = [];

class LazyDecision implements Decision {
  readonly outcome: Outcome;
  readonly certainly: StringSet;
  readonly possibly: StringSet;
  readonly assumesOrganizationPolicies: boolean;
  readonly #request: AccessRequest;
  readonly #authorities: Authorities;
  readonly #options: DecideOptions;
  readonly #isTooComplex: boolean;
  /** Not kept where the request is allowed: hardly anybody asks then, and decisions live as long as the audit. */
  #working: Working | null;
  #allowedBy: readonly StatementReference[] | undefined;
  #denials: readonly Denial[] | undefined;
  #unsettled: readonly Unsettled[] | undefined;
  #counterexample: string | null | undefined;

  constructor(request: AccessRequest, authorities: Authorities, options: DecideOptions) {
    this.#request = request;
    this.#authorities = authorities;
    this.#options = options;
    const working = workOut(request, authorities, options);
    const allowed = working.judged.map((each) => each.allowed).reduce(acrossWorlds);
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
      const { evaluator, judged } = this.#work();
      this.#denials = explainDenied(evaluator, judged, this.outcome, this.#options.budget).filter(
        (denial) => this.#options.onlyDenies !== true || denial.statements.some(({ effect }) => effect === 'deny'),
      );
    }
    return this.#denials;
  }

  get unsettled(): readonly Unsettled[] {
    if (this.outcome !== 'unknown') return [];
    if (this.#unsettled === undefined) {
      const { evaluator, judged, open, unfixed, doubts } = this.#work();
      this.#unsettled = unsettledBy(evaluator, judged, open, unfixed, doubts.all, this.#isTooComplex);
    }
    return this.#unsettled;
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

function unfixedKeys({ tests, variables }: Questions, world: World | undefined): readonly string[] {
  return tests.length + variables.length === 0
    ? []
    : [...new Set([...tests.map(({ key }) => key), ...variables])].filter((key) => world?.has(key) !== true);
}

function restrict(set: StringSet, keys: StringSet): StringSet {
  if (set === everything) return keys;
  return set === nothing ? nothing : intersection(keys, set);
}

/** Where on the scale from "allowed for every key" to "for none" the request stands. */
export function judge(
  keys: StringSet,
  allowed: Extent,
  budget?: number,
): { readonly outcome: Outcome; readonly isTooComplex: boolean } {
  if (allowed.certain === everything) return { outcome: 'allowed', isTooComplex: false };
  if (allowed.possible === nothing) return { outcome: 'denied', isTooComplex: false };
  const unknown = { outcome: 'unknown', isTooComplex: false } as const;
  if (allowed.certain === nothing && allowed.possible === everything) return unknown;

  const isAllowed = isSubset(keys, allowed.certain, undefined, budget);
  if (isTooComplex(isAllowed)) return { outcome: 'unknown', isTooComplex: true };
  if (isAllowed) return { outcome: 'allowed', isTooComplex: false };
  const isDenied = isEmpty(intersection(keys, allowed.possible), undefined, budget);
  if (isTooComplex(isDenied)) return { outcome: 'unknown', isTooComplex: true };
  if (isDenied) return { outcome: 'denied', isTooComplex: false };
  const noneCertain = isEmpty(intersection(keys, allowed.certain), undefined, budget);
  const allPossible = isSubset(keys, allowed.possible, undefined, budget);
  if (isTooComplex(noneCertain) || isTooComplex(allPossible)) return { outcome: 'unknown', isTooComplex: true };
  return noneCertain || allPossible ? unknown : { outcome: 'partly', isTooComplex: false };
}

/** Whether an organization policy that nobody read could still deny. */
function assumesOrganization(request: AccessRequest, authorities: Authorities): boolean {
  const isMissing = (levels: Evidence<readonly { readonly policies: Evidence<unknown> }[]>): boolean =>
    levels.state === 'missing' ||
    (levels.state === 'known' && levels.value.some((level) => level.policies.state === 'missing'));
  if (request.principal.kind !== 'service' && isMissing(authorities.serviceControl)) return true;
  return authorities.isAwsManagedKey !== true && isMissing(authorities.resourceControl);
}
