/**
 * What AWS says of stacks that are deployed: where they are, with which parameters, how their resources are called, what they export.
 * Source: CloudFormation API Reference, Stack, StackResource, StackResourceSummary, Export.
 */
import { isAccountId } from '../../../basics/aws-names.js';
import type { InputFile } from '../../input-file.js';
import { isObject, type JsonObject } from '../../shape.js';
import type { Source } from '../source.js';
import type { Template } from '../template/template.js';
import { hasLoop } from '../template/node.js';

type Stated = NonNullable<Source['stated']>;

interface DeployedStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Parameters whose values AWS does not show. */
  readonly hidden: readonly string[];
  readonly outputs: ReadonlyMap<string, string>;
}

interface Export {
  readonly name: string;
  readonly value: string;
  readonly account: string;
  readonly region: string;
}

interface Resources {
  readonly file: string;
  /** Null: the answer does not say. */
  readonly stackName: string | null;
  readonly ids: ReadonlyMap<string, string>;
  /** By logical ID, as far as the answer says them. */
  readonly types: ReadonlyMap<string, string>;
}

type Named = Pick<Resources, 'ids' | 'types'>;

const policyTypes = new Set(['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy']);

interface Where {
  readonly account: string;
  readonly region: string;
}

export class Deployed {
  readonly #stacks: DeployedStack[] = [];
  readonly #resources: Resources[] = [];
  readonly #exports: Export[] = [];

  constructor(files: readonly InputFile[]) {
    for (const { name, json } of files) {
      const value = json?.value;
      if (!isObject(value)) continue;
      for (const stack of objectsIn(value['Stacks'])) this.#addStack(stack);
      this.#addResources(name, [...objectsIn(value['StackResources']), ...objectsIn(value['StackResourceSummaries'])]);
      for (const each of objectsIn(value['Exports'])) {
        const at = whereOf(textOf(each['ExportingStackId']));
        const [exported, text] = [textOf(each['Name']), textOf(each['Value'])];
        if (at !== null && exported !== null && text !== null)
          this.#exports.push({ ...at, name: exported, value: text });
      }
    }
  }

  /** What is known of the stack that a template is; null where nothing says which one it is. */
  statedOf(file: string, template: Template, isOnlyTemplate: boolean): Stated | null {
    const stack = this.#stackOf(file, template, isOnlyTemplate);
    const ids = this.#idsOf(file, template, stack?.name ?? null);
    if (stack === null && ids === null) return null;
    return {
      ...(stack === null
        ? {}
        : { stackName: stack.name, account: stack.account, region: stack.region, parameters: stack.parameters }),
      ...(ids === null ? {} : this.#names(ids, template)),
    };
  }

  #names({ ids, types }: Named, { resources }: Template): Pick<Stated, 'physicalIds' | 'removedPolicies'> {
    const removed = [...ids.keys()].filter((id) => !resources.has(id) && policyTypes.has(types.get(id) ?? ''));
    return { physicalIds: ids, ...(removed.length === 0 ? {} : { removedPolicies: removed }) };
  }

  /** What is known of a stack that another one makes. */
  nested(stackId: string | null, template: Template): Stated {
    const name = /:stack\/([^/]+)\//u.exec(stackId ?? '')?.[1] ?? null;
    const ids = this.#idsOf('', template, name);
    return { ...(name === null ? {} : { stackName: name }), ...(ids === null ? {} : this.#names(ids, template)) };
  }

  /** Of the same account and Region, as far as those of the template are known. */
  exported(name: string, from: Where): string | null {
    const known = this.#exports.filter((each) => each.name === name);
    const here = known.find((each) => each.account === from.account && each.region === from.region);
    const [first] = known;
    if (here !== undefined) return here.value;
    const isPlaced = isAccountId(from.account) && /^[a-z0-9-]+$/u.test(from.region);
    return known.length === 1 && first !== undefined && !isPlaced ? first.value : null;
  }

  output(stackName: string, output: string, at: Where): string | null {
    const found = this.#stacks.find(
      (stack) => stack.name === stackName && stack.account === at.account && stack.region === at.region,
    );
    return found?.outputs.get(output) ?? null;
  }

  #addStack(stack: JsonObject): void {
    const at = whereOf(textOf(stack['StackId']));
    const name = textOf(stack['StackName']);
    if (at === null || name === null) return;
    const parameters: Record<string, string> = {};
    const hidden: string[] = [];
    for (const each of objectsIn(stack['Parameters'])) {
      const [key, value] = [
        textOf(each['ParameterKey']),
        textOf(each['ResolvedValue']) ?? textOf(each['ParameterValue']),
      ];
      // AWS shows stars in place of what is not to be shown.
      if (key === null) continue;
      if (value === null || /^\*+$/u.test(value)) hidden.push(key);
      else parameters[key] = value;
    }
    const outputs = new Map<string, string>();
    for (const each of objectsIn(stack['Outputs'])) {
      const [key, value, exported] = [
        textOf(each['OutputKey']),
        textOf(each['OutputValue']),
        textOf(each['ExportName']),
      ];
      if (key === null || value === null) continue;
      outputs.set(key, value);
      if (exported !== null) this.#exports.push({ ...at, name: exported, value });
    }
    this.#stacks.push({ ...at, name, parameters, hidden, outputs });
  }

