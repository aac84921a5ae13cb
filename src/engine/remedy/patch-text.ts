/** Patches in words: which document or setting of whose account, and what to do to it. */
import { shortList } from '../../basics/short-list.js';
import { partsOf } from '../../estate/arn.js';
import type { Denial } from '../../policy/model.js';
import type { CauseName, Remedy } from '../../report/model.js';
import type { PatchTarget, PatchTargetKind } from '../../report/patch.js';
import { groupBy } from '../../basics/group-by.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import type { JsonObject } from './statements.js';

function inAccount(account: string | null): string {
  return account === null ? '' : ` in account ${account}`;
}

/** `arn:aws:s3:::orders` is called `orders`. */
function bucketName(arn: string): string {
  return partsOf(arn)?.resource ?? arn;
}

type Place = (target: PatchTarget, account: string | null) => string;

const documents: Readonly<Record<PatchTargetKind, Place>> = {
  'role-policy': ({ resource, name }, account) =>
    `${name === null ? 'an identity-based policy' : `identity-based policy "${name}"`} of role ${resource}${inAccount(account)}`,
  'permissions-boundary': ({ resource }, account) =>
    `the permissions boundary of role ${resource}${inAccount(account)}`,
  'trust-policy': ({ resource }, account) => `the trust policy of role ${resource}${inAccount(account)}`,
  'bucket-policy': ({ resource }, account) => `the bucket policy of ${bucketName(resource)}${inAccount(account)}`,
  'key-policy': ({ resource }, account) => `the key policy of ${resource}${inAccount(account)}`,
  'service-control-policy': ({ resource, name }) =>
    name === null
      ? `a service control policy of each level over ${resource} that does not allow it`
      : `service control policy "${name}" (organization of ${resource})`,
  'resource-control-policy': ({ resource, name }) =>
    name === null
      ? `the resource control policies that ${resource} is under, on every level`
      : `resource control policy "${name}" (organization of ${resource})`,
  'replication-configuration': ({ resource, name, part }, account) =>
    part === null
      ? `the replication configuration of ${bucketName(resource)}${inAccount(account)}`
      : `${name === null ? part : `replication rule "${name}"`} of ${bucketName(resource)}${inAccount(account)}`,
  setting: ({ resource }, account) => `${bucketName(resource)}${inAccount(account)}`,
};

/** `the bucket policy of orders-replica in account 444455556666`. */
export function documentText({ target, account }: Pick<PatchDraft, 'target' | 'account'>): string {
  return documents[target.kind](target, account);
}

/** `Statement[3] of the bucket policy of …`. */
export function partText(draft: Pick<PatchDraft, 'target' | 'account'>): string {
  const { part, kind } = draft.target;
  return part === null || kind === 'replication-configuration'
    ? documentText(draft)
    : `${part} of ${documentText(draft)}`;
}

/** Where one part alone keeps a statement from allowing it. */
const beginnings: Partial<Record<CauseName, string>> = {
  'wrong-resource': 'Widen the resources of that statement, or add this one to',
  'condition-not-met': 'Correct the condition of that statement, or add this one to',
};

/** The patches of one missing permission, as people read them. Several only where several statements deny. */
export function permissionRemedy(
  drafts: readonly PatchDraft[],
  { cause, misfit }: Pick<Denial, 'cause' | 'misfit'>,
  action: string,
): Remedy {
  const [first] = drafts;
  if (first === undefined)
    return {
      instruction: `The policy of an AWS managed key cannot be changed: name a customer managed key whose policy allows the role ${action}.`,
      place: null,
      statement: null,
    };
  const place = documentText(first);
  const [statement = null] = statementsOf(first);
  const beginning = (misfit?.isOneOfSeveral === false ? beginnings[cause] : undefined) ?? 'Add this statement to';
  switch (first.operation) {
    case 'add-statement':
      return statement === null
        ? { instruction: `Allow ${action} in ${place}.`, place, statement }
        : { instruction: `${beginning} ${place}:`, place, statement };
    case 'add-exception':
      return {
        instruction: `An Allow cannot override a Deny. Add this condition to ${partsText(drafts)}, so that it exempts ${first.target.kind === 'trust-policy' ? 's3.amazonaws.com' : 'the replication role'}:`,
        place: null,
        statement: first.value,
      };
    case 'remove-statement':
      return {
        instruction: `An Allow cannot override a Deny, and a policy that AWS manages cannot be changed. Detach ${place}.`,
        place: null,
        statement: null,
      };
    case 'replace-statement':
      return {
        instruction: `Limit ${partsText(drafts)}, which ${drafts.length === 1 ? 'is' : 'are'} public, to an organization or to accounts${statement === null ? ', or remove it.' : ', for example:'}`,
        place: null,
        statement,
      };
    case 'set':
      return configurationRemedy(first);
  }
}

/** `Statement[1] and Statement[2] of the bucket policy of …`. */
function partsText(drafts: readonly PatchDraft[]): string {
  const byDocument = groupBy(drafts, documentText);
  return listText(
    [...byDocument].map(([place, own]) => {
      const parts = own.flatMap(({ target }) => target.part ?? []);
      return parts.length === 0 ? place : `${listText(parts)} of ${place}`;
    }),
  );
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 2 more`. */
function listText(texts: readonly string[]): string {
  if (texts.length > 3) return shortList(texts, 3);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`;
}

function statementsOf({ value }: PatchDraft): readonly JsonObject[] {
  const statements = value?.['Statement'];
  return Array.isArray(statements) ? (statements as readonly JsonObject[]) : [];
}

function configurationRemedy(draft: PatchDraft): Remedy {
  const { value, cause } = draft;
  const place = partText(draft);
  if (value === null)
    return { instruction: choices[cause]?.(place) ?? `Change ${place}.`, place: null, statement: null };
  return { instruction: `${reasonOf(value)} Set this in ${place}:`, place: null, statement: value };
}

/** What an owner has to choose. */
const choices: Readonly<Record<string, (place: string) => string>> = {
  partition: (place) =>
    `Nothing can be granted between partitions. Name a bucket and a role of the same partition in ${place}.`,
  'replica-key': (place) =>
    `Name a customer managed key of the destination Region that the role is allowed to use in ${place}.`,
};

function reasonOf({ Destination: destination, Filter: filter, Prefix: prefix }: JsonObject): string {
  if (filter !== undefined || prefix !== undefined)
    return 'The policy of the destination lets the role write only under a certain prefix. Keep to it, or ask the owner of the destination for more.';
  if (typeof destination === 'object' && destination !== null && 'EncryptionConfiguration' in destination)
    return 'The key that the rule names cannot be used for this destination. Another key of its Region can.';
  return 'Nothing can be granted between partitions.';
}

/** As a finding's help: the instruction, and the JSON to paste below it. */
export function remedyText({ instruction, statement }: Remedy): string {
  return statement === null ? instruction : `${instruction}\n${JSON.stringify(statement, null, 2)}`;
}
