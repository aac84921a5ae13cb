/** Permissions that one policy lacks, as one story: each finding stays what it is, people read them together. */
import { groupBy } from '../../basics/group-by.js';
import type { Finding, MissingPermission, Remedy } from '../../report/model.js';

export interface PermissionStory {
  /** Two or more, in the order given; all miss in one policy. */
  readonly findings: readonly [Finding, ...Finding[]];
  readonly principal: string;
  /** `a permissions policy of role x in account 1`; null = the same statements deny them all. */
  readonly place: string | null;
  /** Merged: one statement a resource; of a Deny, what is to be added to it. */
  readonly statements: readonly Readonly<Record<string, unknown>>[];
}

type Shown = Finding | PermissionStory;

export function isStory(shown: Shown): shown is PermissionStory {
  return 'statements' in shown;
}

/** Findings in their order; those of one story stand where its first one stood. KMS permissions keep a text of their own. */
export function together(findings: readonly Finding[]): readonly Shown[] {
  const byPlace = groupBy(findings.filter(isPart), storyOf);
  const seen = new Set<string>();
  return findings.flatMap((finding): Shown[] => {
    const id = isPart(finding) ? storyOf(finding) : null;
    const group = id === null ? [] : (byPlace.get(id) ?? []);
    const [first, ...rest] = group;
    if (id === null || first === undefined || rest.length === 0) return [finding];
    if (seen.has(id)) return [];
    seen.add(id);
    return [
      {
        findings: [first, ...rest],
        principal: first.permission.principal,
        place: first.permission.remedy.place,
        statements:
          first.permission.remedy.place === null
            ? [first.permission.remedy.statement]
            : merged(group.map(({ permission }) => permission.remedy.statement)),
      },
    ];
  });
}

type Statement = Readonly<Record<string, unknown>>;
type Part = Finding & {
  readonly permission: MissingPermission & {
    readonly remedy: Remedy & { readonly statement: Statement };
  };
};

function isPart(finding: Finding): finding is Part {
  const { kind, rule, permission, patches } = finding;
  const remedy = permission?.remedy;
  if (kind !== 'problem' || remedy === undefined || remedy.statement === null) return false;
  return remedy.place === null ? isDenied(finding) && patches.length > 0 : !rule.startsWith('kms/');
}

/** Of a Deny no statement is to be added; what is to be changed is the same for all that it hits. */
function isDenied({ permission }: Finding): boolean {
  return permission !== null && permission.policies.some(({ effect }) => effect === 'deny');
}

function storyOf({ permission, replicationRule, sourceBucket, patches }: Part): string {
  const { principal, remedy, keys = 'all' } = permission;
  return JSON.stringify([principal, remedy.place ?? patches, keys, sourceBucket, replicationRule]);
}

/** Statements that differ in their action only become one. */
function merged(statements: readonly Statement[]): readonly Statement[] {
  const byRest = groupBy(statements, (statement) => JSON.stringify({ ...statement, Action: null }));
  return [...byRest.values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const actions = [...new Set(alike.map(({ Action }) => String(Action)))].sort();
    return [{ ...first, Action: actions.length === 1 ? actions[0] : actions }];
  });
}
