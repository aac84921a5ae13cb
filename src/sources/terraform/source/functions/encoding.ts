/** Functions that write or read other languages. Source: Terraform Language, "Built-in Functions". */
import { parse as parseYaml } from 'yaml';
import { hasStandIn, openText } from '../../../../basics/stand-in.js';
import { Unknown, type Value } from '../../model.js';
import { isList, isMap } from '../../values.js';
import { HclError } from '../hcl/hcl-error.js';
import { byBytes, toText } from '../hcl/values.js';

type Table = Readonly<Record<string, (...given: Value[]) => Value>>;
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

export const encodingFunctions: Table = {
  // Terraform escapes these, which means the same.
  jsonencode: (value) =>
    JSON.stringify(closedJson(value ?? null)).replaceAll(
      /[<>&\u2028\u2029]/gu,
      (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  jsondecode: decoded('jsondecode', (text) => JSON.parse(text) as unknown),
  yamldecode: decoded('yamldecode', (text) => parseYaml(text, { schema: 'core', maxAliasCount: 100 }) as unknown),
  base64encode: (value) => {
    const text = toText(value ?? null);
    if (text instanceof Unknown) return text;
    return hasStandIn(text)
      ? new Unknown('base64encode()', 'its text is not known as a whole')
      : Buffer.from(text).toString('base64');
  },
  base64decode: (value) => {
    const text = toText(value ?? null);
    return text instanceof Unknown ? text : Buffer.from(text, 'base64').toString('utf8');
  },
  urlencode: (value) => {
    const text = toText(value ?? null);
    return text instanceof Unknown || hasStandIn(text)
      ? new Unknown('urlencode()', 'its text is not known as a whole')
      : encodeURIComponent(text)
          .replaceAll(/[!*'()]/gu, (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`)
          .replaceAll('%20', '+');
  },
};
