/** Policies of the organization are known by their ids; where only the name is known, the id is looked up. */
import { shellWord } from '../../basics/shell-word.js';
import type { FixPatch } from '../model.js';
import { aws, json, type DocumentCommands } from './aws.js';

const types = {
  'service-control-policy': 'SERVICE_CONTROL_POLICY',
  'resource-control-policy': 'RESOURCE_CONTROL_POLICY',
} as const;

/** Prints the id of the policy, and nothing where there is none of that name. */
function idOf({ target, policy }: FixPatch): string {
  const id = /\/(p-[0-9a-zA-Z]+)$/u.exec(policy?.arn ?? '')?.[1];
  if (id !== undefined) return shellWord(id);
  const type = types[target.kind as keyof typeof types];
  const list = aws('organizations', 'list-policies', { filter: type, output: 'json' });
  return `"$(${list} | jq -r --arg name ${shellWord(target.name ?? '')} '.Policies[] | select(.Name == $name) | .Id')"`;
}

export function organizationCommands(patch: FixPatch, targets: readonly string[]): DocumentCommands {
  const id = idOf(patch);
  const read = `${aws('organizations', 'describe-policy', {})} --policy-id ${id} --query Policy.Content --output text`;
  if (patch.previous !== null)
    return {
      read,
      absentCode: null,
      writes: [`${aws('organizations', 'update-policy', { content: json(patch.document) })} --policy-id ${id}`],
    };
  const type = types[patch.target.kind as keyof typeof types];
  return {
    read,
    // An empty id is none that Organizations takes.
    absentCode: 'ParamValidation|Invalid|PolicyNotFoundException',
    writes: [
      aws('organizations', 'create-policy', {
        name: patch.target.name,
        type,
        description: 'What S3 replication needs (replint)',
        content: json(patch.document),
      }),
      ...targets.map((target) => `${aws('organizations', 'attach-policy', { 'target-id': target })} --policy-id ${id}`),
    ],
  };
}
