import type { ReplicationConfiguration } from '../../estate/model.js';

/** A configuration is V2 as soon as one of its rules has a `Filter`, even an empty one: its presence counts, not its content. */
export function schemaOf(configuration: ReplicationConfiguration): 'V1' | 'V2' {
  return configuration.Rules.some((rule) => rule.Filter !== undefined) ? 'V2' : 'V1';
}
