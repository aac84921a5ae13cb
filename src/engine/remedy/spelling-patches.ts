/** A statement whose `Effect` AWS would refuse for its spelling alone, spelled as the grammar has it. */
import { partsOf } from '../../estate/arn.js';
import type { Fact } from '../../estate/fact.js';
import type { Estate, PolicyText } from '../../estate/model.js';
import type { PolicyKind, PolicyProblem } from '../../policy/model.js';
import type { PatchOwner, PatchTargetKind } from '../../report/patch.js';
import type { PolicyUse } from '../shapes/model.js';
import { statementAt } from './documents.js';
import type { PatchDraft } from '../shapes/patch-draft.js';

type Kind = 'identity' | 'permissions-boundary' | 'trust' | 'bucket' | 'key';

interface Place {
  readonly kind: PatchTargetKind;
  readonly owner: PatchOwner;
  readonly textOf: (estate: Estate, attachedTo: string, name: string) => Fact<PolicyText> | null;
}

const places: Readonly<Record<Kind, Place>> = {
  identity: {
    kind: 'role-policy',
    owner: 'source',
    textOf: ({ roles }, arn, name) => {
      const policies = roles.get(arn)?.identityPolicies;
      return policies?.state === 'known' ? (policies.value.find((each) => each.name === name)?.document ?? null) : null;
    },
  },
  'permissions-boundary': {
    kind: 'permissions-boundary',
    owner: 'source',
    textOf: ({ roles }, arn) => {
      const boundary = roles.get(arn)?.permissionsBoundary;
      return boundary?.state === 'known' ? boundary.value.document : null;
    },
  },
  trust: { kind: 'trust-policy', owner: 'source', textOf: ({ roles }, arn) => roles.get(arn)?.trustPolicy ?? null },
  bucket: {
    kind: 'bucket-policy',
    owner: 'destination',
    textOf: ({ buckets }, arn) => buckets.get(partsOf(arn)?.resource ?? '')?.policy ?? null,
  },
  key: { kind: 'key-policy', owner: 'key', textOf: ({ kmsKeys }, arn) => kmsKeys.get(arn)?.policy ?? null },
};

function placeOf(kind: PolicyKind): Place | null {
  return Object.hasOwn(places, kind) ? places[kind as Kind] : null;
}

const effects = ['Allow', 'Deny'] as const;

/** `allow`, ` DENY`; null for what could mean anything else. */
function effectMeant(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 20) return null;
  const word = value.trim().toLowerCase();
  return effects.find((effect) => effect.toLowerCase() === word && effect !== value) ?? null;
}

/** Null where the problem is another one. */
export function spellEffect({ estate, policy, attachedTo, account }: PolicyUse, at: PolicyProblem): PatchDraft | null {
  const place = placeOf(policy.kind);
  const part = /^(Statement(?:\[(\d+)\])?)\.Effect$/u.exec(at.path);
  const text = place?.textOf(estate, attachedTo, policy.shortName);
  if (place === null || part === null || text?.state !== 'known') return null;
  const index = Number(part[2] ?? 0);
  const statement = statementAt(text.value, index);
  const Effect = effectMeant(statement?.['Effect']);
  if (statement === null || Effect === null) return null;
  return {
    account,
    owner: place.owner,
    target: {
      kind: place.kind,
      resource: attachedTo,
      name: policy.kind === 'identity' ? policy.shortName : null,
      part: `Statement[${index}]`,
    },
    operation: 'replace-statement',
    value: { Statement: [{ ...statement, Effect }] },
    decision: false,
    narrows: false,
    cause: 'spelling',
  };
}
