/** The Allow statement that comes closest to a request, and the first part of it that does not fit. */
import { evaluateTest } from '../conditions/condition-block.js';
import type { Lookup } from '../conditions/context.js';
import { relevantStatements } from '../decide/relevant.js';
import { never } from '../extent.js';
import { matchPrincipal } from '../match/principal.js';
import { matchResource } from '../match/resource.js';
import type {
  AccessRequest,
  CauseOfDenial,
  ConditionTest,
  Misfit,
  PolicyInForce,
  Statement,
  StatementReference,
} from '../model.js';
import { noNotes } from '../notes.js';
import { contains, matchesGlob, parseGlob } from '../strings/index.js';
import { reference } from './statements.js';
import { callerText, listText, principalsText, testText, textOf } from './texts.js';

export interface ClosestStatement {
  readonly cause: CauseOfDenial;
  readonly misfit: Misfit;
  readonly reference: StatementReference;
}

type MisfitPart = Omit<Misfit, 'isOneOfSeveral'>;

/** Among statements that miss equally much, the one that fails on a condition is nearer than one for other resources. */
const partRank: Record<Misfit['part'], number> = { condition: 0, resource: 1, principal: 2, action: 3 };

const causeOfMisfit: Record<Misfit['part'], CauseOfDenial> = {
  condition: 'condition-not-met',
  resource: 'wrong-resource',
  principal: 'wrong-principal',
  action: 'no-statement',
};

export interface ClosestScope {
  readonly request: AccessRequest;
  readonly lookup: Lookup;
  /** A key that is not allowed. */
  readonly key: string;
}

/** The Allow statement that fits the action and misses the fewest other parts. */
export function closestStatement(policies: readonly PolicyInForce[], scope: ClosestScope): ClosestStatement | null {
  let best: (ClosestStatement & { readonly misfits: number; readonly rank: number }) | null = null;
  for (const policy of policies) {
    for (const { statement } of relevantStatements(policy.document, scope.request.action)) {
      if (statement.effect !== 'Allow') continue;
      const misfits = misfitsOf(policy, statement, scope);
      const first = misfits[0];
      if (first === undefined) continue;
      const rank = partRank[first.part];
      if (best !== null && (best.misfits < misfits.length || (best.misfits === misfits.length && best.rank <= rank)))
        continue;
      best = {
        misfits: misfits.length,
        rank,
        misfit: { ...first, isOneOfSeveral: misfits.length > 1 },
        cause: causeOfMisfit[first.part],
        reference: reference(policy, statement, 'near-miss'),
      };
    }
  }
  return best;
}

function misfitsOf(policy: PolicyInForce, statement: Statement, scope: ClosestScope): readonly MisfitPart[] {
  return [
    ...principalMisfit(statement, scope),
    ...resourceMisfit(policy, statement, scope),
    ...conditionMisfit(policy, statement, scope),
  ];
}

function* principalMisfit(statement: Statement, { request }: ClosestScope): Iterable<MisfitPart> {
  if (statement.principals === null) return;
  const scope = { principal: request.principal, statement, hasBoundary: null, notes: noNotes };
  if (matchPrincipal(statement.principals, scope).holds !== never) return;
  yield {
    part: 'principal',
    expected: principalsText(statement),
    actual: callerText(request),
    trap: statement.principals.entries.some((entry) => entry.kind === 'nobody' && isPattern(entry.text))
      ? 'principal-wildcard'
      : null,
    path: `${statement.path}.${statement.principals.not ? 'NotPrincipal' : 'Principal'}`,
  };
}

function* resourceMisfit(policy: PolicyInForce, statement: Statement, scope: ClosestScope): Iterable<MisfitPart> {
  const { request, lookup, key } = scope;
  const resource = matchResource(statement, policy.document, { request, lookup, notes: noNotes });
  if (contains(resource.possible, key)) return;
  const element = statement.resources;
  yield {
    part: 'resource',
    expected: listText(element?.patterns ?? []),
    actual: textOf(request.resource, key),
    trap: null,
    path: `${statement.path}.${element?.not === true ? 'NotResource' : 'Resource'}`,
  };
}

function* conditionMisfit(policy: PolicyInForce, statement: Statement, scope: ClosestScope): Iterable<MisfitPart> {
  const { lookup, key } = scope;
  const failing = statement.conditions.find(
    (test) => !contains(evaluateTest(test, policy.document, { lookup, notes: noNotes }).possible, key),
  );
  if (failing === undefined) return;
  yield {
    part: 'condition',
    expected: testText(failing),
    actual: contextText(failing.key, scope),
    trap: isTakenLiterally(failing, scope) ? 'literal-wildcard' : null,
    path: failing.path,
  };
}

function isPattern(text: string): boolean {
  return /[*?]/u.test(text);
}

/** A value that would match if its wildcards counted. */
function isTakenLiterally(
  { operator, key: conditionKey, values }: ConditionTest,
  { lookup, key }: ClosestScope,
): boolean {
  if (operator !== 'StringEquals' && operator !== 'StringEqualsIgnoreCase') return false;
  const found = lookup(conditionKey);
  if (found.state !== 'present') return false;
  const carried = found.values.map((value) => textOf(value, key));
  return values.some((value) => isPattern(value) && carried.some((text) => matchesGlob(parseGlob(value), text)));
}

function contextText(conditionKey: string, { lookup, key }: ClosestScope): string {
  const found = lookup(conditionKey);
  if (found.state === 'absent') return `${conditionKey} is not in the request`;
  if (found.state === 'unresolved') return `${conditionKey} is not known`;
  return listText(found.values.map((value) => textOf(value, key)));
}
