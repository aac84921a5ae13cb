import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { loadTs } from './load-ts.mjs';

const path = 'docs/architecture.md';
const begin = '<!-- rooms: generated from test/walls/rooms.ts -->';
const end = '<!-- /rooms -->';

function codeList(names) {
  return names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join(' ');
}

/** The table of rooms in the page on the architecture. */
export async function generate() {
  const { rooms } = await loadTs('test/walls/rooms.ts');
  const rows = rooms.map(({ path: room, holds, imports, packages }) => {
    return `| \`${room}\` | ${holds} | ${codeList(imports)} | ${codeList(packages)} |`;
  });
  const table = ['| room | holds | may import | packages |', '| --- | --- | --- | --- |', ...rows].join('\n');
  const page = await readFile(path, 'utf8');
  const [before, rest] = page.split(begin);
  if (rest === undefined || !rest.includes(end)) throw new Error(`${path} has no place for the table of rooms.`);
  const text = `${before}${begin}\n\n${table}\n\n${end}${rest.slice(rest.indexOf(end) + end.length)}`;
  return new Map([[path, await format(text, { ...(await resolveConfig(path)), filepath: path })]]);
}
