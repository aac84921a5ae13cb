/** Runs every rule on what it looks at. One that throws becomes a finding; the others go on. */
import { compareFindings, findingOf, fingerprintOf, RuleFault, type FindingWithPair } from './findings.js';
import type { Pair, Problem, Rule, Subjects } from './model.js';
import type { Uses } from './uses.js';

/** Raised by the engine itself; their files hold facts only. */
export const raisedByEngine = new Set(['evidence/unreadable', 'evidence/undocumented', 'rule-crashed']);

export function runRules(rules: readonly Rule[], pairs: readonly Pair[], uses: Uses): readonly FindingWithPair[] {
  const subjects: { readonly [S in keyof Subjects]: readonly Subjects[S][] } = {
    pair: pairs.filter(({ enabled }) => enabled),
    role: uses.roles,
    bucket: uses.buckets,
    key: uses.kmsKeys,
    policy: uses.policies,
    estate: [uses.estate],
  };
  const disabled = pairs.filter(({ enabled }) => !enabled);
  const crashed = rules.find(({ id }) => id === 'rule-crashed');
  const found = new Map<string, FindingWithPair>();
  const add = (rule: Rule, problem: Problem): void => {
    const finding = findingOf(rule, problem, uses.estate.estate);
    if (!found.has(finding.fingerprint)) found.set(finding.fingerprint, { finding, pair: problem.pair ?? null });
  };
  for (const rule of rules) {
    if (raisedByEngine.has(rule.id)) continue;
    for (const subject of rule.subject === 'pair' && rule.meta.forDisabled === true
      ? disabled
      : subjects[rule.subject]) {
      try {
        for (const problem of rule.check(subject as never)) add(rule, problem);
      } catch (error) {
        if (crashed === undefined) throw error;
        add(crashed, crashProblem(rule, error));
      }
    }
  }
  return [...found.values()].sort((a, b) => compareFindings(a.finding, b.finding));
}

function crashProblem(rule: Rule, error: unknown): Problem {
  const text =
    error instanceof Error ? `${error instanceof RuleFault ? '' : `${error.name}: `}${error.message}` : String(error);
  return {
    message: 'crashed',
    data: { rule: rule.id, error: text.slice(0, 300) },
    resource: `rule ${rule.id}`,
    account: null,
    region: null,
    discriminator: rule.id,
  };
}

export { fingerprintOf };
