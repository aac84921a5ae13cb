/** Nested stacks whose templates are not in the input: what they are given, they may set. */
import { openAnswer } from '../../terraform/resources/answers.js';
import { Unknown } from '../../terraform/model.js';
import { stackType } from '../template/nesting-types.js';
import { textsIn } from '../values/texts-in.js';
import type { BucketsByName } from './buckets.js';
import { declared, type Facts } from './facts.js';
import type { Roles } from './roles.js';

/** After all buckets and roles, before the roles are finished. A bucket that has a policy cannot get another one. */
export function leaveOpenToMissing(
  facts: Facts,
  missing: ReadonlySet<string>,
  byName: BucketsByName,
  roles: Roles,
): void {
  if (missing.size === 0) return;
  for (const { address, properties } of declared(facts, [stackType])) {
    if (!missing.has(address)) continue;
    const given = new Set(textsIn(properties['Parameters'] ?? null).map((text) => text.replace(/^arn:.*[:/]/u, '')));
    const open = new Unknown(address, 'this nested stack may set it, and its template is not in the input');
    for (const [name, { draft }] of byName) {
      if (!given.has(name)) continue;
      for (const operation of ['GetBucketReplication', 'GetBucketPolicy'] as const)
        if ('Error' in ((draft[operation] ?? {}) as object))
          (draft as Record<string, unknown>)[operation] = openAnswer(open);
    }
    roles.leaveOpen(facts.scope.stack.placement.account, open, (name) => given.has(name));
  }
}
