/** Where a pair has what S3's requests are made on. */
import { bucketArn, everyKeyArn, kmsArn } from '../../estate/arn.js';
import { valueOf } from '../../estate/fact.js';
import type { Text } from '../../policy/model.js';
import type { Target } from '../../replication/targets.js';
import type { KeyReference } from '../shapes/model.js';
import type { PairBase } from '../shapes/subjects.js';

export interface Place {
  /** Among the places of its target. */
  readonly index: number;
  readonly resource: Text;
  /** With `*` for the object key. */
  readonly resourceText: string;
  /** Where the key's ARN is not known: what it looks like. */
  readonly pattern?: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly key: KeyReference | null;
}

const nowhere = (): readonly Place[] => [];

/** Where a pair has what a request is made on. Rows that are not derived have no place, nor has the default key: see its row. */
export const placesOf: Readonly<Record<Target, (pair: PairBase) => readonly Place[]>> = {
  role: ({ role }) => {
    const arn = role.arn ?? '';
    return [{ index: 0, resource: arn, resourceText: arn, account: role.account, region: null, key: null }];
  },
  'source-bucket': ({ source }) => [bucketIn(source, valueOf(source.region) ?? null)],
  'source-objects': ({ source }) => [objectsIn(source, valueOf(source.region) ?? null)],
  'destination-bucket': ({ destination }) => [bucketIn(destination, destination.region)],
  'destination-objects': ({ destination }) => [objectsIn(destination, destination.region)],
  'source-key': ({ kms: { sourceKeys }, source }) =>
    sourceKeys.map((key, index) => keyPlace(key, index, source.partition)),
  'replica-key': ({ kms: { replicaKeys }, destination }) =>
    replicaKeys.map((key, index) => keyPlace(key, index, destination.partition)),
  'destination-default-key': nowhere,
  'batch-job': nowhere,
  'batch-files': nowhere,
  'batch-key': nowhere,
};

type BucketThere = Parameters<typeof bucketArn>[0] & Pick<Place, 'account'>;

function bucketIn(bucket: BucketThere, region: string | null): Place {
  const arn = bucketArn(bucket);
  return { index: 0, resource: arn, resourceText: arn, account: bucket.account, region, key: null };
}

function objectsIn(bucket: BucketThere, region: string | null): Place {
  const arn = bucketArn(bucket);
  const resource = { prefix: `${arn}/` };
  return { index: 0, resource, resourceText: `${arn}/*`, account: bucket.account, region, key: null };
}

function nameOf({ configured }: KeyReference): string {
  if (configured === null) return 'alias/aws/s3';
  const alias = configured.indexOf('alias/');
  return alias < 0 ? `key/${configured}` : configured.slice(alias);
}

/** A key that is known by its alias only is some key of that account and Region. */
function keyPlace(key: KeyReference, index: number, partition: string): Place {
  const { arn, account, region } = key;
  if (arn !== null) return { index, resource: arn, resourceText: arn, account, region, key };
  const place = { partition, region, account };
  const resource = kmsArn({ partition, region: region ?? '', account: account ?? '' }, nameOf(key));
  const pattern = everyKeyArn(place);
  return { index, resource, resourceText: resource, pattern, account, region, key };
}
