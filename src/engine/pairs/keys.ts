/** Which KMS keys a pair reads and writes with, as far as that can be told from names. */
import { couldBe, hasStandIn } from '../../basics/stand-in.js';
import { accountOfArn, kmsArn, partsOf, regionOfArn } from '../../estate/arn.js';
import { valueOf } from '../../estate/fact.js';
import type { Bucket, Estate } from '../../estate/model.js';
import type { EngineSettings, KeyReference } from '../shapes/model.js';

/** Where a name without account and Region is looked up. */
export interface KeyScope {
  readonly partition: string;
  readonly account: string | null;
  readonly region: string | null;
}

const managedAlias = 'alias/aws/s3';

/** `configured` as S3 stores it: key ARN, key id, alias ARN, alias name; null = the AWS managed key of the account. */
export function resolveKey(estate: Estate, configured: string | null, scope: KeyScope): KeyReference {
  const name = configured ?? managedAlias;
  // A whole ARN that is not known has no account and no Region to take from it.
  if (isOpenArn(name))
    return {
      configured,
      arn: name,
      kmsKey: estate.kmsKeys.get(name) ?? null,
      isAlias: false,
      isAwsManaged: null,
      account: null,
      region: null,
    };
  const arn = fullArn(name, scope);
  const place = {
    account: (arn === null ? null : accountOfArn(arn)) ?? scope.account,
    region: (arn === null ? null : regionOfArn(arn)) ?? scope.region,
  };
  const isAlias = name.includes('alias/');
  if (!isAlias) {
    const kmsKey = arn === null ? null : (estate.kmsKeys.get(arn) ?? null);
    const manager = kmsKey === null ? undefined : valueOf(kmsKey.metadata)?.KeyManager;
    return {
      configured,
      arn,
      kmsKey,
      isAlias,
      isAwsManaged: manager === undefined ? null : manager === 'AWS',
      ...place,
    };
  }
  const target = arn === null ? undefined : estate.aliases.get(arn);
  const kmsKey = target === undefined ? null : (estate.kmsKeys.get(target) ?? null);
  return {
    configured,
    arn: target ?? null,
    kmsKey,
    isAlias,
    isAwsManaged: (arn === null ? '' : (partsOf(arn)?.resource ?? '')).startsWith('alias/aws/'),
    ...place,
  };
}

function isOpenArn(name: string): boolean {
  return hasStandIn(name) && !name.startsWith('arn:') && couldBe(name, (text) => text.startsWith('arn:'));
}

function fullArn(name: string, { partition, account, region }: KeyScope): string | null {
  if (name.startsWith('arn:')) return name;
  if (account === null || region === null) return null;
  return kmsArn({ partition, account, region }, name.startsWith('alias/') ? name : `key/${name}`);
}

/**
 * Keys that protect SSE-KMS objects of a source bucket: the default encryption's, and those that the owner names in the
 * configuration. Empty where the default encryption is not KMS and nobody named keys.
 * @param storedBy - services that store its objects: where keys are named, nobody uses the default key
 */
export function sourceKeysOf(
  estate: Estate,
  source: Bucket,
  settings: EngineSettings,
  storedBy: readonly string[],
): readonly KeyReference[] {
  const scope = { partition: source.partition, account: source.account, region: valueOf(source.region) ?? null };
  const encryption = valueOf(source.encryption);
  const named = settings.sourceKeys.get(source.name) ?? [];
  const isDefaultUsed = storedBy.length === 0 || named.length === 0;
  const byDefault = isDefaultUsed && encryption?.algorithm.startsWith('aws:kms') === true ? [encryption.kmsKeyId] : [];
  const keys = [...byDefault, ...named].map((key) => resolveKey(estate, key, scope));
  // A key ARN and an alias of it are one key.
  return [...new Map(keys.map((key) => [key.arn ?? key.configured ?? managedAlias, key])).values()];
}
