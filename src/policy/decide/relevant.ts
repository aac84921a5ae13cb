/** Which statements of a policy speak of an action: looked up once, since a policy is asked for few actions, many times. */
import { matchesAction } from '../match/action.js';
import { resourceVariableKeys } from '../match/resource.js';
import type { PolicyDocument, Statement } from '../model.js';

export interface Relevant {
  readonly statement: Statement;
  /** False: its action element is one that nobody can read for sure. */
  readonly isCertain: boolean;
}

interface OfAction {
  readonly relevant: readonly Relevant[];
  asking: readonly Statement[] | null;
  /** See `statementsNumber`. */
  number: number | null | undefined;
}

interface Known {
  readonly byAction: Map<string, OfAction>;
  /** Each once: actions that are named together are looked after together. */
  readonly distinct: OfAction[];
}

const ofDocument = new WeakMap<PolicyDocument, Known>();
const none: OfAction = { relevant: [], asking: [], number: 0 };

function ofAction(document: PolicyDocument, action: string): OfAction {
  let known = ofDocument.get(document);
  if (known === undefined) ofDocument.set(document, (known = { byAction: new Map(), distinct: [] }));
  let found = known.byAction.get(action);
  if (found === undefined) known.byAction.set(action, (found = once(findRelevant(document, action), known.distinct)));
  return found;
}

function findRelevant(document: PolicyDocument, action: string): readonly Relevant[] {
  return document.statements.flatMap((statement) => {
    if (statement.inert !== null) return [];
    const match = matchesAction(statement.actions, action);
    return match === false ? [] : [{ statement, isCertain: match === true }];
  });
}

function once(relevant: readonly Relevant[], distinct: OfAction[]): OfAction {
  if (relevant.length === 0) return none;
  let found = distinct.find((before) => isSame(before.relevant, relevant));
  if (found === undefined) distinct.push((found = { relevant, asking: null, number: undefined }));
  return found;
}

function isSame(some: readonly Relevant[], others: readonly Relevant[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ statement, isCertain }, index) => {
      const other = others[index];
      return other?.statement === statement && other.isCertain === isCertain;
    })
  );
}

/** Statements whose action element covers the action. */
export function relevantStatements(document: PolicyDocument, action: string): readonly Relevant[] {
  return ofAction(document, action).relevant;
}

/** Those of them whose effect depends on condition keys: by a condition or by a policy variable. */
export function askingStatements(document: PolicyDocument, action: string): readonly Statement[] {
  return askingOf(ofAction(document, action), document);
}

function askingOf(found: OfAction, document: PolicyDocument): readonly Statement[] {
  return (found.asking ??= found.relevant
    .map(({ statement }) => statement)
    .filter((statement) => statement.conditions.length > 0 || resourceVariableKeys(statement, document).length > 0));
}

/**
 * The same number for actions that the same statements of the document speak of, whatever the action: null where a condition asks for a
 * key that only some actions carry.
 */
export function statementsNumber(document: PolicyDocument, action: string): number | null {
  const found = ofAction(document, action);
  if (found.number === undefined)
    found.number = askingOf(found, document).every(isAskingGlobally) ? numberOf(found, document) : null;
  return found.number;
}

function numberOf(found: OfAction, document: PolicyDocument): number {
  return 1 + (ofDocument.get(document)?.distinct.indexOf(found) ?? 0);
}

/** Every request carries the keys that begin with `aws:`, or is asked for them. Variables may be of any key: they are left alone. */
function isAskingGlobally({ conditions, resources }: Statement): boolean {
  return (
    conditions.every(({ key, values }) => key.startsWith('aws:') && !values.some((value) => value.includes('${'))) &&
    resources?.patterns.some((pattern) => pattern.includes('${')) !== true
  );
}
