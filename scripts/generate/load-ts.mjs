import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Imports a TypeScript module without a build: bundled in memory, with all that it imports.
 * @param {string} entry path of the module, from the root of the repository or absolute
 * @returns {Promise<Record<string, any>>} its exports
 */
export async function loadTs(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
