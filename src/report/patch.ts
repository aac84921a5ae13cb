/**
 * A remedy as data: what to change in which document or setting of whose account. The text that people read is derived from it, and
 * what applies it works from it alone. Never a command, never an API call.
 */

type JsonObject = Readonly<Record<string, unknown>>;

/** All owners of patches. */
export const patchOwners = ['source', 'destination', 'key', 'organization'] as const;
/** Who has to make the change: the owner of the source bucket and its role, of the destination, of a key, of the organization. */
export type PatchOwner = (typeof patchOwners)[number];

/** All kinds of documents and settings that a patch changes. */
export const patchTargetKinds = [
  'role-policy',
  'permissions-boundary',
  'trust-policy',
  'bucket-policy',
  'key-policy',
  'service-control-policy',
  'resource-control-policy',
  'replication-configuration',
  'setting',
] as const;

/** Which kind of document or setting a patch changes. */
export type PatchTargetKind = (typeof patchTargetKinds)[number];

/** Settings of buckets and keys; `value` is spelled as AWS spells the setting. */
export const settingNames = [
  /** `{ Status }` */
  'versioning',
  /** `{ ObjectLockEnabled }` */
  'object-lock',
  /** `{ Rules: [{ ObjectOwnership }] }` */
  'ownership-controls',
  /** `{ Payer }` */
  'request-payment',
  /** `{ RestrictPublicBuckets }` and its like */
  'public-access-block',
  /** `{ KeyState }` */
  'key-state',
] as const;

/** A setting that a patch changes, by the API operation that sets it. */
export type SettingName = (typeof settingNames)[number];

/** The document or setting that a patch changes. */
export interface PatchTarget {
  readonly kind: PatchTargetKind;
  /** ARN of the role, bucket or key that the document depends on; `account 111122223333` for a policy of the organization. */
  readonly resource: string;
  /** Name of the policy or setting; null where the resource has only one, or where a new one, or all together, are meant. */
  readonly name: string | null;
  /** `Statement[3]` or `Rules[0]`, the part that changes; null = the document as a whole. */
  readonly part: string | null;
}

/** All operations of patches. */
export const patchOperations = [
  /** Adds the statements of `value.Statement`, where they are not there yet. */
  'add-statement',
  /** Puts the statements of `value.Statement` in the place of the one that `target.part` names. */
  'replace-statement',
  /** Adds the tests of `value.Condition` to the Deny that `target.part` names: values of one operator and key are joined. */
  'add-exception',
  /** Takes the statement that `target.part` names away; without a part, the policy that `target.name` names. */
  'remove-statement',
  /** Policies: `value` is the whole document. Settings, configurations: `value` is laid over (JSON Merge Patch, RFC 7396). */
  'set',
] as const;

/** What a patch does to its target. */
export type PatchOperation = (typeof patchOperations)[number];

/** One change of one document or setting, as data. */
export interface Patch {
  /** 16 hex digits: the same as long as place, operation and cause are. */
  readonly id: string;
  /** Account that owns what changes; null = not known. */
  readonly account: string | null;
  readonly owner: PatchOwner;
  readonly target: PatchTarget;
  readonly operation: PatchOperation;
  /** By `operation`, empty for a removal; null = an owner has to choose. */
  readonly value: JsonObject | null;
  /** An owner must decide first: a Deny, a policy of the organization, a boundary, a choice that the evidence does not make. */
  readonly decision: boolean;
  /** Takes access away that is there today. */
  readonly narrows: boolean;
}
