/** Which findings explain a verdict: those on what the objects of the default class need, and no others of the same pair. */
import type { Pair } from '../shapes/model.js';
import { decisiveClasses } from '../verdict/decisive-classes.js';
import { forClass } from '../verdict/preconditions.js';
import { isKms, type Finding, type ObjectClass } from '../../report/model.js';
import { countsForObjects, type Judgement } from '../verdict/verdicts.js';

/** Rules that explain why objects of the default class are passed over. */
const explainSkipped = new Set([
  'coverage/kms-objects-not-selected',
  'coverage/replica-key-without-selection',
  'coverage/replication-rule-shadowed',
]);

/** Fingerprints, sorted. `findings` are those about the pair, `open` those on evidence that leaves its verdict open. */
export function becauseOf(
  pair: Pair,
  judgement: Judgement,
  findings: readonly Finding[],
  open: readonly Finding[],
): readonly string[] {
  return [...problemsBehind(pair, judgement, findings), ...(pair.verdicts.whole === 'unknown' ? open : [])]
    .map(({ fingerprint }) => fingerprint)
    .sort();
}

function problemsBehind(pair: Pair, judgement: Judgement, findings: readonly Finding[]): readonly Finding[] {
  if (pair.verdicts.whole === 'replicates' || pair.verdicts.whole === 'disabled') return [];
  if (pair.verdicts.whole === 'skipped') return findings.filter(({ rule }) => explainSkipped.has(rule));
  const problems = findings.filter(({ kind, level }) => kind === 'problem' && level === 'error');
  if (problems.length === 0) return problems;
  const classes = decisiveClasses(pair);
  const broken = brokenRules(judgement, classes);
  const refused = refusedRequests(pair, classes);
  return problems.filter(
    ({ rule, permission }) =>
      broken.has(rule) || (permission !== null && refused.has(requestId(permission.action, permission.resource))),
  );
}

function brokenRules({ preconditions }: Judgement, classes: readonly ObjectClass[]): ReadonlySet<string> {
  const broken = new Set<string>();
  for (const objectClass of classes) {
    for (const { rule, state } of forClass(preconditions, objectClass)) if (state === 'broken') broken.add(rule);
    // No precondition of its own: the key's policy, which nobody can change, is what refuses.
    if (isKms(objectClass)) broken.add('kms/aws-managed-key-cross-account');
  }
  return broken;
}

function requestId(action: string, resource: string): string {
  return `${action} ${resource}`;
}

function refusedRequests({ requests }: Pair, classes: readonly ObjectClass[]): ReadonlySet<string> {
  return new Set(
    requests.remarkable
      .filter(
        (request) =>
          classes.includes(request.objectClass) && countsForObjects(request) && request.decision.outcome !== 'allowed',
      )
      .map(({ action, resource }) => requestId(action, resource)),
  );
}
