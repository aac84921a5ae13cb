/** The policy of a topic, with a reference where its ARN stands. */
import type { Expression } from '../../reporters/text/hcl.js';
import type { JsonObject } from '../setup.js';

export function withTopic(policy: JsonObject, arn: string, reference: Expression): JsonObject {
  const [statement] = policy['Statement'] as readonly JsonObject[];
  return statement?.['Resource'] === arn ? { ...policy, Statement: [{ ...statement, Resource: reference }] } : policy;
}
