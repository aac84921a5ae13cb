/** The parser with Terraform's grammar: unpacked when it is first asked for. */
import { gunzipSync } from 'node:zlib';
import { Language, Parser } from 'web-tree-sitter';
import { engineWasm, grammarWasm } from './grammar.generated.js';

function unpacked(text: string): Uint8Array {
  return new Uint8Array(gunzipSync(Buffer.from(text, 'base64')));
}

let parser: Promise<Parser> | null = null;

/** The engine is made once and holds nothing of what it parsed. */
async function newParser(): Promise<Parser> {
  await Parser.init({ wasmBinary: unpacked(engineWasm) });
  const made = new Parser();
  made.setLanguage(await Language.load(unpacked(grammarWasm)));
  return made;
}

export async function parserOfTerraform(): Promise<Parser> {
  parser ??= newParser();
  return parser;
}
