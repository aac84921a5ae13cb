/** Policy documents as they stand in the facts: what is not known in them is left open where it stands. */
import { openText, openValueOf } from '../../../basics/stand-in.js';
import { Unknown, type Value, type ValueMap } from '../../terraform/model.js';
import { type DocumentKind, withOpenTest } from '../../terraform/resources/open-statements.js';
import { isList, isMap, isUnset } from '../../terraform/values.js';
import type { Marks } from '../template/marks.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type PolicyObject = { readonly [name: string]: Json };

interface Closing {
  readonly marks: Marks;
  readonly kind: DocumentKind;
}

/** Null = not set; Unknown = nothing of it is known. */
export function documentOf(
  value: Value | undefined,
  address: string,
  closing: Closing,
): PolicyObject | string | null | Unknown {
  const { marks } = closing;
  if (value instanceof Unknown) return value;
  if (isUnset(value)) return null;
  if (typeof value === 'string') return jsonText(value, address);
  if (!isMap(value)) return new Unknown(address, 'it is not a policy document');
  const closed: Record<string, Json> = {};
  for (const [name, part] of Object.entries(value))
    closed[name] = name === 'Statement' ? statements(part, closing) : closedPart(part, marks);
  return marks.as(closed, value);
}

/** CloudFormation takes a document as text, too. */
function jsonText(text: string, address: string): string | Unknown {
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return new Unknown(address, 'its text is not JSON, or not known as a whole');
  }
}

function statements(value: Value, { marks, kind }: Closing): Json {
  if (value instanceof Unknown) return anyStatement(value, kind);
  if (!isList(value)) return isMap(value) ? statementOf(value, marks) : closedPart(value, marks);
  return marks.as(
    value.flatMap((each): readonly Json[] => {
      if (each instanceof Unknown) return anyStatement(each, kind);
      const statement = isMap(each) ? statementOf(each, marks) : closedPart(each, marks);
      return isList(statement as Value) ? (statement as readonly Json[]) : [statement];
    }),
    value,
  );
}

/** Nobody knows whether it allows or denies. */
function anyStatement({ address }: Unknown, kind: DocumentKind): readonly PolicyObject[] {
  const anything = openText(address);
  return ['Allow', 'Deny'].map((Effect) => ({
    Effect,
    ...(kind === 'identity' ? {} : { Principal: { AWS: anything } }),
    Action: anything,
    ...(kind === 'trust' ? {} : { Resource: anything }),
  }));
}

function statementOf(value: ValueMap, marks: Marks): Json {
  const effect = openIn(value['Effect']);
  if (effect === null) return closedStatement(value, value, marks);
  // Either of them, and nobody knows which: each applies under a condition that may be met.
  return ['Allow', 'Deny'].map((Effect) => {
    const closed = closedStatement({ ...value, Effect }, value, marks);
    return { ...closed, Condition: withOpenTest(closed['Condition'], effect) };
  });
}

/** The address of a value that is open as a whole. */
function openIn(value: Value | undefined): string | null {
  if (value instanceof Unknown) return value.address;
  return typeof value === 'string' ? openValueOf(value) : null;
}

function closedStatement(value: ValueMap, from: ValueMap, marks: Marks): PolicyObject {
  const closed: Record<string, Json> = {};
  for (const [name, part] of Object.entries(value)) {
    if (part instanceof Unknown && (name === 'Principal' || name === 'NotPrincipal'))
      closed[name] = { AWS: openText(part.address) };
    // A condition that may or may not be met: any key that every request carries would do.
    else if (part instanceof Unknown && name === 'Condition')
      closed[name] = { StringLike: { 'aws:PrincipalArn': openText(part.address) } };
    else closed[name] = closedPart(part, marks);
  }
  return marks.as(closed, from);
}

/** IAM compares texts: CloudFormation's booleans and numbers become theirs. */
function closedPart(value: Value, marks: Marks): Json {
  if (value instanceof Unknown) return openText(value.address);
  if (isList(value))
    return marks.as(
      value.map((each) => closedPart(each, marks)),
      value,
    );
  if (isMap(value)) {
    const closed: Record<string, Json> = {};
    for (const [name, part] of Object.entries(value))
      Object.defineProperty(closed, name, {
        value: closedPart(part, marks),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    return marks.as(closed, value);
  }
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;
}
