/** All stacks of the input, and what they tell each other: exports, outputs, nested stacks. */
import { hasStandIn, nameStandIns, openText } from '../../basics/stand-in.js';
import type { Value } from '../terraform/model.js';
import { isMap, textOf } from '../terraform/values.js';
import type { Deployed } from './answers/deployed.js';
import { evaluate } from './values/evaluate.js';
import type { Marks } from './template/marks.js';
import { addressOf, isThere, namesOf, property } from './values/names.js';
import { memberOf, scalarText } from './template/node.js';
import { type FindNested, isNestedTooDeeply, namedTemplate } from './nested.js';
import { stacksOfSet } from './stack-sets.js';
import { isNesting, stackSetType } from './template/nesting-types.js';
import { resourcesIn } from './template/resources-of.js';
import { outputsIn } from './template/sections-of.js';
import { sayMissing } from './unseen-parts.js';
import type { Choice, NoteBook, Placement, Scope, Stack } from './values/scope.js';
import type { Resource, Template } from './template/template.js';

export interface Estate {
  readonly stacks: readonly Stack[];
  /** Addresses of nested stacks and stack sets whose templates are not in the input. */
  readonly missing: ReadonlySet<string>;
  readonly scopeOf: (stack: Stack) => Scope;
}

export interface Surroundings {
  readonly findNested: FindNested;
  readonly marks: Marks;
  readonly notes: NoteBook;
  readonly deployed: Deployed | null;
}

const mostNested = 500;

/** The stacks of a case, those that others make included. */
export function estateOf(roots: readonly Stack[], choice: Choice, surroundings: Surroundings): Estate {
  const estate = new StackEstate(roots, choice, surroundings);
  estate.addNested();
  return { stacks: estate.stacks, missing: estate.missing, scopeOf: (stack) => estate.scopeOf(stack) };
}

