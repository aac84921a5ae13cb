/** What S3 said itself, read from files, with a line of progress on a terminal. */
import type { S3Evidence } from '../report/evidence.js';

interface EvidenceArguments {
  readonly evidence?: readonly string[] | undefined;
  readonly quiet?: boolean | undefined;
  readonly progress?: boolean | undefined;
}

/**
 * Null where none is given.
 * @param key - only what is said about objects of this key; null = all
 * @throws ExpectedError
 */
export async function evidenceFrom(
  { evidence, quiet, progress }: EvidenceArguments,
  key: string | null = null,
): Promise<S3Evidence | null> {
  if (evidence === undefined || evidence.length === 0) return null;
  const { readEvidence } = await import('../evidence/read-evidence.js');
  const isShown = process.stderr.isTTY && quiet !== true && progress !== false;
  if (!isShown) return readEvidence(evidence, { key });
  let shownAt = 0;
  const result = await readEvidence(evidence, {
    key,
    onProgress: ({ bytes, ofBytes }) => {
      const now = Date.now();
      if (now - shownAt < 200) return;
      shownAt = now;
      process.stderr.write(`\r\u001b[KReading evidence: ${megabytes(bytes)} of ${megabytes(ofBytes)} MB`);
    },
  });
  process.stderr.write('\r\u001b[K');
  return result;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
