/** Module hooks of Node.js for a worker that runs tests: TypeScript without its types, `.js` in an import meaning the `.ts` beside it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';

const globals = new URL('./globals.mjs', import.meta.url).href;

/** A URL without its query: the runner adds one to the file of a test. */
function withoutQuery(url) {
  return url.split('?', 1)[0];
}

export function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: globals, format: 'module', shortCircuit: true };
  const fromTypeScript = context.parentURL !== undefined && withoutQuery(context.parentURL).endsWith('.ts');
  if (!fromTypeScript || !/^\.{1,2}\/.*\.js$/.test(specifier)) return next(specifier, context);
  return { url: new URL(`${specifier.slice(0, -3)}.ts`, context.parentURL).href, format: 'module', shortCircuit: true };
}

export function load(url, context, next) {
  if (!url.startsWith('file:') || !withoutQuery(url).endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(withoutQuery(url));
  const { code } = transformSync(readFileSync(path, 'utf8'), {
    loader: 'ts',
    format: 'esm',
    target: 'node20',
    sourcefile: path,
    sourcemap: 'inline',
    sourcesContent: false,
  });
  return { format: 'module', source: code, shortCircuit: true };
}
