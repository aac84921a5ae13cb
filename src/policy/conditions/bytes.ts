/** Bytes as condition operators compare them. Source: IAM User Guide, "Binary condition operators". */

/** Base64 texts of the same bytes; padding may be missing. */
export function sameBytes(a: string, b: string): boolean | null {
  const isBase64 = (text: string): boolean => /^[A-Za-z\d+/]*={0,2}$/u.test(text);
  if (!isBase64(a) || !isBase64(b)) return null;
  const bare = (text: string): string => text.replace(/=+$/u, '');
  return bare(a) === bare(b);
}
