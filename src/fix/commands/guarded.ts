/** Commands that stop where the document is no longer the one that was audited. Bash; they need jq. */
import { bucketOf, levelsOf } from '../change/places.js';
import type { State } from '../change/model.js';
import type { FixPatch } from '../model.js';
import { documentCommands, type Surroundings } from './document-commands.js';
import type { DocumentCommands } from './aws.js';

/** What the patched estate and the audited one say beside the patch. */
export function surroundingsOf(patch: FixPatch, before: State, after: State): Surroundings {
  const region = bucketOf(before.estate, patch.target.resource)?.region;
  return {
    region: region?.state === 'known' ? region.value : null,
    replaces: replacedBy(patch, before, after),
    targets: newTargets(patch, before, after),
  };
}

function policiesOf({ estate }: State, arn: string): readonly { readonly name: string; readonly arn: string | null }[] {
  const policies = estate.roles.get(arn)?.identityPolicies;
  return policies?.state === 'known' ? policies.value : [];
}

function replacedBy({ target, operation }: FixPatch, before: State, after: State): Surroundings['replaces'] {
  if (target.kind !== 'role-policy' || operation !== 'set') return [];
  const kept = new Set(policiesOf(after, target.resource).map(({ name }) => name));
  return policiesOf(before, target.resource)
    .filter(({ name }) => !kept.has(name))
    .map(({ name, arn }) => ({ name, arn }));
}

function newTargets({ target, account, previous }: FixPatch, before: State, after: State): readonly string[] {
  if (previous !== null || !target.kind.endsWith('-control-policy')) return [];
  const having = (state: State): ReadonlySet<string> =>
    new Set(
      levelsOf(state.estate, account, target.kind).flatMap(({ target: level, policies }) =>
        policies.state === 'known' && policies.value.some(({ name }) => name === target.name) ? [level] : [],
      ),
    );
  const had = having(before);
  return [...having(after)].filter((level) => !had.has(level));
}

/** One after the other; the first fails where the document has changed since. */
export function guarded({ before }: Pick<FixPatch, 'before'>, commands: DocumentCommands): readonly string[] {
  const { read, absentCode, writes } = commands;
  const digest = before.replace('sha256:', '');
  const guard =
    before === 'absent'
      ? `${read} 2>&1 | grep -qE ${absentCode === null ? "'^$'" : `'${absentCode}'`}`
      : `test "$(${read} | jq -S -c . | sha256sum | cut -d ' ' -f 1)" = ${digest}`;
  return [guard, ...writes];
}

/** How each patch's document is read and written, by the patch's id. */
export function commandsById(
  patches: readonly FixPatch[],
  before: State,
  after: State,
): ReadonlyMap<string, DocumentCommands> {
  return new Map(
    patches.map((patch) => [patch.id, documentCommands(patch, surroundingsOf(patch, before, after))] as const),
  );
}
