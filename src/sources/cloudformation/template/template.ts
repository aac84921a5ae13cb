/** A template: its sections, and what its resources say. */
import { isModule } from './nesting-types.js';
import { isLoop, type MapNode, type Member, memberOf, type Node, scalarText, type TextFault } from './node.js';
import { readJson } from './read-json.js';
import { readYaml } from './read-yaml.js';

/** The text that a person edits. */
export interface TemplateText {
  /** For people. */
  readonly name: string;
  readonly lineOf: (offset: number) => { readonly line: number; readonly column: number };
}

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly node: MapNode;
  readonly keyOffset: number;
  readonly properties: Node | undefined;
  /** Name of a condition; null = always there. */
  readonly condition: string | null;
  readonly dependsOn: readonly string[];
}

export interface Template {
  readonly text: TemplateText;
  readonly parameters: ReadonlyMap<string, Node>;
  readonly mappings: Node | undefined;
  readonly conditions: ReadonlyMap<string, Node>;
  readonly rules: ReadonlyMap<string, Node>;
  readonly resources: ReadonlyMap<string, Resource>;
  /** `Fn::ForEach::Name` among the resources. */
  readonly loops: ReadonlyMap<string, Member>;
  readonly outputs: ReadonlyMap<string, Node>;
  /** Macros that are not AWS's own, or whose work is not done here: what they make of the template is not known. */
  readonly macros: readonly string[];
  readonly hasLanguageExtensions: boolean;
  /** Whether nothing adds resources before it is deployed: a name that is not in it is then a fault. */
  readonly isWhole: boolean;
}

export interface ParsedTemplate {
  readonly template: Template | null;
  readonly text: TemplateText;
  readonly faults: readonly TextFault[];
}

