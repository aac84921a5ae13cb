/** A stack of CloudFormation as a template: what other stacks make are parameters. */
import { yamlText } from '../../reporters/text/yaml.js';
import type { JsonObject, Setup } from '../setup.js';
import { namesOf, withReferences } from './references.js';

export interface Stack {
  readonly step: 1 | 2 | 3;
  readonly account: string;
  readonly region: string;
  readonly resources: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}

/** A reference to something of the set-up, which stack by stack is a different expression. */
interface Reference {
  readonly kind: 'bucket' | 'key' | 'role';
  readonly label: string;
}

/** Name of the condition, and of the parameter that it is of. */
export const replicates = 'Replicates';

/** `source2` and `Bucket`: `Source2Bucket`. */
export function logicalId(label: string, what: string): string {
  return `${label[0]?.toUpperCase()}${label.slice(1)}${what}`;
}

/** What a stack makes itself is referred to; keys of another one are parameters; names of buckets and roles are known. */
export function templateText(stack: Stack, setup: Setup, steps: 3 | 4): string {
  const { step, account, region, resources, outputs } = stack;
  const isTwice = JSON.stringify(resources).includes(`{"Fn::If":["${replicates}"`);
  const again = isTwice
    ? `. Deploy it with ${replicates}=no; and again, with yes, as step 4, when the stacks of step 3 are there`
    : '';
  const whole = withParameters(resources, resources, setup);
  // What the replication alone refers to, the other stack of this step makes.
  const needed = isTwice
    ? withParameters(withoutReplication(resources), resources, setup).parameters
    : whole.parameters;
  const keys = Object.entries(whole.parameters).map(([name, parameter]) => [
    name,
    name in needed
      ? parameter
      : { ...parameter, Default: '', AllowedPattern: `|${String(parameter['AllowedPattern'])}` },
  ]);
  const parameters = Object.fromEntries([
    ...keys,
    ...(isTwice ? [[replicates, replicatesParameter]] : []),
  ]) as JsonObject;
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `S3 replication, step ${step} of ${steps}: account ${account}, ${region}${again}`,
    ...(Object.keys(parameters).length === 0 ? {} : { Parameters: parameters }),
    ...(isTwice ? { Conditions: { [replicates]: { 'Fn::Equals': [{ Ref: replicates }, 'yes'] } } } : {}),
    Resources: whole.resources,
    ...(Object.keys(outputs).length === 0 ? {} : { Outputs: outputs }),
  };
  return yamlText(template);
}

const replicatesParameter = {
  Type: 'String',
  Description: 'Whether the buckets replicate: no at first, since S3 asks for the other bucket',
  AllowedValues: ['yes', 'no'],
  Default: 'yes',
};

function withoutReplication(resources: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => {
      const { Properties = {}, ...rest } = resource as { readonly Properties?: JsonObject };
      const { ReplicationConfiguration: _, ...others } = Properties;
      return [id, { ...rest, Properties: others }];
    }),
  );
}

interface Referring {
  readonly resources: unknown;
  readonly parameters: Readonly<Record<string, JsonObject>>;
}

/** @param all resources of the stack */
function withParameters(some: JsonObject, all: JsonObject, setup: Setup): Referring {
  const parameters: Record<string, JsonObject> = {};
  const names = namesOf<Reference>(setup, (kind, label) => (kind === 'key' ? { kind, label } : null));
  const resources = withReferences(some, names, ({ label }) => {
    const id = logicalId(label, 'Key');
    if (id in all) return { 'Fn::GetAtt': [id, 'Arn'] };
    parameters[`${id}Arn`] ??= {
      Type: 'String',
      Description: 'The output of that name of another stack',
      AllowedPattern: 'arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/.+',
    };
    return { Ref: `${id}Arn` };
  });
  return { resources, parameters };
}
