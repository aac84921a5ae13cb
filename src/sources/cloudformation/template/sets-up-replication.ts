/** Which parts of a template set up replication, or may do so out of sight: in stacks, modules and code that are not in it. */
import { asksForReplication, saysNo, speaksOfBuckets } from '../../unseen-code.js';
import { isModule, isNesting, templateProperty } from './nesting-types.js';
import { memberOf, type Node, scalarText } from './node.js';
import { isCustomResource, type Resource } from './template.js';

const callsOfReplication = /put_?bucket_?replication|ReplicationConfiguration/iu;
const calls =
  /put_?(?:bucket|object_?lock|key)_?(?:replication|versioning|policy|encryption|ownership_?controls|configuration)|ReplicationConfiguration|createGrant/iu;

/** Whether a custom resource may set up replication, or what it needs: by its type, or by the calls that it names. */
export function speaksOfReplication(resource: Pick<Resource, 'type' | 'properties'>): boolean {
  return speaksOf(resource, calls);
}

/** Whether it may set up replication itself. */
export function maySetUpReplication(resource: Pick<Resource, 'type' | 'properties'>): boolean {
  return speaksOf(resource, callsOfReplication);
}

function speaksOf({ type, properties }: Pick<Resource, 'type' | 'properties'>, words: RegExp): boolean {
  if (/replication/iu.test(type)) return true;
  let found = false;
  JSON.stringify(properties, (name: string, value: unknown) => {
    found ||= words.test(name) || (typeof value === 'string' && words.test(value));
    return value instanceof Map ? Object.fromEntries(value as Map<string, unknown>) : value;
  });
  return found;
}

/** Whether a stack or module is called, or given, what has to do with replication: its own template is not in the input. */
export function callSpeaksOfReplication(resource: Resource): boolean {
  const { id, type, properties } = resource;
  if (speaksOfBuckets(id) || (isModule(resource) && speaksOfBuckets(type))) return true;
  const given = [properties, memberOf(properties, 'Parameters')];
  if (given.some(hasReplication)) return true;
  // The file, not the bucket that it is in.
  const url = scalarText(memberOf(properties, templateProperty(resource))) ?? '';
  return speaksOfBuckets(url.replace(/\?.*$/u, '').replace(/^.*\//u, ''));
}

function hasReplication(given: Node | undefined): boolean {
  if (given?.kind !== 'map') return false;
  return [...given.members].some(([name, { value }]) => {
    const text = scalarText(value);
    return asksForReplication(name) && (text === null || !saysNo(text));
  });
}

/** Whether it sets up replication, or may do so out of sight. */
export function setsUpReplication(resource: Resource): boolean {
  const { type, properties } = resource;
  if (type === 'AWS::S3::Bucket')
    return ['ReplicationConfiguration', 'Fn::Transform'].some((name) => memberOf(properties, name) !== undefined);
  if (isNesting(resource)) return true;
  if (isModule(resource)) return callSpeaksOfReplication(resource);
  return isCustomResource(resource) && maySetUpReplication(resource);
}
