/** Sources as a module of their own, for benchmarks that must not measure the compiler. */
import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
export const cache = join(root, '.cache/bench');

/** @returns path of the module, which the caller removes */
export async function bundled(contents, name) {
  mkdirSync(cache, { recursive: true });
  const path = join(cache, `${name}-${process.pid}.mjs`);
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile: path,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return path;
}
