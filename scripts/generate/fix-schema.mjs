/** `schemas/replint-fix-1.schema.json`: what `replint fix --format json` prints. */
import { loadTs } from './load-ts.mjs';

export async function generate() {
  const { fixJsonSchema } = await loadTs('src/fix/schema.ts');
  const { $schema, ...shape } = fixJsonSchema();
  const schema = {
    $schema,
    $id: 'https://raw.githubusercontent.com/replint/replint/main/schemas/replint-fix-1.schema.json',
    title: 'replint fix',
    description: 'Changes that make every replication rule replicate, each document once, proved by a second audit.',
    ...shape,
  };
  return new Map([['schemas/replint-fix-1.schema.json', `${JSON.stringify(schema, null, 2)}\n`]]);
}
