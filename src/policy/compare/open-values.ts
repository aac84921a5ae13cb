/**
 * Where a comparison hangs on a value that code leaves open. Each is compared as a value of its own, equal to itself alone. That proves
 * inclusion for every value it may have, unless the reference takes something away: then the value may be just what is taken away.
 */
import { holdsOpenValue } from '../../basics/stand-in.js';
import type { PolicyInForce, Statement } from '../model.js';

/** @returns whether "included" is not proved for every value */
export function mayDifferByValue(subject: readonly PolicyInForce[], reference: readonly PolicyInForce[]): boolean {
  const all = [...subject, ...reference];
  if (!all.some(({ document }) => holdsOpenValue(textOf(document.statements)))) return false;
  const denied = new Set(statementsOf(subject).flatMap((each) => (each.effect === 'Deny' ? [meaningOf(each)] : [])));
  // What both deny is nothing that the subject allows.
  const carved = statementsOf(reference).filter((each) => takesAway(each) && !denied.has(meaningOf(each)));
  if (carved.length === 0) return false;
  return carved.some((each) => holdsOpenValue(textOf(each))) || statementsOf(subject).some((each) => givesOpen(each));
}

function statementsOf(policies: readonly PolicyInForce[]): readonly Statement[] {
  return policies.flatMap(({ document }) => document.statements);
}

function isOpposite({ actions, resources, principals }: Statement): boolean {
  return actions.not || resources?.not === true || principals?.not === true;
}

function takesAway(statement: Statement): boolean {
  return statement.effect === 'Deny' || isOpposite(statement);
}

function givesOpen(statement: Statement): boolean {
  return (statement.effect === 'Allow' || isOpposite(statement)) && holdsOpenValue(textOf(statement));
}

/** Conditions have an answer of their own for such values. */
function textOf(statements: Statement | readonly Statement[]): string {
  return JSON.stringify(
    [statements].flat().map(({ principals, actions, resources }) => [principals, actions, resources]),
  );
}

function meaningOf({ principals, actions, resources, conditions, inert, uncertain }: Statement): string {
  return JSON.stringify([principals, actions, resources, conditions, inert, uncertain]);
}
