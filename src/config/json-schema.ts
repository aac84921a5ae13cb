import { z } from 'zod';
import { configSchema } from './schema.js';

/** The configuration's JSON Schema, for editors. */
export const configJsonSchema = (): unknown => ({
  title: 'Configuration of replint',
  description: 'replint.config.yaml, replint.config.yml or replint.config.json',
  ...z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' }),
});
