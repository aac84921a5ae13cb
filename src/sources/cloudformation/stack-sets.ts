/**
 * A stack set: its template, once for each account and Region that it names.
 * Source: CloudFormation Template Reference, AWS::CloudFormation::StackSet, StackInstances, DeploymentTargets.
 */
import { isAccountId } from '../../basics/aws-names.js';
import { standIn } from '../../basics/stand-in.js';
import { partitionOfRegion } from '../../estate/partitions.js';
import { Unknown, type Value } from '../terraform/model.js';
import { isList, isMap, textOf } from '../terraform/values.js';
import { type FindNested, isNestedTooDeeply, namedTemplate } from './nested.js';
import { memberOf, type Node, scalarText } from './template/node.js';
import { type LoopedResource, unseenKindOf } from './template/resources-of.js';
import {
  type ParsedTemplate,
  parseTemplate,
  type Template,
  type TemplateText,
  textOfFile,
} from './template/template.js';
import { sayMissing } from './unseen-parts.js';
import { addressOf, property, spotOf } from './values/names.js';
import type { Scope, Stack } from './values/scope.js';

/** Accounts and Regions of one stack set that are read. */
const mostTargets = 100;

export function stacksOfSet(stack: Stack, resource: LoopedResource, scope: Scope, find: FindNested): readonly Stack[] {
  const address = addressOf(stack, resource);
  const template = templateOf(stack, resource, scope, find);
  if (template === null) {
    sayMissing(
      scope,
      resource,
      `The template of the stack set ${address} is not in the input: what it makes is not known. Give it as a further input, and where it goes with --deployment.`,
    );
    return [];
  }
  if (isNestedTooDeeply(stack)) return [];
  const given = parametersIn(property('Parameters', resource, scope));
  const { targets: all, isOpen } = targetsOf(property('StackInstancesGroup', resource, scope), address);
  const targets = all.slice(0, mostTargets);
  const kind = all.length > mostTargets ? unseenKindOf(template, stack) : null;
  if (kind !== null)
    scope.notes.unseen({
      kind,
      address,
      why: `it goes to ${all.length} accounts and Regions, of which ${mostTargets} are read`,
      spot: spotOf(stack, resource),
    });
  if (isOpen)
    scope.notes.say(
      `Not all accounts and Regions of the stack set ${address} are known: those that are not are judged as one.`,
    );
  return targets.map(({ account, region, overrides }) => ({
    template,
    placement: {
      account,
      region,
      partition: partitionOfRegion(region),
      stackName: null,
      ...(stack.placement.existing === undefined ? {} : { existing: stack.placement.existing }),
    },
    prefix: `${address}/${targets.length === 1 ? '' : `${account}/${region}/`}`,
    given: new Map([...given, ...overrides]),
    isNested: true,
    physicalIds: new Map(),
  }));
}

/** Null = not in the input. */
function templateOf(stack: Stack, resource: LoopedResource, scope: Scope, find: FindNested): Template | null {
  const found = namedTemplate(stack, resource, scope, find);
  if (found !== null) return found;
  const body = memberOf(resource.properties, 'TemplateBody');
  const text = body === undefined ? null : textOf(property('TemplateBody', resource, scope) ?? null);
  if (body === undefined || text === null) return null;
  const { template, faults } = parsedBody(stack.template.text, body, text);
  for (const { message } of faults.slice(0, 1))
    scope.notes.say(`TemplateBody of ${addressOf(stack, resource)} cannot be read. ${message}`);
  return template;
}

const parsedBefore = new WeakMap<Node, ParsedTemplate>();

/** The estate is made for every case: a body that is the same in all of them is parsed once. */
function parsedBody(around: TemplateText, body: Node, text: string): ParsedTemplate {
  const before = text === scalarText(body) ? parsedBefore.get(body) : undefined;
  if (before !== undefined) return before;
  const parsed = parseTemplate(around.name, text, textWithin(around, body));
  if (text === scalarText(body)) parsedBefore.set(body, parsed);
  return parsed;
}

/** Places in a text that stands in another one: line by line in a literal block, otherwise where the text begins. */
function textWithin({ name, lineOf }: TemplateText, body: Node): TemplateText {
  const literal = scalarText(body);
  const start = lineOf(body.offset);
  const indent = body.kind === 'scalar' ? body.indent : undefined;
  if (literal === null || indent === undefined) return { name, lineOf: () => start };
  const inside = textOfFile(name, literal);
  return {
    name,
    lineOf: (offset) => {
      const { line, column } = inside.lineOf(offset);
      return { line: start.line + line, column: column + indent };
    },
  };
}

interface Target {
  readonly account: string;
  readonly region: string;
  readonly overrides: ReadonlyMap<string, Value>;
}

interface Targets {
  readonly targets: readonly Target[];
  /** Whether there are, or may be, others. */
  readonly isOpen: boolean;
}

/** Where nobody knows an account or Region, one stack stands for all of them. */
function targetsOf(groups: Value | undefined, address: string): Targets {
  const targets: Target[] = [];
  let isOpen = false;
  for (const group of isList(groups) && groups.length > 0 ? groups : [null]) {
    const targeted = isMap(group) ? group['DeploymentTargets'] : undefined;
    const accounts = accountsIn(targeted);
    const regions = literalsIn(isMap(group) ? group['Regions'] : undefined);
    isOpen ||= accounts.isOpen || regions.isOpen;
    const overrides = parametersIn(isMap(group) ? group['ParameterOverrides'] : undefined);
    for (const account of orOpen(accounts.texts, 'account', address))
      for (const region of orOpen(regions.texts, 'region', address)) targets.push({ account, region, overrides });
  }
  return { targets, isOpen };
}

function orOpen(known: readonly string[], kind: 'account' | 'region', address: string): readonly string[] {
  return known.length > 0 ? known : [standIn(kind, `${address}/AWS::${kind === 'account' ? 'AccountId' : 'Region'}`)];
}

interface Literals {
  readonly texts: readonly string[];
  readonly isOpen: boolean;
}

/** Nobody knows which accounts are below an organizational unit; with DIFFERENCE, those that are named are left out. */
function accountsIn(targets: Value | undefined): Literals {
  if (!isMap(targets)) return { texts: [], isOpen: true };
  const { texts, isOpen } = literalsIn(targets['Accounts'] ?? []);
  const units = targets['OrganizationalUnitIds'];
  const filter = textOf(targets['AccountFilterType'] ?? null);
  const accounts = filter === 'DIFFERENCE' ? [] : texts.filter((each) => isAccountId(each));
  const mayHaveOthers = units !== undefined && filter !== 'INTERSECTION';
  return { texts: accounts, isOpen: isOpen || accounts.length === 0 || mayHaveOthers };
}

function literalsIn(value: Value | undefined): Literals {
  if (!isList(value)) return { texts: [], isOpen: true };
  const texts = value.flatMap((each) => (each instanceof Unknown ? [] : (textOf(each) ?? [])));
  return { texts: [...new Set(texts)], isOpen: texts.length < value.length };
}

function parametersIn(value: Value | undefined): ReadonlyMap<string, Value> {
  const parameters = new Map<string, Value>();
  for (const each of isList(value) ? value : []) {
    const [key, given] = isMap(each)
      ? [textOf(each['ParameterKey'] ?? null), each['ParameterValue']]
      : [null, undefined];
    if (key !== null && given !== undefined) parameters.set(key, given);
  }
  return parameters;
}
