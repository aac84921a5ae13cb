/** What comes behind `aws` in a command of the AWS CLI that only reads. Words are bare: whoever prints them quotes them for the shell. */
import { commandName } from './command-name.js';

export function readOfBucket(operation: string, name: string): readonly string[] {
  return ['s3api', commandName(operation), '--bucket', name];
}

/** Of the account itself, through S3. */
export function readOfAccount(operation: string, id: string): readonly string[] {
  return ['s3control', commandName(operation), '--account-id', id];
}

export function readOfRole(operation: string, arn: string): readonly string[] {
  return ['iam', commandName(operation), '--role-name', arn.slice(arn.lastIndexOf('/') + 1)];
}

/** A key has one policy, of that name, but for what is shared by Resource Access Manager. */
export function readOfKey(operation: string, arn: string, region: string): readonly string[] {
  const policy = operation === 'GetKeyPolicy' ? ['--policy-name', 'default'] : [];
  return ['kms', commandName(operation), '--region', region, '--key-id', arn, ...policy];
}
