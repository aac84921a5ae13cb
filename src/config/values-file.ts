/**
 * Files that give code what it does not say itself: parameters of templates, and which template is deployed where. JSON or YAML, in the
 * forms in which the AWS CLI, CodePipeline and git sync have them.
 * Sources: AWS CLI Command Reference, "create-stack", "deploy" (--parameter-overrides); CodePipeline User Guide, "CloudFormation template
 * configuration file"; CloudFormation User Guide, "Git sync deployment file".
 */
import { isAccountId } from '../basics/aws-names.js';
import { ExpectedError } from '../basics/expected-error.js';
import { didYouMean } from '../basics/nearest-name.js';
import type { Fault } from './fault.js';
import type { LocatedText, Path } from './located-text.js';
import { parseJson } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';
import { isObject, type JsonObject } from './json-object.js';
import { isRegion } from './region-name.js';
import { samOverrides, type SamParameters, samParametersOf } from './sam-config.js';

interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Text, as CloudFormation takes it; a list of texts for a parameter that is a list. */
export type ParameterValue = string | readonly string[];
export type Parameters = Readonly<Record<string, ParameterValue>>;

export interface DeploymentEntry {
  readonly file: string;
  readonly stack?: string;
  readonly account?: string;
  readonly region?: string;
  /** As values, or the name of a file that holds them. */
  readonly parameters?: Parameters | string;
}

const mostShown = 20;

/** Every fault at its `file:line:column`. Exit code 2. */
class ValuesFault extends ExpectedError {
  override readonly name = 'ValuesFault';

  constructor(what: string, file: string, faults: readonly Fault[], advice: string) {
    const lines = faults
      .slice(0, mostShown)
      .map(({ line, column, message }) => `  ${file}:${line}:${column} ${message}`);
    const more = faults.length > mostShown ? [`  and ${faults.length - mostShown} more`] : [];
    super([what, ...lines, ...more].join('\n'), advice);
  }
}

const parameterAdvice =
  'Write {"NAME": "VALUE"}, a list of {"ParameterKey", "ParameterValue"}, a list of "NAME=VALUE", or {"Parameters": {"NAME": "VALUE"}}, as JSON or YAML, or name a samconfig.toml.';

/** @throws ExpectedError with every fault and its place */
export function readParameters({ name, text }: NamedText): Parameters {
  const located = parametersText(name, text);
  const reader = new Reader(located);
  const parameters = located.faults.length > 0 ? {} : reader.parameters(located.value);
  const faults = [...located.faults, ...reader.faults];
  if (faults.length > 0) throw new ValuesFault('The parameters cannot be read.', name, faults, parameterAdvice);
  return parameters;
}

/** A configuration of SAM holds them as a list, or as words. */
function parametersText(name: string, text: string): LocatedText {
  const toml = samParametersOf(name, text);
  if (toml !== null) return listOf(toml);
  const located = parse(name, text);
  const sam = located.faults.length > 0 ? null : samOverrides(located.value);
  return sam === null ? located : listOf(sam);
}

/** Where in the file one of them stands is not known. */
function listOf({ listed, faults }: SamParameters): LocatedText {
  return { value: listed, faults, place: () => ({ line: 1, column: 1 }) };
}

const deploymentAdvice =
  'Write a list of { file, stack, account, region, parameters }, as JSON or YAML; `file` is the template, `parameters` a mapping or a file.';

/** @throws ExpectedError with every fault and its place */
export function readDeployments({ name, text }: NamedText): readonly DeploymentEntry[] {
  const located = parse(name, text);
  const reader = new Reader(located);
  const deployments = located.faults.length > 0 ? [] : reader.deployments(located.value);
  const faults = [...located.faults, ...reader.faults];
  if (faults.length > 0) throw new ValuesFault('The deployments cannot be read.', name, faults, deploymentAdvice);
  return deployments;
}

