/**
 * `samconfig.toml`, or the same as YAML: the parameters that `sam deploy` overrides, of one environment.
 * Source: AWS SAM Developer Guide, "AWS SAM CLI configuration file"; AWS SAM CLI Command Reference, "sam deploy" (--parameter-overrides).
 */
import { parse, TomlError } from 'smol-toml';
import type { Fault } from './fault.js';
import { isObject, type JsonObject } from './json-object.js';

export interface SamParameters {
  /** `NAME=VALUE`, or what else stands in the list. */
  readonly listed: readonly unknown[];
  readonly faults: readonly Fault[];
}

/** Null where the text is not TOML by its file's name. */
export function samParametersOf(name: string, text: string): SamParameters | null {
  if (!name.toLowerCase().endsWith('.toml')) return null;
  try {
    return overridesIn(parse(text, { integersAsBigInt: true }));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [what = ''] = error.message.split('\n');
    return {
      listed: [],
      faults: [{ line: error.line, column: error.column, message: `This is not TOML: ${what.slice(0, 200)}.` }],
    };
  }
}

/** Null where the value does not look like a configuration of SAM. */
export function samOverrides(value: unknown): SamParameters | null {
  return isObject(value) && Object.values(value).some((each) => overridesOf(each) !== undefined)
    ? overridesIn(value)
    : null;
}

function overridesIn(value: unknown): SamParameters {
  const environments = Object.entries(isObject(value) ? value : {}).flatMap(([name, each]) => {
    const overrides = overridesOf(each);
    return overrides === undefined ? [] : [{ name, overrides }];
  });
  const chosen = environments.find(({ name }) => name === 'default') ?? environments[0];
  if (chosen === undefined) return fault('The file holds no `parameter_overrides`: there is nothing to take from it.');
  if (chosen.name !== 'default' && environments.length > 1)
    return fault(
      `The file has parameters of several environments and none is \`default\`: ${environments
        .map(({ name }) => name.slice(0, 40))
        .slice(0, 5)
        .join(', ')}. Write those that you mean into a file of their own.`,
    );
  const { overrides } = chosen;
  if (typeof overrides === 'string') return { listed: wordsIn(overrides).map(plainForm), faults: [] };
  if (Array.isArray(overrides))
    return {
      listed: overrides.map((each: unknown) => (typeof each === 'string' ? plainForm(unquoted(each)) : each)),
      faults: [],
    };
  return {
    listed: Object.entries(overrides as JsonObject).map(([name, each]) => `${name}=${String(each)}`),
    faults: [],
  };
}

function fault(message: string): SamParameters {
  return { listed: [], faults: [{ line: 1, column: 1, message }] };
}

function overridesOf(environment: unknown): unknown {
  return ['deploy', 'global']
    .map((command) => memberOf(memberOf(memberOf(environment, command), 'parameters'), 'parameter_overrides'))
    .find((found) => typeof found === 'string' || (typeof found === 'object' && found !== null));
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Words as a shell cuts them: quotes hold a word together, and do not belong to it. */
function wordsIn(text: string): readonly string[] {
  return (text.match(/(?:[^\s"']|"(?:[^"\\]|\\.)*"|'[^']*')+/gu) ?? []).map(unquoted);
}

function unquoted(word: string): string {
  return word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/gu, (_, double: string | undefined, single: string | undefined) =>
    double === undefined ? (single ?? '') : double.replace(/\\(.)/gu, '$1'),
  );
}

/** `ParameterKey=K,ParameterValue=V` says the same as `K=V`. */
function plainForm(word: string): string {
  const [, name, value] = /^ParameterKey=([^,]+),ParameterValue=([\s\S]*)$/u.exec(word) ?? [];
  return name === undefined ? word : `${name}=${value ?? ''}`;
}
