/** Findings as people read them: permissions that one document lacks for one reason are one story, told once. */
import { counted } from '../basics/counted.js';
import { groupBy } from '../basics/group-by.js';
import { levelRank, type Finding, type MissingPermission, type Remedy } from './model.js';
import { principalName } from './short-arn.js';

/** One finding, or several of one group. */
export interface Joined {
  /** In the order given. */
  readonly findings: readonly [Finding, ...Finding[]];
  /** The first of those that weigh most. */
  readonly worst: Finding;
  readonly headline: string;
  readonly why: string;
  readonly effect: string | null;
  /** Of several: actions by what they are asked on, each as a line. */
  readonly what: readonly What[];
  readonly help: string;
  /** Each once. */
  readonly rules: readonly string[];
  readonly failureReasons: readonly string[];
  /** The finding's own, or the group's. */
  readonly fingerprint: string;
}

export interface What {
  readonly actions: readonly { readonly action: string; readonly level: Finding['level'] }[];
  readonly resource: string;
}

/** Findings in their order; those of one group stand where its first one stood. What is accepted is not told with what is open. */
export function joined(findings: readonly Finding[]): readonly Joined[] {
  const groups = groupBy(findings, keyOf);
  const seen = new Set<string>();
  return findings.flatMap((finding): Joined[] => {
    const key = keyOf(finding);
    if (finding.group === null || key === null) return [alone(finding)];
    if (seen.has(key)) return [];
    seen.add(key);
    const [first = finding, ...rest] = groups.get(key) ?? [];
    return [rest.length === 0 ? alone(first) : story([first, ...rest], finding.group)];
  });
}

/** What holds in other cases of the code is another story. */
function keyOf({ group, suppressed, when = [] }: Finding): string | null {
  return group === null ? null : `${group} ${suppressed === null ? 'open' : 'accepted'} ${when.join(', ')}`;
}

function alone(finding: Finding): Joined {
  const { headline, why, effect, help, rule, failureReasons, fingerprint } = finding;
  return {
    findings: [finding],
    worst: finding,
    headline,
    why,
    effect,
    what: [],
    help,
    rules: [rule],
    failureReasons: [...new Set(failureReasons)],
    fingerprint,
  };
}

function story(findings: readonly [Finding, ...Finding[]], group: string): Joined {
  const [worst] = [...findings].sort((one, other) => levelRank(one.level) - levelRank(other.level));
  // One for each level: what is lost, and what is lost besides.
  const effects = [...groupBy(findings, ({ level }) => level).values()].flatMap((own) => effectOf(own) ?? []);
  return {
    findings,
    worst: worst ?? findings[0],
    headline: headlineOf(findings),
    why: [...new Set(findings.map(({ why }) => why))].join(' '),
    effect: effects.length === 0 ? null : effects.join(' '),
    what: [...groupBy(findings, ({ permission }) => permission?.resource ?? '')].map(([resource, own]) => ({
      actions: own.map(({ permission, level }) => ({ action: permission?.action ?? '', level })),
      resource,
    })),
    help: helpOf(findings),
    rules: [...new Set(findings.map(({ rule }) => rule))],
    failureReasons: [...new Set(findings.flatMap(({ failureReasons }) => failureReasons))],
    fingerprint: group,
  };
}

/** Several that begin alike and differ in what S3 cannot do: the beginning, since one of them would stand for all. */
function effectOf(findings: readonly Finding[]): string | null {
  const effects = new Set(findings.flatMap(({ effect }) => effect ?? []));
  const beginnings = new Set([...effects].map((effect) => effect.split(': ', 1)[0] ?? ''));
  const [beginning = ''] = beginnings;
  return effects.size > 1 && beginnings.size === 1 ? `${beginning}.` : ([...effects][0] ?? null);
}

function headlineOf(findings: readonly [Finding, ...Finding[]]): string {
  const [{ permission }] = findings;
  const who = principalName(permission?.principal ?? '');
  const verb = isDenied(permission) ? 'is denied' : 'lacks';
  const some = permission?.keys === 'some' ? ', for some objects only' : '';
  return `${who} ${verb} ${counted(findings.length, 'permission')}${some}`;
}

function helpOf(findings: readonly [Finding, ...Finding[]]): string {
  const parts = findings.filter(isPart);
  const place = parts[0]?.permission.remedy.place ?? null;
  if (place === null) return findings[0].help;
  const statements = merged(parts.map(({ permission }) => permission.remedy.statement));
  const [first] = statements;
  return statements.length === 1
    ? `Add this statement to ${place}:\n${JSON.stringify(first, null, 2)}`
    : `Add these statements to ${place}:\n${JSON.stringify(statements, null, 2)}`;
}

type Statement = Readonly<Record<string, unknown>>;
type Part = Finding & {
  readonly permission: MissingPermission & {
    readonly remedy: Remedy & { readonly statement: Statement };
  };
};

/**
 * What findings of one group have in common: who lacks the permission, in which document, for which rule of which bucket; of a Deny, the
 * changes that answer it. Null where a finding stands alone. KMS permissions have a text of their own each.
 */
export function groupKey(finding: Omit<Finding, 'group'>): string | null {
  if (!isPart(finding)) return null;
  const { permission, replicationRule, sourceBucket, patches } = finding;
  const { principal, remedy, keys = 'all' } = permission;
  return JSON.stringify([principal, remedy.place ?? patches, keys, sourceBucket, replicationRule]);
}

function isPart(finding: Omit<Finding, 'group'>): finding is Part {
  const { kind, rule, permission, patches } = finding;
  const remedy = permission?.remedy;
  if (kind !== 'problem' || remedy === undefined || remedy.statement === null) return false;
  return remedy.place === null ? isDenied(permission) && patches.length > 0 : !rule.startsWith('kms/');
}

/** Of a Deny no statement is to be added; what is to be changed is the same for all that it hits. */
export function isDenied(permission: MissingPermission | null): boolean {
  return permission !== null && permission.policies.some(({ effect }) => effect === 'deny');
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
