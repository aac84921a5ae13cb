import { loadTs } from './load-ts.mjs';

/** @returns {Promise<Map<string, string>>} text by path from the root of the repository */
export const generate = async () => {
  const { configJsonSchema } = await loadTs('src/config/json-schema.ts');
  return new Map([['schemas/replint-config.schema.json', `${JSON.stringify(configJsonSchema(), null, 2)}\n`]]);
};