class StackEstate {
  readonly stacks: Stack[];
  readonly #roots: readonly Stack[];
  readonly #choice: Choice;
  readonly #surroundings: Surroundings;
  readonly #nested = new Map<string, Stack>();
  readonly #missing = new Set<string>();
  readonly #scopes = new Map<Stack, Scope>();
  readonly #open = new Set<string>();
  readonly #names: Scope['names'];
  readonly #neighbours: Scope['neighbours'] = {
    exported: (from, name) => this.#exported(from, name),
    output: (from, stackName, output, at) =>
      this.#output(stackName, output, {
        account: at.account ?? from.placement.account,
        region: at.region ?? from.placement.region,
      }),
  };

  constructor(roots: readonly Stack[], choice: Choice, surroundings: Surroundings) {
    this.stacks = [...roots];
    this.#roots = roots;
    this.#choice = choice;
    this.#surroundings = surroundings;
    this.#names = namesOf(
      (stack) => this.scopeOf(stack),
      (stack, resource, output) => {
        const child = this.#nested.get(addressOf(stack, resource));
        return child === undefined ? null : outputOf(this.scopeOf(child), output);
      },
      (name) => firstOf(this.stacks, (stack) => writtenExport(this.scopeOf(stack), name)),
    );
  }

  get missing(): ReadonlySet<string> {
    return this.#missing;
  }

  scopeOf(stack: Stack): Scope {
    let scope = this.#scopes.get(stack);
    if (scope === undefined) {
      const { marks, notes } = this.#surroundings;
      scope = {
        evaluate,
        stack,
        names: this.#names,
        neighbours: this.#neighbours,
        choice: this.#choice,
        marks,
        locals: new Map(),
        notes,
        open: this.#open,
      };
      this.#scopes.set(stack, scope);
    }
    return scope;
  }

  /** Stacks that stacks make, and those that these make. */
  addNested(): void {
    for (let index = 0; index < this.stacks.length && this.stacks.length < mostNested; index += 1) {
      const stack = this.stacks[index];
      if (stack === undefined) break;
      const scope = this.scopeOf(stack);
      for (const resource of resourcesIn(scope).values()) {
        if (!isNesting(resource) || isThere(resource, scope) === false) continue;
        if (resource.type === stackSetType) this.#addSet(stack, resource);
        else this.#nest(stack, resource);
      }
    }
    this.#sayWhatIsCut();
  }

  #sayWhatIsCut(): void {
    const [first] = this.#roots;
    if (this.stacks.length < mostNested || first === undefined) return;
    const { template, prefix } = this.stacks[mostNested - 1] ?? first;
    const address = prefix.replace(/\/$/u, '') || template.text.name;
    this.#surroundings.notes.unseen({
      kind: 'instances',
      address,
      why: `there are more than ${mostNested} stacks`,
      spot: { text: template.text, offset: 0, address },
    });
  }

  #addSet(stack: Stack, resource: Resource): void {
    const made = stacksOfSet(stack, resource, this.scopeOf(stack), this.#surroundings.findNested);
    if (made.length === 0) this.#missing.add(addressOf(stack, resource));
    for (const each of made) this.stacks.push(each);
  }

  #nest(stack: Stack, resource: Resource): void {
    const { findNested, deployed } = this.#surroundings;
    const address = addressOf(stack, resource);
    const child = nestedStack(stack, resource, this.scopeOf(stack), { findNested, deployed });
    if (child === null) {
      sayMissing(
        this.scopeOf(stack),
        resource,
        `The template of the nested stack ${address} is not in the input: what it makes is not known.`,
      );
      this.#missing.add(address);
      return;
    }
    this.#nested.set(address, child);
    this.stacks.push(child);
  }

  /** An export of a stack in the same account and Region. */
  #exported({ placement }: Stack, name: string): Value {
    const near = this.stacks.filter(
      (stack) => stack.placement.account === placement.account && stack.placement.region === placement.region,
    );
    return (
      firstOf(near, (stack) => exportOf(this.scopeOf(stack), name)) ??
      this.#surroundings.deployed?.exported(name, placement) ??
      openText(called(`Fn::ImportValue ${name}`, placement, this.#roots))
    );
  }

  #output(stackName: string, output: string, at: Where): Value {
    const there = this.stacks.filter(({ placement }) => placement.stackName === stackName && couldBeIn(placement, at));
    const [stack] = there.length === 1 ? there : [];
    return (
      (stack === undefined ? null : outputOf(this.scopeOf(stack), output)) ??
      this.#surroundings.deployed?.output(stackName, output, at) ??
      openText(called(`Fn::GetStackOutput ${stackName}.${output}`, at, this.#roots))
    );
  }
}

/** The first answer, asked one after the other. */
function firstOf(stacks: readonly Stack[], ask: (stack: Stack) => Value | null): Value | null {
  for (const stack of stacks) {
    const found = ask(stack);
    if (found !== null) return found;
  }
  return null;
}

/** What is asked for in another account or Region is another value. */
function called(what: string, at: Where, roots: readonly Stack[]): string {
  const isOne = roots.every(({ placement }) => placement.account === at.account && placement.region === at.region);
  return isOne ? what : `${what} in ${nameStandIns(at.account)} ${nameStandIns(at.region)}`;
}

interface Where {
  readonly account: string;
  readonly region: string;
}

/** Whether a stack is there, as far as anybody says where it is. */
function couldBeIn({ account, region }: Placement, at: Where): boolean {
  const fits = (own: string, asked: string): boolean => own === asked || hasStandIn(own) || hasStandIn(asked);
  return fits(account, at.account) && fits(region, at.region);
}

/** In the same account and Region; values of its parameters are worked out in the stack around it. */
function nestedStack(
  stack: Stack,
  resource: Resource,
  scope: Scope,
  { findNested, deployed }: Pick<Surroundings, 'findNested' | 'deployed'>,
): Stack | null {
  const template = namedTemplate(stack, resource, scope, findNested);
  if (template === null || isNestedTooDeeply(stack)) return null;
  const given = property('Parameters', resource, scope);
  const address = addressOf(stack, resource);
  const stated = deployed?.nested(stack.physicalIds.get(resource.id) ?? null, template) ?? {};
  return {
    template,
    placement: { ...stack.placement, stackName: stated.stackName ?? null },
    prefix: `${address}/`,
    given: new Map(isMap(given) ? Object.entries(given) : []),
    isNested: true,
    physicalIds: stated.physicalIds ?? new Map(),
    ...(stated.removedPolicies === undefined ? {} : { removedPolicies: stated.removedPolicies }),
  };
}

/** Null = no such output, or it is not made. */
function outputOf(scope: Scope, name: string): Value | null {
  const output = outputsIn(scope).get(name);
  const value = memberOf(output?.node, 'Value');
  if (output === undefined || value === undefined) return null;
  return evaluate(value, { ...scope, locals: output.locals }, `${scope.stack.prefix}Outputs.${name}`) ?? null;
}

function exportOf(scope: Scope, name: string): Value | null {
  for (const [id, { node, locals }] of outputsIn(scope)) {
    const exported = memberOf(memberOf(node, 'Export'), 'Name');
    if (exported === undefined) continue;
    const text = textOf(evaluate(exported, { ...scope, locals }, `Outputs.${id}`));
    if (text === name) return outputOf(scope, id);
  }
  return null;
}

/** What CDK's writer puts into another Region; its reader asks by the path. */
function writtenExport(scope: Scope, path: string): Value | null {
  for (const resource of resourcesIn(scope).values()) {
    if (resource.type !== 'Custom::CrossRegionExportWriter') continue;
    const exports = memberOf(memberOf(resource.properties, 'WriterProps'), 'exports');
    const node = memberOf(exports, path);
    if (node !== undefined) return evaluate(node, scope, addressOf(scope.stack, resource)) ?? null;
  }
  return null;
}

/** Names that a template imports, where they are literals: whoever exports them is in its account and Region. */
export function literalImports(template: Template): readonly string[] {
  const names: string[] = [];
  const walk = (node: ReturnType<typeof memberOf>): void => {
    if (node === undefined || node.kind === 'scalar') return;
    if (node.kind === 'list') return node.items.forEach(walk);
    for (const [name, { value }] of node.members) {
      const text = name === 'Fn::ImportValue' ? scalarText(value) : null;
      if (text !== null) names.push(text);
      walk(value);
    }
  };
  for (const { node } of template.resources.values()) walk(node);
  return names;
}

export function literalExports(template: Template): readonly string[] {
  return [...template.outputs.values()].flatMap(
    (output) => scalarText(memberOf(memberOf(output, 'Export'), 'Name')) ?? [],
  );
}
