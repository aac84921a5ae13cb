/**
 * Where a file of an iam-collect store stands. Names of folders are lower-cased and encoded there: they place a file, and names and ARNs
 * come from `metadata.json` alone.
 * Source: https://github.com/cloud-copilot/iam-collect/blob/main/docs/Storage.md, "Storage Layout Explained".
 */
import { isAccountId } from '../../basics/aws-names.js';
import type { InputFile } from '../input-file.js';

export interface StoredFile {
  readonly file: InputFile;
  /** Everything up to the partition: files of one store share it. */
  readonly store: string;
  readonly partition: string;
  readonly part: 'accounts' | 'organizations' | 'indexes';
  /** The account, the organization; empty for an index. */
  readonly owner: string;
  /** Folders below, without the name of the file: `s3`, `orders`. */
  readonly folders: readonly string[];
  /** Without `.json`. */
  readonly name: string;
}

const layout = /^(?<store>(?:.*\/)?aws\/(?<partition>aws(?:-[a-z]+)*))\/(?<rest>.+)\.json$/u;

/** Null where the file does not stand in such a store. */
export function storedFile(file: InputFile): StoredFile | null {
  const path = file.name.replaceAll('\\', '/');
  const { store, partition, rest } = layout.exec(path)?.groups ?? {};
  if (store === undefined || partition === undefined || rest === undefined) return null;
  const steps = rest.split('/');
  const name = steps.pop() ?? '';
  const [part, owner = '', ...folders] = steps;
  const own = { file, store, partition, name };
  if (part === 'accounts' && isAccountId(owner)) return { ...own, part, owner, folders };
  if (part === 'organizations' && /^o-[a-z\d]+$/u.test(owner)) return { ...own, part, owner, folders };
  return part === 'indexes' && owner === '' ? { ...own, part, owner, folders } : null;
}
