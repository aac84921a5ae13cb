/** The CloudFormation templates, as data. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, type CollectionTag, type ScalarTag } from 'yaml';

const folder = fileURLToPath(new URL('../../deploy', import.meta.url));

export function templatePath(name: string): string {
  return join(folder, name);
}

/** `!Sub text` becomes `{ "Fn::Sub": "text" }`, as in CloudFormation's JSON. */
const tags = ['Ref', 'Condition', 'Sub', 'GetAtt', 'If', 'Equals', 'Not', 'Join'].flatMap(
  (name): readonly (ScalarTag | CollectionTag)[] => {
    const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
    return [
      { tag: `!${name}`, resolve: (text: string) => ({ [key]: text }) },
      { tag: `!${name}`, collection: 'seq', resolve: (list) => ({ [key]: list }) as never },
    ];
  },
);

export type Properties = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly Type: string;
  readonly Properties: Properties;
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Parameters: Readonly<Record<string, Properties>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, Properties>>;
}

export function readTemplate(name: string): Template {
  return JSON.parse(
    JSON.stringify(parse(readFileSync(templatePath(name), 'utf8'), { customTags: [...tags] })),
  ) as Template;
}

export function resource({ Resources }: Template, name: string): Resource {
  const found = Resources[name];
  if (found === undefined) throw new Error(`The template has no resource ${name}.`);
  return found;
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

function withoutConditions(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'Fn::If' in entry
    ? (entry as { 'Fn::If': readonly unknown[] })['Fn::If'][1]
    : entry;
}

interface PolicyDocument {
  readonly Statement: readonly unknown[];
}

/** The statements of a role's inline policies, those for the own key included. */
export function statementsOf(role: Resource): readonly Statement[] {
  return ((role.Properties['Policies'] ?? []) as readonly { readonly PolicyDocument: PolicyDocument }[]).flatMap(
    ({ PolicyDocument: document }) => document.Statement.map((entry) => withoutConditions(entry) as Statement),
  );
}

export function trustOf(role: Resource): readonly Statement[] {
  return (role.Properties['AssumeRolePolicyDocument'] as { readonly Statement: readonly Statement[] }).Statement;
}

export function actionsOf({ Action }: Statement): readonly string[] {
  return [Action].flat();
}

/** The state machine's definition with these in place of `${…}`. */
export function definitionOf(template: Template, substitutions: Readonly<Record<string, string>>): Properties {
  const { Definition, DefinitionSubstitutions } = resource(template, 'StateMachine').Properties;
  const declared = Object.keys(DefinitionSubstitutions as Properties);
  const text = JSON.stringify(Definition, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && 'Fn::Sub' in value
      ? String(value['Fn::Sub']).replaceAll('${AWS::Partition}', 'aws')
      : value,
  );
  return JSON.parse(
    text.replace(/\$\{(\w+)\}/g, (_all, name: string) => {
      const value = substitutions[name];
      if (value === undefined || !declared.includes(name)) throw new Error(`\${${name}} is not declared.`);
      return value;
    }),
  ) as Properties;
}
