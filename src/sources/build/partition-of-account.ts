/** Which partition an account is in, where its entry does not say. */
import { partsOf } from '../../estate/arn.js';
import { partitionOfRegion } from '../../estate/partitions.js';
import type { RawAccount } from '../snapshot/snapshot-shape.js';

/** As stated, or as the first bucket, role or key of the account shows, or else `aws`. */
export function partitionOfAccount({ partition, buckets, roles, keys }: RawAccount): string {
  if (partition !== undefined) return partition;
  const region = buckets?.find(({ BucketRegion }) => BucketRegion !== undefined)?.BucketRegion;
  if (region !== undefined) return partitionOfRegion(region);
  const arns = [
    ...(roles ?? []).map(({ Arn }) => Arn),
    ...(keys ?? []).map(({ Arn, DescribeKey: described }) =>
      described !== undefined && 'KeyMetadata' in described ? described.KeyMetadata.Arn : Arn,
    ),
  ];
  const arn = arns.find((each) => each !== undefined);
  return (arn === undefined ? null : partsOf(arn))?.partition ?? 'aws';
}