  #addResources(file: string, resources: readonly JsonObject[]): void {
    const byStack = new Map<string | null, Map<string, string>>();
    const types = new Map<string, string>();
    for (const each of resources) {
      const [logical, type] = [textOf(each['LogicalResourceId']), textOf(each['ResourceType'])];
      if (logical !== null && type !== null) types.set(logical, type);
      const physical = textOf(each['PhysicalResourceId']);
      if (logical === null || physical === null || physical === '') continue;
      if (textOf(each['ResourceStatus'])?.startsWith('DELETE_COMPLETE') === true) continue;
      const stackName = textOf(each['StackName']);
      const ids = byStack.get(stackName) ?? new Map<string, string>();
      byStack.set(stackName, ids.set(logical, physical));
    }
    for (const [stackName, ids] of byStack) this.#resources.push({ file, stackName, ids, types });
  }

  #stackOf(file: string, template: Template, isOnlyTemplate: boolean): DeployedStack | null {
    const named = this.#stacks.filter(({ name }) => namesStack(file, name));
    if (named.length > 0) return one(longest(named));
    const fitting = this.#stacks.filter((stack) => fits(stack, template));
    const telling = isOnlyTemplate ? fitting : fitting.filter(({ parameters }) => Object.keys(parameters).length > 0);
    return one(telling);
  }

  #idsOf(file: string, template: Template, stackName: string | null): Named | null {
    const ofStack = this.#resources.filter((each) => each.stackName !== null && each.stackName === stackName);
    if (ofStack.length > 0)
      return {
        ids: new Map(ofStack.flatMap(({ ids }) => [...ids])),
        types: new Map(ofStack.flatMap(({ types }) => [...types])),
      };
    const fitting = this.#resources.filter(
      (each) =>
        (each.stackName === null || (stackName === null && namesStack(file, each.stackName))) &&
        isMostly(each, template),
    );
    const named = stackName === null ? [] : fitting.filter((each) => namesStack(each.file, stackName));
    return one(named.length > 0 ? named : fitting);
  }
}

/** A template that is changed adds resources, and drops some: most of what is deployed is still in it, as the same types. */
function isMostly({ ids, types }: Resources, { resources }: Template): boolean {
  const shared = [...ids.keys()].filter((id) => resources.has(id));
  const isSame = shared.every((id) => (types.get(id) ?? resources.get(id)?.type) === resources.get(id)?.type);
  return shared.length * 2 > ids.size && isSame;
}

/** AWS lists every parameter, also those that have their defaults; outputs may depend on conditions. */
function fits({ parameters, hidden, outputs }: DeployedStack, template: Template): boolean {
  const names = new Set([...Object.keys(parameters), ...hidden]);
  return (
    names.size === template.parameters.size &&
    [...names].every((name) => template.parameters.has(name)) &&
    [...outputs.keys()].every((name) => template.outputs.has(name) || hasLoop(template.outputs))
  );
}

function one<T>(all: readonly T[]): T | null {
  const [first] = all;
  return first !== undefined && all.length === 1 ? first : null;
}

/** `orders-replica` is meant rather than `orders`, where a file's name holds both. */
function longest(stacks: readonly DeployedStack[]): readonly DeployedStack[] {
  const length = Math.max(...stacks.map(({ name }) => name.length));
  return stacks.filter(({ name }) => name.length === length);
}

/** Whether a path holds the name of a stack as a word. */
function namesStack(file: string, name: string): boolean {
  for (let at = file.indexOf(name); at >= 0; at = file.indexOf(name, at + 1)) {
    const [before = '', after = ''] = [file[at - 1], file[at + name.length]];
    if (!/[A-Za-z0-9]/u.test(before) && !/[A-Za-z0-9]/u.test(after)) return true;
  }
  return false;
}

/** `arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/ID` */
function whereOf(stackId: string | null): Where | null {
  const [, region = '', account = ''] = /^arn:[^:]+:cloudformation:([^:]+):(\d{12}):stack\//u.exec(stackId ?? '') ?? [];
  return region === '' ? null : { account, region };
}

function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