export function textOfFile(name: string, text: string): TemplateText {
  let starts: readonly number[] | null = null;
  return {
    name,
    lineOf: (offset) => {
      starts ??= lineStarts(text);
      // The last line that begins at or before it.
      let [low, high] = [0, starts.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: Math.max(0, offset - (starts[low] ?? 0)) + 1 };
    },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

export function parseTemplate(
  name: string,
  content: string,
  text: TemplateText = textOfFile(name, content),
): ParsedTemplate {
  // A key that is not in double quotes is YAML in flow style.
  const { root, faults } = /^\s*(?:\[|\{\s*(?:["}]|$))/u.test(content) ? readJson(content) : readYaml(content);
  if (root?.kind !== 'map' || faults.length > 0) {
    const none = { message: 'This is not a template: it holds no "Resources".', offset: 0 };
    return { template: null, text, faults: faults.length > 0 ? faults : [none] };
  }
  return { template: templateOf(root, text), text, faults: [] };
}

/** The answer of `get-template`: findings in a template that is one text stand at the text. */
export function parseTemplateAnswer(name: string, content: string): ParsedTemplate {
  const text = textOfFile(name, content);
  const { root, faults } = readJson(content);
  const body = memberOf(root, 'TemplateBody');
  if (faults.length > 0 || body === undefined) return { template: null, text, faults };
  if (body.kind === 'map') return { template: templateOf(body, text), text, faults };
  const place = text.lineOf(body.offset);
  return parseTemplate(name, scalarText(body) ?? '', { name, lineOf: () => place });
}

export function templateOf(root: MapNode, text: TemplateText): Template {
  const transforms = transformNames(memberOf(root, 'Transform'));
  const resources = resourcesOf(root);
  const inside = includesIn(root);
  return {
    text,
    parameters: sectionOf(root, 'Parameters'),
    mappings: memberOf(root, 'Mappings'),
    conditions: sectionOf(root, 'Conditions'),
    rules: sectionOf(root, 'Rules'),
    resources,
    loops: new Map(membersOf(memberOf(root, 'Resources')).filter(([name]) => isLoop(name))),
    outputs: sectionOf(root, 'Outputs'),
    macros: [...transforms.filter((each) => !harmless.has(each)), ...inside],
    hasLanguageExtensions: transforms.includes('AWS::LanguageExtensions'),
    isWhole:
      inside.length === 0 &&
      transforms.every((each) => each === 'AWS::LanguageExtensions') &&
      ![...resources.values()].some(isModule),
  };
}

/** Transforms of AWS that leave buckets, roles, keys and policies as they are, or whose work is done here. */
const harmless = new Set([
  'AWS::Serverless-2016-10-31',
  'AWS::LanguageExtensions',
  'AWS::CodeDeployBlueGreen',
  'AWS::SecretsManager-2020-07-23',
  'AWS::SecretsManager-2024-09-16',
]);

function transformNames(node: Node | undefined): readonly string[] {
  if (node === undefined) return [];
  if (node.kind === 'list') return node.items.flatMap(transformNames);
  const name = node.kind === 'map' ? scalarText(memberOf(node, 'Name')) : scalarText(node);
  return name === null ? ['a macro without a name'] : [name];
}

/** Macros that stand among sections or among resources, or for a whole resource: what they add is not known. */
function includesIn(root: MapNode): readonly string[] {
  const resources = memberOf(root, 'Resources');
  const bare = resources?.kind === 'map' ? [...resources.members.values()].filter(({ value }) => isBare(value)) : [];
  const holders = [
    root,
    resources,
    memberOf(root, 'Conditions'),
    memberOf(root, 'Parameters'),
    ...bare.map(({ value }) => value),
  ];
  return [...new Set(holders.flatMap((each) => transformNames(memberOf(each, 'Fn::Transform'))))];
}

function isBare(resource: Node): boolean {
  return memberOf(resource, 'Type') === undefined && memberOf(resource, 'Fn::Transform') !== undefined;
}

function membersOf(node: Node | undefined): readonly (readonly [string, Member])[] {
  return node?.kind === 'map' ? [...node.members] : [];
}

function sectionOf(root: MapNode, name: string): ReadonlyMap<string, Node> {
  return new Map(membersOf(memberOf(root, name)).map(([key, { value }]) => [key, value]));
}

function resourcesOf(root: MapNode): ReadonlyMap<string, Resource> {
  const section = memberOf(root, 'Resources');
  if (section?.kind !== 'map') return new Map();
  const resources = new Map<string, Resource>();
  for (const [id, member] of section.members) {
    const resource = resourceOf(id, member);
    if (resource !== null) resources.set(id, resource);
  }
  return resources;
}

/** Source: CloudFormation Template Reference, AWS::CloudFormation::CustomResource. */
export function isCustomResource({ type }: Resource): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/** Null where it has no type. */
export function resourceOf(id: string, { keyOffset, value }: Member): Resource | null {
  const type = scalarText(memberOf(value, 'Type'));
  if (value.kind !== 'map' || type === null) return null;
  const depends = memberOf(value, 'DependsOn');
  return {
    id,
    type,
    node: value,
    keyOffset,
    properties: propertiesOf(value),
    condition: scalarText(memberOf(value, 'Condition')),
    dependsOn: (depends?.kind === 'list' ? depends.items : depends === undefined ? [] : [depends]).flatMap(
      (each) => scalarText(each) ?? [],
    ),
  };
}

/** Whether a loop makes a resource that passes the test. */
export function makesAny(node: Node, test: (resource: Resource) => boolean): boolean {
  if (node.kind === 'scalar') return false;
  if (node.kind === 'list') return node.items.some((item) => makesAny(item, test));
  return [...node.members].some(([id, member]) => {
    const resource = resourceOf(id, member);
    return resource === null ? makesAny(member.value, test) : test(resource);
  });
}

/** A macro beside them may change all of them. */
function propertiesOf(resource: MapNode): Node | undefined {
  const properties = memberOf(resource, 'Properties');
  const macro = resource.members.get('Fn::Transform');
  if (macro === undefined || (properties !== undefined && properties.kind !== 'map')) return properties;
  const { members, offset } = properties ?? resource;
  const own = properties === undefined ? [] : [...members];
  return { kind: 'map', members: new Map([...own, ['Fn::Transform', macro]]), offset };
}
