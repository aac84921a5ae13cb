/** The parser with Terraform's grammar: unpacked when it is first asked for. */
import { gunzipSync } from 'node:zlib';
import { Language, Parser, type Tree } from 'web-tree-sitter';
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

/** A name is matched so that what looks like a number inside of one (`replica-1e9`) is none. */
const namesAndExponents = /[\p{ID_Start}_][\p{ID_Continue}-]*|\d+(?:\.\d+)?[eE][+-]?\d+/gu;

/** Digits only where numbers have exponents, and every character in its place. */
function digitsForExponents(text: string): string {
  return text.replaceAll(namesAndExponents, (token) => (/^\d/u.test(token) ? '1'.repeat(token.length) : token));
}

/**
 * The grammar takes an exponent behind a fraction only (`1.5e3`, not `1e9`). The tree is that of the text, but what it says of numbers, and
 * of what is in quotes, may be digits: the text itself has what was written. Source: HCL Native Syntax Specification, "Numeric Literals".
 */
export function treeOf(ready: Parser, text: string): Tree | null {
  const tree = ready.parse(text);
  // Nearly all code has no exponents.
  const digits = tree?.rootNode.hasError === true ? digitsForExponents(text) : text;
  if (digits === text) return tree;
  tree?.delete();
  return ready.parse(digits);
}