function parse(name: string, text: string): LocatedText {
  return name.endsWith('.json') || /^\s*[[{]/u.test(text) ? parseJson(text) : parseYaml(text);
}

const deploymentMembers = ['file', 'stack', 'account', 'region', 'parameters'];

class Reader {
  readonly faults: Fault[] = [];
  readonly #located: LocatedText;

  constructor(located: LocatedText) {
    this.#located = located;
  }

  parameters(value: unknown, path: Path = []): Parameters {
    if (Array.isArray(value)) return this.#listed(value, path);
    if (!isObject(value)) {
      this.#fault(path, 'The parameters must be a mapping or a list.');
      return {};
    }
    const member = ['Parameters', 'parameters'].find((each) => isObject(value[each]) || Array.isArray(value[each]));
    if (member !== undefined) return this.parameters(value[member], [...path, member]);
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, each]) => {
        const read = this.#value(each, [...path, name]);
        return read === null ? [] : [[name, read] as const];
      }),
    );
  }

  deployments(value: unknown): readonly DeploymentEntry[] {
    const list = isObject(value) && Array.isArray(value.deployments) ? value.deployments : value;
    const above: Path = list === value ? [] : ['deployments'];
    if (!Array.isArray(list)) {
      this.#fault([], 'The file must hold a list of deployments.');
      return [];
    }
    return list.flatMap((entry: unknown, index) => this.#deployment(entry, [...above, index]) ?? []);
  }

  #deployment(entry: unknown, path: Path): DeploymentEntry | null {
    if (!isObject(entry)) {
      this.#fault(path, 'A deployment must be a mapping with `file`.');
      return null;
    }
    for (const name of Object.keys(entry))
      if (!deploymentMembers.includes(name))
        this.#fault(
          [...path, name],
          `A deployment has no \`${name.slice(0, 80)}\`.${didYouMean(name, deploymentMembers)}`,
          'key',
        );
    const file = this.#text(entry, 'file', path);
    if (file === undefined) this.#fault(path, 'A deployment must say which template it is of: `file` is missing.');
    const account = this.#text(entry, 'account', path);
    if (account !== undefined && !isAccountId(account))
      this.#fault([...path, 'account'], '`account` must be an account id of twelve digits.');
    const region = this.#text(entry, 'region', path);
    if (region !== undefined && !isRegion(region))
      this.#fault([...path, 'region'], '`region` must be a Region such as eu-west-1.');
    const stack = this.#text(entry, 'stack', path);
    const { parameters } = entry;
    const given = [...path, 'parameters'];
    return {
      file: file ?? '',
      ...(stack === undefined ? {} : { stack }),
      ...(account === undefined ? {} : { account }),
      ...(region === undefined ? {} : { region }),
      ...(parameters === undefined
        ? {}
        : { parameters: typeof parameters === 'string' ? parameters : this.parameters(parameters, given) }),
    };
  }

  #text(entry: JsonObject, name: string, path: Path): string | undefined {
    const value = entry[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
    this.#fault([...path, name], `\`${name}\` must be a text.`);
    return undefined;
  }

  /** `{ ParameterKey, ParameterValue }`, or `NAME=VALUE`. One that keeps its previous value is not known. */
  #listed(list: readonly unknown[], path: Path): Parameters {
    const found: [string, ParameterValue][] = [];
    for (const [index, entry] of list.entries()) {
      const at = [...path, index];
      if (typeof entry === 'string') {
        const equals = entry.indexOf('=');
        if (equals > 0) found.push([entry.slice(0, equals), entry.slice(equals + 1)]);
        else this.#fault(at, 'A parameter in a list must be NAME=VALUE.');
      } else if (isObject(entry) && typeof entry.ParameterKey === 'string') {
        if (entry.UsePreviousValue === true) continue;
        const value = this.#value(entry.ParameterValue, [...at, 'ParameterValue']);
        if (value !== null) found.push([entry.ParameterKey, value]);
      } else this.#fault(at, 'A parameter in a list must be NAME=VALUE, or have `ParameterKey` and `ParameterValue`.');
    }
    return Object.fromEntries(found);
  }

  #value(value: unknown, path: Path): ParameterValue | null {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (Array.isArray(value) && value.every((each) => !isObject(each) && !Array.isArray(each) && each !== null))
      return value.map(String);
    this.#fault(path, 'The value of a parameter must be a text, a number, true or false, or a list of them.');
    return null;
  }

  #fault(path: Path, message: string, of: 'key' | 'value' = 'value'): void {
    this.faults.push({ ...this.#located.place(path, of), message });
  }
}
