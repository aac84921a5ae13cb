import { gzipSync } from 'fflate';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** The parser's engine and its grammar of HCL, as text that goes into bundles like any other module. */
export async function generate() {
  const engine = await packed(resolve('web-tree-sitter/web-tree-sitter.wasm'));
  const grammar = await packed(resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'));
  const text = [
    '// Generated from web-tree-sitter and @tree-sitter-grammars/tree-sitter-hcl by scripts/generate/hcl-grammar.mjs: WebAssembly, gzip, base64.',
    `export const engineWasm = '${engine}';`,
    `export const grammarWasm = '${grammar}';`,
    '',
  ].join('\n');
  return new Map([['src/sources/terraform/source/grammar.generated.ts', text]]);
}

async function packed(path) {
  return Buffer.from(gzipSync(await readFile(path), { level: 9, mtime: 0 })).toString('base64');
}
