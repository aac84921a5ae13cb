/** `schemas/replint-snapshot-1.schema.json`: the snapshot format for editors and other tools, from the reader's own shapes. */
import { loadTs } from './load-ts.mjs';

export async function generate() {
  const { definitions, snapshotShape } = await loadTs('src/sources/snapshot/snapshot-shape.ts');
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://raw.githubusercontent.com/replint/replint/main/schemas/replint-snapshot-1.schema.json',
    title: 'replint snapshot',
    description: 'What AWS answered about buckets, roles and keys, verbatim, under the names of the API operations.',
    ...snapshotShape.schema,
    $defs: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return new Map([['schemas/replint-snapshot-1.schema.json', `${JSON.stringify(schema, null, 2)}\n`]]);
}
