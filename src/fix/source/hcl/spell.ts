/** Values in the language of Terraform, and in JSON that stands in a text of it. */
import { Expression, inQuotes, valueText, type Value } from '../../../reporters/text/hcl.js';
import { isObject } from '../../change/json-place.js';
import { partsOf, type Name } from './names.js';

/** Undefined where the value holds what has no name here. */
export function hclValue(value: unknown, names: readonly Name[]): Value | undefined {
  if (typeof value === 'string') return textValue(value, names);
  if (Array.isArray(value)) {
    const items = value.map((each) => hclValue(each, names));
    return items.some((each) => each === undefined) ? undefined : (items as readonly Value[]);
  }
  if (!isObject(value)) return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
  const members = Object.entries(value).map(([name, member]) => [name, hclValue(member, names)] as const);
  if (members.some(([, member]) => member === undefined)) return undefined;
  return Object.fromEntries(members as readonly (readonly [string, Value])[]);
}

function textValue(text: string, names: readonly Name[]): Value | undefined {
  const parts = partsOf(text, names);
  if (parts === undefined) return undefined;
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return 'text' in only ? only.text : new Expression(only.expression);
  const inside = parts.map((part) => ('text' in part ? inQuotes(part.text) : `\${${part.expression}}`));
  return new Expression(`"${inside.join('')}"`);
}

/** On one line, or as `terraform fmt` breaks it. */
export function hclText(value: Value, isLong: boolean): string {
  if (isLong || typeof value !== 'object' || value instanceof Expression) return valueText(value);
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map((each) => hclText(each, false)).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `${memberName(name)} = ${hclText(member, false)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

export function memberName(name: string): string {
  return /^[A-Za-z_][\w-]*$/u.test(name) ? name : `"${inQuotes(name)}"`;
}

/** JSON inside of a template. Undefined where a name would need quotes of its own, or there is none. */
export function jsonInTemplate(value: unknown, names: readonly Name[], unit: string | null): string | undefined {
  const expressions: string[] = [];
  const spelled = withReferences(value, names, expressions);
  if (spelled === undefined || expressions.some((each) => each.includes('"'))) return undefined;
  return JSON.stringify(spelled, null, unit ?? undefined);
}

function withReferences(value: unknown, names: readonly Name[], used: string[]): unknown {
  if (typeof value === 'string') {
    const parts = partsOf(value, names)?.map((part) => {
      if ('text' in part) return part.text.replaceAll('${', () => '$${').replaceAll('%{', () => '%%{');
      used.push(part.expression);
      return `\${${part.expression}}`;
    });
    return parts?.join('');
  }
  if (Array.isArray(value)) {
    const items = value.map((each) => withReferences(each, names, used));
    return items.includes(undefined) ? undefined : items;
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withReferences(member, names, used)] as const);
  return members.some(([, member]) => member === undefined) ? undefined : Object.fromEntries(members);
}
