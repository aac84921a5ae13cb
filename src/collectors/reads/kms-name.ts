/** Names of KMS keys, as policies and configurations spell them. */

/** A key or an alias by its ARN, in parts. */
export interface KmsName {
  readonly arn: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly isAlias: boolean;
}

const kmsArn = /^arn:([a-z-]+):kms:([a-z0-9-]+):(\d{12}):(?:key\/[\w-]+|(alias)\/[\w/-]+)$/;

export function parseKmsArn(arn: string): KmsName | null {
  const parts = kmsArn.exec(arn);
  if (parts === null) return null;
  const [, partition = '', region = '', account = '', alias] = parts;
  return { arn, partition, region, account, isAlias: alias !== undefined };
}

/** A key as S3 stores it: ARN of a key or alias, key id, alias name; null = the AWS managed key for S3. */
export function kmsNameOf(
  configured: string | null,
  home: { readonly partition: string; readonly region: string; readonly account: string },
): KmsName | null {
  const name = configured ?? 'alias/aws/s3';
  if (name.startsWith('arn:')) return parseKmsArn(name);
  const resource = name.startsWith('alias/') ? name : `key/${name}`;
  return parseKmsArn(`arn:${home.partition}:kms:${home.region}:${home.account}:${resource}`);
}
