/**
 * The scenarios in which a request is decided. Keys whose value is open and that some relevant statement tests are fixed, one
 * combination a scenario, so that the same unknown key in an Allow and a Deny stays the same key. A key that nobody tests makes
 * no scenarios; one that would make too many stays unresolved, which is safe: statements that test it are then open.
 */
import type { AccessRequest, ConditionTest, ContextValue } from '../model.js';
import { contextValue, type ResolvedValue } from './context.js';
import { distinguishingTexts, maxValuesOfAKey } from './distinguishing-texts.js';
import { distinguishingSets, type ValueSet } from './value-sets.js';

export type Scenario = ReadonlyMap<string, ResolvedValue>;

export interface OpenKey {
  readonly key: string;
  readonly values: readonly ResolvedValue[];
  /** Keys of one name, which have as many values, take their first values together, their second, and so on. */
  readonly together?: string;
}

const maxScenarios = 512;

/** Keys of `tests` whose value is open, each with every value that can make a difference. Keys used as variables stay open unless their scenarios are listed. */
export function openKeys(
  request: AccessRequest,
  tests: readonly ConditionTest[],
  variableKeys: readonly string[],
): readonly OpenKey[] {
  const byKey = new Map<string, ConditionTest[]>();
  for (const test of tests) {
    const group = byKey.get(test.key);
    if (group === undefined) byKey.set(test.key, [test]);
    else group.push(test);
  }
  for (const key of variableKeys) if (!byKey.has(key)) byKey.set(key, []);

  const open: OpenKey[] = [];
  for (const [key, group] of byKey) {
    const value = contextValue(request, key);
    if (value.state === 'present' || value.state === 'absent') continue;
    const values = valuesOf(value, group, variableKeys.includes(key));
    if (values === null || values.length > maxValuesOfAKey) continue;
    const isTogether =
      value.state === 'one-of' && value.together !== undefined && values.length === value.alternatives.length;
    open.push({ key, values, ...(isTogether && { together: `${value.together} ${values.length}` }) });
  }
  return open;
}

/** All combinations, as many keys as fit; the first scenario is the first value of each. */
export function scenariosOf(keys: readonly OpenKey[]): readonly Scenario[] {
  let scenarios: Map<string, ResolvedValue>[] = [new Map()];
  for (const tied of tiedKeys(keys)) {
    const count = tied[0]?.values.length ?? 0;
    if (scenarios.length * count > maxScenarios) continue;
    scenarios = scenarios.flatMap((scenario) =>
      Array.from({ length: count }, (_, index) => withValues(scenario, tied, index)),
    );
  }
  return scenarios;
}

/** Keys that take their values together, each such group once. */
function tiedKeys(keys: readonly OpenKey[]): Iterable<readonly OpenKey[]> {
  const groups = new Map<string, OpenKey[]>();
  for (const open of keys) {
    const name = open.together ?? open.key;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [open]);
    else group.push(open);
  }
  return groups.values();
}

function withValues(scenario: Scenario, keys: readonly OpenKey[], index: number): Map<string, ResolvedValue> {
  const fixed = new Map(scenario);
  for (const { key, values } of keys) {
    const value = values[index];
    if (value !== undefined) fixed.set(key, value);
  }
  return fixed;
}

function valuesOf(
  value: ContextValue,
  tests: readonly ConditionTest[],
  isVariable: boolean,
): readonly ResolvedValue[] | null {
  switch (value.state) {
    case 'present':
    case 'absent':
      return [value];
    case 'one-of': {
      const all: ResolvedValue[] = [];
      for (const scenario of value.alternatives) {
        const values = valuesOf(scenario, tests, isVariable);
        if (values === null) return null;
        for (const each of values) all.push(each);
      }
      return all;
    }
    case 'unknown': {
      // A free value that is pasted into a pattern would need one scenario for every text.
      if (isVariable) return null;
      const texts = distinguishingTexts(tests);
      if (texts === null) return null;
      const sets = tests.some(({ qualifier }) => qualifier !== null)
        ? distinguishingSets(tests, texts)
        : texts.map((text) => ({ values: [text], isTentative: false }));
      if (sets === null) return null;
      const isAsked = tests.some(({ operator, qualifier }) => operator === 'Null' || qualifier !== null);
      const present = sets.flatMap((set) => readingsOf(set, isAsked, value.mayBeAbsent));
      return value.mayBeAbsent ? [{ state: 'absent' }, ...present] : present;
    }
  }
}

/** An empty value may count as none, if the key may be absent at all; only Null and set operators ask. */
function readingsOf({ values, isTentative }: ValueSet, isAsked: boolean, mayBeNull: boolean): readonly ResolvedValue[] {
  const plain: ResolvedValue = { state: 'present', values, ...(isTentative && { isTentative }) };
  if (!isAsked || !values.includes('')) return [plain];
  const isValue = { ...plain, isNull: false };
  return mayBeNull ? [{ ...plain, isNull: true }, isValue] : [isValue];
}
