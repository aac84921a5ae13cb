/** Which partition something is in, where the input does not say. */

const prefixes = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-isob-', 'aws-iso-b'],
  ['us-iso-', 'aws-iso'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
] as const;

export const partitions: readonly string[] = ['aws', ...prefixes.map(([, partition]) => partition)];

export function partitionOfRegion(region: string): string {
  return prefixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}
