import type { Resource } from '../template/template.js';

const calls =
  /put_?(?:bucket|object_?lock|key)_?(?:replication|versioning|policy|encryption|ownership_?controls|configuration)|ReplicationConfiguration|createGrant/iu;

/** Whether a custom resource may set up replication, or what it needs: by its type, or by the calls that it names. */
export function speaksOfReplication({ type, properties }: Pick<Resource, 'type' | 'properties'>): boolean {
  if (/replication/iu.test(type)) return true;
  let found = false;
  JSON.stringify(properties, (name: string, value: unknown) => {
    found ||= calls.test(name) || (typeof value === 'string' && calls.test(value));
    return value instanceof Map ? Object.fromEntries(value as Map<string, unknown>) : value;
  });
  return found;
}
