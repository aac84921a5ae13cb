import { transform } from 'esbuild';
import { readFile } from 'node:fs/promises';

const folder = 'src/reporters/html/client';

/** Script and style sheet of the HTML report, as text that its reporter puts into the page. */
export async function generate() {
  const script = await minified('page.js', { loader: 'js', format: 'iife' });
  const style = await minified('page.css', { loader: 'css' });
  const text = [
    '// Generated from page.js and page.css by scripts/generate/html-client.mjs.',
    `export const pageScript = ${JSON.stringify(script)};`,
    `export const pageStyle = ${JSON.stringify(style)};`,
    '',
  ].join('\n');
  return new Map([[`${folder}/client.generated.ts`, text]]);
}

async function minified(name, options) {
  const { code } = await transform(await readFile(`${folder}/${name}`, 'utf8'), {
    minify: true,
    target: ['chrome111', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    legalComments: 'none',
    ...options,
  });
  return code.trim();
}
