/** What was found, by the requirement that it bears on. */
import { controls as catalogue, type Control } from '../../report/controls/index.js';
import { levels, type Finding, type Level } from '../../report/model.js';
import type { RuleFacts } from '../reporter.js';
import { isOpen } from './finding-order.js';

export interface ControlView {
  readonly control: Control;
  /** Ids of the rules that found something, sorted. */
  readonly rules: readonly string[];
  /** Open problems by level. */
  readonly counts: Readonly<Record<Level, number>>;
}

/** The controls of each rule, by its id. */
export function controlsByRule(rules: readonly RuleFacts[]): ReadonlyMap<string, readonly Control[]> {
  return new Map(rules.map(({ id, controls }) => [id, controls]));
}

/** Controls about which there is an open problem, in the order of the catalogue: standard by standard. */
export function byControl(findings: readonly Finding[], rules: readonly RuleFacts[]): readonly ControlView[] {
  const found = new Map<string, Record<Level, number>>();
  for (const finding of findings) {
    if (!isOpen(finding) || finding.kind !== 'problem') continue;
    const counts = found.get(finding.rule) ?? none();
    counts[finding.level] += 1;
    found.set(finding.rule, counts);
  }
  const views = new Map<string, { control: Control; rules: string[]; counts: Record<Level, number> }>();
  for (const { id, controls } of rules) {
    const counts = found.get(id);
    if (counts === undefined) continue;
    for (const control of controls) {
      const view = views.get(control.id) ?? { control, rules: [], counts: none() };
      views.set(control.id, view);
      view.rules.push(id);
      for (const level of levels) view.counts[level] += counts[level];
    }
  }
  return catalogue.flatMap(({ id }) => {
    const view = views.get(id);
    return view === undefined ? [] : [{ ...view, rules: view.rules.sort() }];
  });
}

function none(): Record<Level, number> {
  return { error: 0, warning: 0, note: 0 };
}
