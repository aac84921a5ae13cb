/** Which partition something is in, where the input does not say. */
import { partsOf } from './arn.js';
import type { RawAccount } from '../sources/snapshot/snapshot-shape.js';

const prefixes = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-isob-', 'aws-iso-b'],
  ['us-iso-', 'aws-iso'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
] as const;

export function partitionOfRegion(region: string): string {
  return prefixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

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
