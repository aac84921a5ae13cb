/** Permissions that one policy lacks, as one story: each finding stays what it is, people read them together. */
import { groupBy } from '../../basics/group-by.js';
import type { Finding, MissingPermission, Remedy } from '../../report/model.js';

export interface PermissionStory {
  /** Two or more, in the order given; all miss in one policy. */
  readonly findings: readonly [Finding, ...Finding[]];
  readonly principal: string;
  /** `a permissions policy of role x in account 1`. */
  readonly place: string;
  /** Merged: one statement a resource. */
  readonly statements: readonly Readonly<Record<string, unknown>>[];
}

type Told = Finding | PermissionStory;

export function isStory(told: Told): told is PermissionStory {
  return 'statements' in told;
}

/** Findings in their order; those of one story stand where its first one stood. KMS permissions keep a text of their own. */
export function together(findings: readonly Finding[]): readonly Told[] {
  const byPlace = groupBy(findings.filter(isPart), storyOf);
  const told = new Set<string>();
  return findings.flatMap((finding): Told[] => {
    const id = isPart(finding) ? storyOf(finding) : null;
    const group = id === null ? [] : (byPlace.get(id) ?? []);
    const [first, ...rest] = group;
    if (id === null || first === undefined || rest.length === 0) return [finding];
    if (told.has(id)) return [];
    told.add(id);
    return [
      {
        findings: [first, ...rest],
        principal: first.permission.principal,
        place: first.permission.remedy.place,
        statements: merged(group.map(({ permission }) => permission.remedy.statement)),
      },
    ];
  });
}

type Statement = Readonly<Record<string, unknown>>;
type Part = Finding & {
  readonly permission: MissingPermission & {
    readonly remedy: Remedy & { readonly place: string; readonly statement: Statement };
  };
};

function isPart(finding: Finding): finding is Part {
  const { kind, rule, permission } = finding;
  return (
    kind === 'problem' &&
    !rule.startsWith('kms/') &&
    (permission?.remedy?.place ?? null) !== null &&
    (permission?.remedy?.statement ?? null) !== null
  );
}

function storyOf({ permission, replicationRule }: Part): string {
  return JSON.stringify([permission.principal, permission.remedy.place, permission.keys ?? 'all', replicationRule]);
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
