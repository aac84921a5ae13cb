/** What a check is about, as formats for compliance name it: an ARN, its kind, account, Region and partition. */
import { isAccountId } from '../../basics/aws-names.js';
import { bucketArn } from '../../estate/arn.js';
import { partitionOfRegion } from '../../estate/partitions.js';
import type { BucketRef, ReplicationEntry } from '../../report/model.js';

export type ResourceKind = 'bucket' | 'role' | 'key' | 'policy' | 'account' | 'other';

export interface CheckedResource {
  /** An ARN where there is one; otherwise the name that the report has. */
  readonly id: string;
  readonly kind: ResourceKind;
  readonly account: string | null;
  readonly region: string | null;
  /** `aws`, `aws-cn` … */
  readonly partition: string;
}

/** A twelve-digit id, or nothing: what stands there may be a name in code, or any text. */
export function knownAccount(account: string | null | undefined): string | null {
  return account !== null && account !== undefined && isAccountId(account) ? account : null;
}

/** A name that a Region can have, or nothing. */
export function knownRegion(region: string | null | undefined): string | null {
  return region !== null && region !== undefined && /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/u.test(region) ? region : null;
}

const arn = /^arn:(aws[a-z-]{0,20}):([a-z0-9-]{1,40}):([a-z0-9-]{0,40}):(\d{12})?:(.+)$/u;

function kindOf(service: string, rest: string): ResourceKind {
  if (service === 's3' && !rest.includes('/')) return 'bucket';
  if (service === 'iam' && rest.startsWith('role/')) return 'role';
  if (service === 'iam' && rest.startsWith('policy/')) return 'policy';
  if (service === 'iam' && rest === 'root') return 'account';
  return service === 'kms' && rest.startsWith('key/') ? 'key' : 'other';
}

/** @param near where it is, if the ARN does not say */
export function resourceOf(
  id: string,
  near: { readonly account: string | null; readonly region: string | null },
): CheckedResource {
  const [, partition, service = '', region = '', account, rest = ''] = arn.exec(id) ?? [];
  const where = { account: knownAccount(near.account), region: knownRegion(near.region) };
  if (partition === undefined) return { id, kind: 'other', ...where, partition: partitionOfRegion(where.region ?? '') };
  const isGlobal = service === 'iam';
  return {
    id,
    kind: kindOf(service, rest),
    account: account ?? where.account,
    region: knownRegion(region) ?? (isGlobal ? null : where.region),
    partition,
  };
}

/** The buckets of a replication rule, its role and its keys, each once. */
export function resourcesOfEntry(entry: ReplicationEntry): readonly CheckedResource[] {
  const { source, destination, role, keys } = entry;
  const partition = (role === null ? null : arn.exec(role)?.[1]) ?? partitionOfRegion(knownRegion(source.region) ?? '');
  const buckets = [source, ...(destination === null ? [] : [destination])].map((bucket) => bucketOf(bucket, partition));
  const others = [role, ...(keys?.source ?? []), ...(keys?.replica ?? [])].flatMap((id) =>
    id !== null && arn.test(id) ? [resourceOf(id, source)] : [],
  );
  return [...new Map([...buckets, ...others].map((each) => [each.id, each])).values()];
}

function bucketOf({ bucket, account, region }: BucketRef, partition: string): CheckedResource {
  return {
    id: bucketArn({ partition, name: bucket }),
    kind: 'bucket',
    account: knownAccount(account),
    region: knownRegion(region),
    partition,
  };
}
