/** `replint rules`: the catalogue, or the page of one rule. */
import { jsonText } from '../../../reporters/escape/json.js';
import { readFileSync } from 'node:fs';
import pc from 'picocolors';
import type { Level } from '../../../report/model.js';
import { didYouMean } from '../../../basics/nearest-name.js';
import { wrap } from '../../../reporters/text/wrap.js';
import { ruleFacts } from '../../../rule-facts.js';
import { packageFile } from '../../package-file.js';
import { pageText } from './page-text.js';
import { screenWidth } from '../../writing/screen-width.js';
import { UsageError } from '../../../basics/usage-error.js';
import { wantsColor } from '../../writing/wants-color.js';

/** Prose in longer lines is hard to read. */
const widest = 100;

export async function showRules(id: string | undefined, format: string, color: boolean | undefined): Promise<number> {
  const chosen = id === undefined ? ruleFacts : ruleFacts.filter((facts) => facts.id === id);
  if (id !== undefined && chosen.length === 0) {
    throw new UsageError(
      `There is no rule ${JSON.stringify(id.slice(0, 80))}.${didYouMean(
        id,
        ruleFacts.map((facts) => facts.id),
      )}`,
      '`replint rules` lists all of them.',
    );
  }
  if (id === undefined && format === 'markdown') {
    process.stdout.write(readFileSync(packageFile('docs/rules/README.md'), 'utf8'));
    return 0;
  }
  if (format === 'json') {
    process.stdout.write(jsonText({ format: 'replint-rules/1', rules: chosen }));
    return 0;
  }
  const colors = pc.createColors(
    wantsColor({ option: color, environment: process.env, isTerminal: process.stdout.isTTY === true }),
  );
  const width = Math.min(widest, screenWidth());
  if (id === undefined) process.stdout.write(`${catalogue(colors, width).join('\n')}\n`);
  else {
    const page = readFileSync(packageFile(`docs/rules/${id}.md`), 'utf8');
    process.stdout.write(format === 'markdown' ? page : pageText(page, colors, width));
  }
  return 0;
}

const paint: Readonly<Record<Level, (colors: Colors) => (text: string) => string>> = {
  error: (colors) => colors.red,
  warning: (colors) => colors.yellow,
  note: (colors) => colors.dim,
};

type Colors = ReturnType<typeof pc.createColors>;

function catalogue(colors: Colors, width: number): readonly string[] {
  const lines: string[] = [];
  let group = '';
  for (const { id, level, title } of ruleFacts) {
    const [own = ''] = id.split('/');
    if (own !== group) lines.push(...(group === '' ? [] : ['']), colors.bold(own));
    group = own;
    const [first = '', ...rest] = wrap(title, width - 14);
    lines.push(
      `  ${paint[level](colors)(level.padEnd(8))} ${id}`,
      ...[first, ...rest].map((line) => `           ${colors.dim(line)}`),
    );
  }
  return lines;
}
