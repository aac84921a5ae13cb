/** How resources name the bucket that they belong to. */
import { textOf } from '../../values.js';
import { type Naming, knownText } from '../instances.js';

export const bucketNaming: Naming = {
  owners: ['aws_s3_bucket', 'data.aws_s3_bucket'],
  nameOfOwner: (owner) => textOf(owner.values['bucket']),
  nameIn: (separate) => knownText(separate, 'bucket'),
};
