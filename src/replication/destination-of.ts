import type { ReplicationRule } from '../estate/model.js';

export interface DestinationArn {
  readonly partition: string;
  /** Bucket name. */
  readonly name: string;
}

/** The destination bucket that the rule names; `null` where `Destination.Bucket` is no ARN of an S3 bucket. */
export function destinationOf(rule: ReplicationRule): DestinationArn | null {
  const parts = rule.Destination.Bucket.split(':');
  if (parts.length !== 6) return null;
  const [arn, partition, service, region, account, name] = parts;
  if (arn !== 'arn' || service !== 's3' || region !== '' || account !== '') return null;
  if (!partition || !name || /[/*?]/.test(name)) return null;
  return { partition, name };
}
