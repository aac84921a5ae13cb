/** What a decision is derived from, and what explains it: every authority, evaluated in every scenario. */
import { type OpenKey, openKeys, type Scenario, scenariosOf } from '../conditions/scenarios.js';
import { doubted, type Extent, not } from '../extent.js';
import type { AccessRequest, Authorities, DecideOptions, Unanswered } from '../model.js';
import { DoubtCollector } from '../notes.js';
import { notModelled } from './authorization.js';
import { evaluate, type Evaluation, type Evaluator } from './evaluate.js';
import { allowedIn, deniedBy } from './formula.js';
import { type AskedKeys, openKeysAskedFor } from './open-keys.js';

const oneScenario: readonly Scenario[] = [new Map()];

/** One scenario with what every authority says in it. */
export interface Judged {
  readonly scenario: Scenario;
  readonly evaluation: Evaluation;
  readonly allowed: Extent;
}

/** What a decision is derived from, and what explains it. */
export interface Working {
  readonly evaluator: Evaluator;
  readonly open: readonly OpenKey[];
  /** Open keys that some statement tests and that no scenario fixes, since their values would be too many. */
  readonly unfixed: readonly string[];
  readonly judged: readonly Judged[];
  readonly doubts: DoubtCollector;
  /** Why the request is beyond what is modelled; null = it is not. */
  readonly beyond: Unanswered | null;
}

export function workOut(request: AccessRequest, authorities: Authorities, options: DecideOptions): Working {
  const evaluator = {
    request,
    authorities,
    requireOrganization: options.requireOrganization === true,
    budget: options.budget,
  };
  const doubts = new DoubtCollector();
  const questions = openKeysAskedFor(request, authorities);
  const { tests, variables } = questions;
  const open = tests.length + variables.length === 0 ? noOpenKeys : openKeys(request, tests, variables);
  const scenarios = open.length === 0 ? oneScenario : scenariosOf(open);
  const beyond = notModelled(request, authorities);
  const judged = scenarios.map((scenario): Judged => {
    const evaluation = evaluate(evaluator, scenario, doubts);
    if (beyond === null && options.onlyDenies !== true)
      return { scenario, evaluation, allowed: allowedIn(request, authorities, evaluation) };
    const notDenied = not(deniedBy(evaluation));
    return { scenario, evaluation, allowed: beyond === null ? notDenied : doubted(notDenied) };
  });
  return { evaluator, open, unfixed: unfixedKeys(questions, scenarios[0]), judged, doubts, beyond };
}

const noOpenKeys: readonly OpenKey[] = [];

function unfixedKeys({ tests, variables }: AskedKeys, scenario: Scenario | undefined): readonly string[] {
  return tests.length + variables.length === 0
    ? []
    : [...new Set([...tests.map(({ key }) => key), ...variables])].filter((key) => scenario?.has(key) !== true);
}
