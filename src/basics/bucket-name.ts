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
