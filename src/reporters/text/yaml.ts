/** YAML in which nothing is hidden. */
import { stringify } from 'yaml';
import { visible, visibleLines } from '../escape/visible.js';

const options = { lineWidth: 120, aliasDuplicateObjects: false } as const;

/** Plain where it can be; with whatever is hidden in it, every text stands in quotes that know escapes. */
export function yamlText(value: unknown): string {
  const text = stringify(value, options);
  if (visible(text.replaceAll('\n', ' ')) === text.replaceAll('\n', ' ')) return text;
  return visibleLines(
    stringify(value, { ...options, lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' }),
  );
}
