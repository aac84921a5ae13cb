/** Whether versioning of both sides is enabled before the replication configuration is put, where one change makes both. */
import type { RawBucket } from '../../../snapshot/snapshot-shape.js';
import type { Instance } from '../../model.js';
import { Unknown, type Value } from '../../model.js';
import { blockOf, elementsOf, isMap, textOf } from '../../values.js';
import { bucketOfArn } from '../../../../estate/arn.js';
import type { Instances, Naming } from '../instances.js';
import type { Spots } from '../spots.js';

/** Null where there is nothing to order, or the code does not show it. */
export function unorderedVersioning(
  bucket: string,
  naming: Naming,
  instances: Instances,
  spots: Spots,
): NonNullable<RawBucket['UnorderedVersioning']> | null {
  const { orderedBehind } = instances.estate;
  const [replication] = instances.separate('aws_s3_bucket_replication_configuration', bucket, naming).found;
  if (orderedBehind === undefined || replication === undefined || !replication.isNew) return null;
  const names = [...new Set([bucket, ...destinationsOf(replication)])].filter((name) => {
    const [versioning] = instances.separate('aws_s3_bucket_versioning', name, naming).found;
    return (
      versioning !== undefined &&
      isEnabling(versioning) &&
      orderedBehind(replication.address, versioning.address) === false
    );
  });
  return spots.mark({ Buckets: names.map((Name) => ({ Name })) }, replication);
}

function isEnabling({ isNew, values }: Instance): boolean {
  const block = blockOf(values['versioning_configuration']);
  return isNew && block !== null && !(block instanceof Unknown) && textOf(block['status']) === 'Enabled';
}

function destinationsOf({ values }: Instance): readonly string[] {
  return blocksOf(values['rule']).flatMap((rule) =>
    isMap(rule)
      ? blocksOf(rule['destination']).flatMap((destination) => {
          const arn = isMap(destination) ? textOf(destination['bucket']) : null;
          return arn === null ? [] : (bucketOfArn(arn)?.name ?? []);
        })
      : [],
  );
}

function blocksOf(value: Value | undefined): readonly Value[] {
  const blocks = elementsOf(value);
  return blocks instanceof Unknown ? [] : blocks;
}
