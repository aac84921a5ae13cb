/** Snapshots as a form of input. */
import type { Adapter } from '../adapter.js';
import { isObject } from '../shape.js';
import { readSnapshotText } from './read-snapshot-text.js';

export const snapshotAdapter: Adapter = {
  kind: 'snapshot',
  form: 'a snapshot',
  recognise: (files) =>
    files.flatMap((file) => {
      const value = file.json?.value;
      const format = isObject(value) ? value['format'] : undefined;
      const isSnapshot = typeof format === 'string' && format.startsWith('replint-snapshot/');
      const why = 'a snapshot: `format` says so';
      return isSnapshot ? [{ files: [file], name: file.name, sureness: 'certain' as const, why }] : [];
    }),
  read: ({ files: [file], name }) =>
    readSnapshotText({ name, kind: 'snapshot', text: file?.text ?? '' }, file?.json ?? undefined),
};
