/** The parts of an ARN: `arn:partition:service:region:account:resource`. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon. */
  readonly resource: string;
}

/** @returns null where the text is no ARN */
export function partsOf(arn: string): ArnParts | null {
  const parts = arn.split(':');
  const [prefix, partition, service, region, account] = parts;
  if (prefix !== 'arn' || parts.length < 6) return null;
  if (partition === undefined || service === undefined || region === undefined || account === undefined) return null;
  return { partition, service, region, account, resource: parts.slice(5).join(':') };
}
