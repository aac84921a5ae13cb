/** A bucket or an object as people write it. */
export interface ObjectName {
  readonly bucket: string;
  /** Null = every object. */
  readonly key: string | null;
}

const spellings = [
  /^s3:\/\/([^/]+)(?:\/([^]*))?$/u,
  /^arn:[^:/]+:s3:::([^/:]+)(?:\/([^]*))?$/u,
  /^([^/:\s]+)(?:\/([^]*))?$/u,
];

/** `s3://BUCKET/KEY`, `arn:aws:s3:::BUCKET/KEY`, `BUCKET/KEY`, each without a key, too; null where it is none of them. */
export function parseObjectName(text: string): ObjectName | null {
  for (const spelling of spellings) {
    const [, bucket, key = ''] = spelling.exec(text) ?? [];
    // `/*` is how policies say "every object".
    if (bucket !== undefined) return { bucket, key: key === '' || key === '*' ? null : key };
  }
  return null;
}

/** Whether it has the length and the characters of a bucket's name. */
export function hasBucketNameForm(text: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u.test(text);
}

/** Whether S3 takes it as the name of a new bucket. Source: S3 User Guide, "General purpose bucket naming rules". */
export function isBucketName(text: string): boolean {
  return (
    hasBucketNameForm(text) &&
    !text.includes('..') &&
    !/^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text) &&
    !/^(?:xn--|sthree-|amzn-s3-demo-)/u.test(text) &&
    !/(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/u.test(text)
  );
}

/** Ids of AWS accounts. Source: AWS Account Management Reference, "View AWS account identifiers". */
export const accountIdPattern = /^\d{12}$/u;

export function isAccountId(text: string): boolean {
  return accountIdPattern.test(text);
}
