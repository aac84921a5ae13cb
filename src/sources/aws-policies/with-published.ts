/** Code attaches AWS managed policies by their names: what they allow is what AWS publishes, as long as no input says more. */
import type { Reading } from '../adapter.js';
import { isFailed, pagesWithOrigin } from '../build/answer.js';
import type { RawAccount, RawManagedPolicy, RawRole, RawSnapshot } from '../snapshot/snapshot-shape.js';

const awsPolicies = 'arn:aws:iam::aws:policy/';

/** The reading of code, with these documents; other readings as they are. */
export async function withPublishedPolicies(reading: Reading): Promise<Reading> {
  const { supply, facts, cases = [] } = reading;
  if (supply === undefined || facts === null) return reading;
  const all = [facts, ...cases.map((each) => each.facts)];
  const attached = [...new Set(all.flatMap((each) => each.accounts.flatMap(policiesOf)))].sort();
  if (attached.length === 0) return reading;
  const { publishedPolicies } = await import('./published.js');
  const names = attached
    .map((arn) => arn.slice(awsPolicies.length))
    .filter((name) => Object.hasOwn(publishedPolicies, name));
  if (names.length === 0) return reading;
  const entries = new Map(
    names.map((name): readonly [string, RawManagedPolicy] => [
      `${awsPolicies}${name}`,
      {
        Arn: `${awsPolicies}${name}`,
        IsPublished: true,
        PolicyVersionList: [{ Document: publishedPolicies[name]?.document, IsDefaultVersion: true }],
      } as RawManagedPolicy,
    ]),
  );
  const versions = names.map((name) => {
    const { version = '', since = '' } = publishedPolicies[name] ?? {};
    return `${name} ${version} of ${since}`;
  });
  return {
    ...reading,
    facts: withPolicies(facts, entries),
    ...(cases.length === 0
      ? {}
      : { cases: cases.map((each) => ({ ...each, facts: withPolicies(each.facts, entries) })) }),
    notes: [
      ...(reading.notes ?? []),
      `Judged AWS managed policies as AWS publishes them, unless another input holds them: ${versions.join(', ')}.`,
    ],
  };
}

/** ARNs of AWS managed policies, attached to a role or its boundary. */
function policiesOf({ roles = [] }: RawAccount): readonly string[] {
  return roles.flatMap(arnsOf).filter((arn) => arn.startsWith(awsPolicies));
}

function arnsOf({ ListAttachedRolePolicies: listed, LaidOver: over, GetRole: answer }: RawRole): readonly string[] {
  const pages = listed === undefined ? [] : pagesWithOrigin(listed, { source: 0, pointer: '' });
  const boundary =
    answer === undefined || isFailed(answer) ? undefined : answer.Role.PermissionsBoundary?.PermissionsBoundaryArn;
  return [
    ...pages.flatMap(([page]) => (isFailed(page) ? [] : page.AttachedPolicies.map(({ PolicyArn }) => PolicyArn))),
    ...(over?.Attaches ?? []).map(({ PolicyArn }) => PolicyArn),
    ...(boundary === undefined ? [] : [boundary]),
  ];
}

function withPolicies(facts: RawSnapshot, entries: ReadonlyMap<string, RawManagedPolicy>): RawSnapshot {
  return {
    ...facts,
    accounts: facts.accounts.map((account) => {
      const own = [...new Set(policiesOf(account))].flatMap((arn) => entries.get(arn) ?? []);
      return own.length === 0 ? account : { ...account, policies: [...(account.policies ?? []), ...own] };
    }),
  };
}
