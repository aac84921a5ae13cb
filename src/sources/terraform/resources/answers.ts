/** Values as answers of AWS: what is not known is known only after deployment. */
import { capital } from '../../../basics/capital.js';
import type { Failed } from '../../snapshot/snapshot-shape.js';
import { addressesIn } from '../../../basics/stand-in.js';
import { Unknown, type Value } from '../model.js';
import { isUnset, textOf } from '../values.js';
import { type DocumentKind, withOpenStatements } from './open-statements.js';

/** In place of the answer that an unknown value would give. */
export function openAnswer({ address, why }: Unknown): Failed {
  return { Unresolved: { address, ...(why === '' ? {} : { why: sentence(why) }) } };
}

function sentence(clause: string): string {
  return `${capital(clause)}.`;
}

/** The error that AWS answers with where there is none. */
export function none(code: string): Failed {
  return { Error: { Code: code } };
}

/**
 * A policy document as it stands in the facts; null = not set.
 * @param address of the attribute, for a text that is not JSON because parts of it are not known
 */
export function documentOf(value: Value | undefined, address: string, kind: DocumentKind): string | null | Unknown {
  if (value instanceof Unknown) return value;
  if (isUnset(value)) return null;
  const text = textOf(value);
  if (text === null) return new Unknown(address, 'it is not a text');
  const [open] = addressesIn(text);
  if (open === undefined) return text;
  return isJson(text) ? withOpenStatements(text, kind) : new Unknown(open, `${address} depends on it`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
