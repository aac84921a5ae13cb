/** What the statements of a decision ask about: condition keys whose value is open. */
import { contextValue } from '../conditions/context.js';
import { parseTemplate, variableKeys } from '../conditions/variables.js';
import { resourceVariableKeys } from '../match/resource.js';
import type { AccessRequest, Authorities, ConditionTest, Evidence, PolicyInForce, Statement } from '../model.js';
import { askingStatements } from './relevant.js';

const documents = new WeakMap<Authorities, readonly PolicyInForce[]>();

/** Every policy document in play. Kept, since the same authorities decide many requests. */
export function documentsOf(authorities: Authorities): readonly PolicyInForce[] {
  let found = documents.get(authorities);
  if (found === undefined) documents.set(authorities, (found = findDocuments(authorities)));
  return found;
}

function findDocuments(authorities: Authorities): readonly PolicyInForce[] {
  const documents: PolicyInForce[] = [];
  const add = (evidence: Evidence<PolicyInForce>): void => {
    if (evidence.state === 'known') documents.push(evidence.value);
  };
  if (authorities.identity.state === 'known') authorities.identity.value.forEach(add);
  add(authorities.permissionsBoundary);
  add(authorities.session);
  add(authorities.resource);
  for (const levels of [authorities.serviceControl, authorities.resourceControl]) {
    if (levels.state !== 'known') continue;
    for (const level of levels.value)
      if (level.policies.state === 'known') for (const each of level.policies.value) documents.push(each);
  }
  return documents;
}

export interface AskedKeys {
  readonly tests: readonly ConditionTest[];
  readonly variables: readonly string[];
}

const noneAsked: AskedKeys = { tests: [], variables: [] };

/** Condition tests and policy variables of the statements whose action fits, where the key's value is open. */
export function openKeysAskedFor(request: AccessRequest, authorities: Authorities): AskedKeys {
  let questions: { tests: ConditionTest[]; variables: string[] } | null = null;
  const isOpen = (key: string): boolean => {
    const { state } = contextValue(request, key);
    return state === 'one-of' || state === 'unknown';
  };
  const ask = (statement: Statement, policy: PolicyInForce): void => {
    for (const test of statement.conditions) {
      if (isOpen(test.key)) (questions ??= { tests: [], variables: [] }).tests.push(test);
      if (policy.document.version !== '2012-10-17') continue;
      for (const value of test.values) {
        if (!value.includes('${')) continue;
        const keys = variableKeys(parseTemplate(value, true)).filter(isOpen);
        for (const key of keys) (questions ??= { tests: [], variables: [] }).variables.push(key);
      }
    }
    const keys = resourceVariableKeys(statement, policy.document).filter(isOpen);
    for (const key of keys) (questions ??= { tests: [], variables: [] }).variables.push(key);
  };
  for (const policy of documentsOf(authorities)) {
    if (!policy.document.valid) continue;
    for (const statement of askingStatements(policy.document, request.action)) ask(statement, policy);
  }
  return questions ?? noneAsked;
}
