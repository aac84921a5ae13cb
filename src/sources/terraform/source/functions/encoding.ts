/** Functions that write or read other languages. Source: Terraform Language, "Built-in Functions". */
import { parse as parseYaml } from 'yaml';
import { hasStandIn, openText } from '../../../../basics/stand-in.js';
import { Unknown, type Value } from '../../model.js';
import { isList, isMap } from '../../values.js';
import { HclError } from '../hcl/hcl-error.js';
import { byBytes, toText } from '../hcl/values.js';
import type { Table } from './given.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Names in order, and parts that are not known as open texts: the rest of a document stays. */
export function closedJson(value: Value): Json {
  if (value instanceof Unknown) return openText(value.address);
  if (isList(value)) return value.map(closedJson);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort(byBytes)
      .map((name) => [name, closedJson(value[name] ?? null)]),
  );
}

/** Terraform escapes these, which means the same. */
export function escapedJson(json: Json): string {
  return JSON.stringify(json).replaceAll(
    /[<>&\u2028\u2029]/gu,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function decoded(name: string, parse: (text: string) => unknown): (...given: Value[]) => Value {
  return (value) => {
    const text = toText(value ?? null);
    if (text instanceof Unknown) return text;
    try {
      return parse(text) as Value;
    } catch {
      if (hasStandIn(text)) return new Unknown(`${name}()`, 'its text is not known as a whole');
      throw new HclError(`${name}() finds a text that it does not understand`);
    }
  };
}

/** A text that is known as a whole; any other leaves the result open. */
function onWhole(name: string, work: (text: string) => Value): (...given: Value[]) => Value {
  return (value) => {
    const text = toText(value ?? null);
    if (text instanceof Unknown) return text;
    return hasStandIn(text) ? new Unknown(`${name}()`, 'its text is not known as a whole') : work(text);
  };
}

function fromBase64(text: string): Value {
  const bytes = Buffer.from(text, 'base64');
  const decodedText = bytes.toString('utf8');
  const isWhole = bytes.toString('base64') === text.replaceAll(/[\r\n]/gu, '');
  if (!isWhole || !Buffer.from(decodedText).equals(bytes))
    throw new HclError('base64decode() finds a text that is not base64 of text');
  return decodedText;
}

/** @throws Error where there is no document */
function yamlOf(text: string): unknown {
  const value = parseYaml(text, { schema: 'core', maxAliasCount: 100 }) as unknown;
  if (value === null && !/null|~|:|-/iu.test(text)) throw new Error('no document');
  return value;
}

export const encodingFunctions: Table = {
  jsonencode: (value) => escapedJson(closedJson(value ?? null)),
  jsondecode: decoded('jsondecode', (text) => JSON.parse(text) as unknown),
  yamldecode: decoded('yamldecode', yamlOf),
  base64encode: onWhole('base64encode', (text) => Buffer.from(text).toString('base64')),
  base64decode: onWhole('base64decode', fromBase64),
  urlencode: onWhole('urlencode', (text) =>
    encodeURIComponent(text)
      .replaceAll(/[!*'()]/gu, (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`)
      .replaceAll('%20', '+'),
  ),
};
