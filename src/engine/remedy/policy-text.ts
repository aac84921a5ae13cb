/** Pieces of policies to paste. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Characters that a policy would read as a pattern or a variable stand for themselves in this form. */
export function literally(text: string): string {
  return text.replace(/[*?$]/gu, (character) => `\${${character}}`);
}

export interface KmsScope {
  /** Of the key, or null where it is not known. */
  readonly region: string | null;
  /** ARN of the bucket whose objects are encrypted. */
  readonly bucketArn: string;
  /** Of the objects that the replication rule selects. */
  readonly prefix: string;
}

/**
 * Through S3 only, and for the bucket's objects only. Both forms of the encryption context: the bucket's ARN with a Bucket Key, the
 * object's without.
 * Source: S3 User Guide, "Replicating encrypted objects".
 */
export function kmsCondition(scopes: readonly [KmsScope, ...KmsScope[]]): JsonObject {
  const [{ region }] = scopes;
  const contexts = scopes.flatMap(({ bucketArn, prefix }) => [bucketArn, `${bucketArn}/${literally(prefix)}*`]);
  return {
    StringLike: {
      'kms:ViaService': `s3.${region ?? '*'}.amazonaws.com`,
      'kms:EncryptionContext:aws:s3:arn': [...new Set(contexts)],
    },
  };
}

/** One text stands alone, several in a list. */
export function oneOrMore(texts: Iterable<string>): string | readonly string[] {
  const all = [...new Set(texts)].sort();
  return all.length === 1 ? (all[0] ?? '') : all;
}
