/** What S3 said itself, read from files, with a line of progress on a terminal. */
import { stat } from 'node:fs/promises';
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
  const { paths, found } = await filesOf(evidence);
  const isShown = process.stderr.isTTY && quiet !== true && progress !== false;
  if (!isShown) return readEvidence(paths, { key, found });
  let shownAt = 0;
  const result = await readEvidence(paths, {
    key,
    found,
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

/** Folders are searched, as trails and inventories are copied from a bucket. */
async function filesOf(given: readonly string[]) {
  const paths = new Set<string>();
  const found = new Set<string>();
  for (const path of given) {
    const isFolder = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (!isFolder) {
      paths.add(path);
      found.delete(path);
      continue;
    }
    const { filesBelow } = await import('../sources/files/search-folder.js');
    for (const file of await filesBelow(path)) {
      if (!paths.has(file)) found.add(file);
      paths.add(file);
    }
  }
  return { paths: [...paths], found };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
