import * as z from 'zod';
import { configSchema, selectors } from './schema.js';

/**
 * The configuration's JSON Schema, for editors: it offers the rules' ids, and asks for what the checks of our own ask for.
 * @param ruleIds ids of all rules
 */
export function configJsonSchema(ruleIds: readonly string[]): unknown {
  const ids = [...ruleIds];
  const additions: Readonly<Record<string, object>> = {
    'properties/severity/propertyNames': { enum: ids.filter((id) => id !== 'rule-crashed') },
    'properties/suppressions/items/properties/rule': { anyOf: [{ enum: ids }, { pattern: '[*?]' }] },
    'properties/suppressions/items': { anyOf: selectors.map((name) => ({ required: [name] })) },
    'properties/mustReplicate/items': { oneOf: [{ required: ['bucket'] }, { required: ['tag'] }] },
  };
  return {
    title: 'Configuration of replint',
    description: 'replint.config.yaml, replint.config.yml or replint.config.json',
    ...z.toJSONSchema(configSchema, {
      target: 'draft-7',
      io: 'input',
      override: ({ path, jsonSchema }) => Object.assign(jsonSchema, additions[path.join('/')]),
    }),
  };
}
