/** Stacks and modules whose templates are not in the input: what they are given, they may set. */
import { openAnswer } from '../../terraform/resources/answers.js';
import { Unknown } from '../../terraform/model.js';
import { isModule, isNesting } from '../template/nesting-types.js';
import { resourcesIn } from '../template/resources-of.js';
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
  const elsewhere = [...resourcesIn(facts.scope).values()].filter((each) => isNesting(each) || isModule(each));
  const types = new Set(elsewhere.map(({ type }) => type));
  for (const { address, properties, resource } of declared(facts, [...types])) {
    if (isNesting(resource) && !missing.has(address)) continue;
    const parameters = isNesting(resource) ? (properties['Parameters'] ?? null) : properties;
    const given = new Set(textsIn(parameters).map((text) => text.replace(/^arn:.*[:/]/u, '')));
    const open = new Unknown(address, 'it may set this, and its template is not in the input');
    for (const [name, { draft }] of byName) {
      if (!given.has(name)) continue;
      for (const operation of ['GetBucketReplication', 'GetBucketPolicy'] as const)
        if ('Error' in ((draft[operation] ?? {}) as object))
          (draft as Record<string, unknown>)[operation] = openAnswer(open);
    }
    roles.leaveOpen(facts.scope.stack.placement.account, open, (name) => given.has(name));
  }
}
