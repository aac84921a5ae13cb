/** Levels of an organization that allow too little: each gets a policy of its own, since FullAWSAccess is not anybody's to edit. */
import { allowsNothingBeyond, parsePolicy } from '../../policy/index.js';
import type { NamedPolicy, PolicyLevel, PolicyText } from '../../estate/model.js';
import type { Patch } from '../../report/patch.js';
import type { PolicyInForce } from '../../policy/model.js';
import type { JsonObject } from '../model.js';
import type { Applied, State } from './model.js';
import { withValueAt } from './json-place.js';
import { levelsOf } from './places.js';
import { statementsOf, withStatement } from './statement-place.js';

const name = 'replint-replication';

function inForce(text: PolicyText): PolicyInForce {
  return { kind: 'service-control', name: 'policy', document: parsePolicy(text, 'service-control') };
}

/** Whether the level allows what the document says. What cannot be compared is taken to allow it. */
function allows(policies: readonly NamedPolicy[], document: JsonObject): boolean {
  const own = policies.flatMap((policy) => (policy.document.state === 'known' ? [inForce(policy.document.value)] : []));
  // A Deny on the level is not fixed by one more Allow.
  const allowed = own.map((policy) => ({
    ...policy,
    document: {
      ...policy.document,
      statements: policy.document.statements.filter(({ effect }) => effect === 'Allow'),
    },
  }));
  const wanted = inForce({ json: document, text: null });
  return allowsNothingBeyond([wanted], allowed).outcome !== 'beyond';
}

/** Null where every level that is known allows it, so that nothing is there to add. */
export function withOrganizationStatement({ facts, estate }: State, patch: Patch): Applied | null {
  const document = statementsOf(patch.value ?? {}).reduce(withStatement, { Version: '2012-10-17', Statement: [] });
  const lacking = new Set(
    levelsOf(estate, patch.account, patch.target.kind)
      .filter(({ policies }) => policies.state === 'known' && !allows(policies.value, document))
      .map(({ target }) => target),
  );
  if (lacking.size === 0) return null;
  let next = facts;
  for (const { id, level } of levelsOfAll(estate, patch.target.kind)) {
    if (!lacking.has(level.target) || (level.target === id && id !== patch.account)) continue;
    if (level.policies.state !== 'known') continue;
    const { pointer } = level.policies.origin;
    next = withValueAt(next, `${pointer}/${level.policies.value.length}`, {
      Name: name,
      Content: JSON.stringify(document),
    });
  }
  return { facts: next, touched: [{ target: { ...patch.target, name }, account: patch.account, value: document }] };
}

/** One level is reported once for each account below it. */
function levelsOfAll(
  estate: State['estate'],
  kind: string,
): readonly { readonly id: string; readonly level: PolicyLevel }[] {
  return [...estate.accounts.keys()].flatMap((id) => levelsOf(estate, id, kind).map((level) => ({ id, level })));
}
