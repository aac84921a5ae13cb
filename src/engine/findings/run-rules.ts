/**
 * Runs every rule on what it looks at. One that throws becomes a finding; the others go on. What is shared is looked at where a source
 * bucket that is asked about takes part.
 */
import { partsOf } from '../../estate/arn.js';
import { compareFindings, findingOf, type FindingWithPair } from './findings.js';
import { RuleFault } from '../words/templates.js';
import type { Pair, Problem, Rule, Subjects } from '../shapes/model.js';
import type { Uses } from '../uses/uses.js';

/** Raised by the engine itself; their files hold facts only. */
export const raisedByEngine = new Set([
  'evidence/unreadable',
  'evidence/undocumented',
  'evidence/unresolved',
  'coverage/asked-bucket-does-not-replicate',
  'rule-crashed',
  'evidence/contradicted',
]);

export function runRules(
  rules: readonly Rule[],
  uses: Uses,
  isWanted: (sourceBucket: string) => boolean,
): readonly FindingWithPair[] {
  const isAbout = ({ source }: Pair): boolean => isWanted(source.name);
  const pairs = uses.estate.pairs.filter(isAbout);
  const subjects: { readonly [S in keyof Subjects]: readonly Subjects[S][] } = {
    pair: pairs.filter(({ enabled }) => enabled),
    role: uses.roles.filter((use) => use.pairs.some(isAbout)),
    bucket: uses.buckets.filter(({ outgoing, incoming }) => outgoing.some(isAbout) || incoming.some(isAbout)),
    key: uses.kmsKeys.filter(({ asSource, asReplica }) => asSource.some(isAbout) || asReplica.some(isAbout)),
    policy: uses.policies.filter((use) => use.pairs.some(isAbout)),
    estate: [uses.estate],
  };
  const disabled = pairs.filter(({ enabled }) => !enabled);
  const crashed = rules.find(({ id }) => id === 'rule-crashed');
  const found = new Map<string, FindingWithPair>();
  const add = (rule: Rule, problem: Problem): void => {
    const finding = findingOf(rule, problem, uses.estate.estate);
    if (!found.has(finding.fingerprint))
      found.set(finding.fingerprint, { finding, pair: problem.pair ?? null, patches: problem.patches ?? [] });
  };
  for (const rule of rules) {
    if (raisedByEngine.has(rule.id)) continue;
    for (const subject of rule.subject === 'pair' && rule.meta.forDisabled === true
      ? disabled
      : subjects[rule.subject]) {
      try {
        for (const problem of rule.check(subject as never))
          if (rule.subject !== 'estate' || isWanted(bucketOf(problem))) add(rule, problem);
      } catch (error) {
        if (crashed === undefined) throw error;
        add(crashed, crashProblem(rule, error));
      }
    }
  }
  return [...found.values()].sort((a, b) => compareFindings(a.finding, b.finding));
}

/** The source bucket that a problem of the whole estate is about. */
function bucketOf({ pair, resource }: Problem): string {
  return pair?.source.name ?? partsOf(resource)?.resource ?? '';
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
