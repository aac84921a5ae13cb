/** Rows: action name, access level, resource types (separated by blanks), indices into `conditionKeys`. */
export type ActionRow = readonly [
  name: string,
  accessLevel: string,
  resourceTypes: string,
  conditionKeys: readonly number[],
];

export interface ServiceTable {
  readonly service: string;
  /** As the reference writes them: `s3:ExistingObjectTag/<key>`, `kms:EncryptionContext:${EncryptionContextKey}`. */
  readonly conditionKeys: readonly string[];
  readonly actions: readonly ActionRow[];
}
