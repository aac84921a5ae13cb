import { loadTs } from './load-ts.mjs';

/** @returns {Promise<Map<string, string>>} text by path from the root of the repository */
export async function generate() {
  const { configJsonSchema } = await loadTs('src/config/json-schema.ts');
  const { ruleFacts } = await loadTs('src/rule-facts.ts');
  const schema = configJsonSchema(ruleFacts.map(({ id }) => id));
  return new Map([['schemas/replint-config.schema.json', `${JSON.stringify(schema, null, 2)}\n`]]);
}
