/** Resources that set up replication, alone or by an argument. */

/** Each alone. */
export const replicationTypes = ['aws_s3_bucket_replication_configuration'] as const;

/** Those that do if they have this argument or block. */
const typesWithRules: ReadonlySet<string> = new Set(['aws_s3_bucket', 'awscc_s3_bucket']);
const argument = 'replication_configuration';

/** @param has whether the resource is given an argument, or a block of that name */
export function setsUpReplication(type: string, has: (argument: string) => boolean): boolean {
  return replicationTypes.some((each) => each === type) || (typesWithRules.has(type) && has(argument));
}
