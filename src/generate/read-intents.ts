/** A file of intents, YAML or JSON: a list, or an object with the list under `replicate`. */
import { parseDocument } from 'yaml';
import { intentOf, InvalidIntent, type Intent } from './intent.js';

const most = 1000;

/** @throws InvalidIntent with the place of the entry */
export function readIntents(name: string, text: string): readonly Intent[] {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'failsafe',
    maxAliasCount: 0,
    prettyErrors: false,
  } as never);
  const [error] = document.errors;
  if (error !== undefined) {
    const line = text.slice(0, error.pos[0]).split('\n').length;
    throw new InvalidIntent(
      `${name}:${line} This is not YAML: ${error.message}.`,
      'docs/generate.md shows an intent file.',
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw new InvalidIntent(`${name} uses references (\`*name\`).`, 'Write the values out.', { cause });
  }
  const list = listOf(value);
  if (list === null || list.length === 0 || list.length > most)
    throw new InvalidIntent(
      `${name} is not a list of what is to be replicated.`,
      'Write a list, or a list under `replicate`: docs/generate.md shows one.',
    );
  return list.map((entry, index) => intentOf(entry, `${name}, entry ${index + 1}: `));
}

function listOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (typeof value !== 'object' || value === null || !('replicate' in value)) return null;
  return Array.isArray(value.replicate) ? (value.replicate as readonly unknown[]) : null;
}
