/** What packages carry along that no program of ours can reach, and that no bundler can see is so. */
import { readFileSync } from 'node:fs';

/**
 * The SDK describes each operation in an array that a bundle of others leaves out, unless an object in it has computed keys:
 * evaluating a key might do something. There, keys are constants of the file; they are written out.
 */
export const plainSchemaKeys = {
  name: 'plain-schema-keys',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@aws-sdk[\\/].*[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => ({
      contents: withPlainKeys(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** @param {string} text of a module of schemas */
export function withPlainKeys(text) {
  const constants = new Map(
    [...text.matchAll(/^const (\w+) = ("[^"\\\n]*");$/gmu)].map(([, name, literal]) => [name, literal]),
  );
  return text.replaceAll(/([{,]\s*)\[(\w+)\]:/gu, (whole, before, name) =>
    constants.has(name) ? `${before}${constants.get(name)}:` : whole,
  );
}

/** Clients name their version to AWS; the rest of their `package.json` would come along. */
export const versionsOnly = {
  name: 'versions-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@aws-sdk[\\/][^\\/]+[\\/]package\.json$/ }, ({ path }) => ({
      contents: JSON.stringify({ version: JSON.parse(readFileSync(path, 'utf8')).version }),
      loader: 'json',
    }));
  },
};

/** What a browser calls itself is never asked here. */
export const noBrowsers = {
  name: 'no-browsers',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^bowser$/ }, () => ({ path: 'bowser', namespace: 'no-browser' }));
    onLoad({ filter: /.*/, namespace: 'no-browser' }, () => ({ contents: 'export const parse = () => undefined;' }));
  },
};
