/** `replint rules`: the catalogue, or one rule. */
import pc from 'picocolors';
import { rules } from '../../rules/index.generated.js';
import { didYouMean } from '../nearest-name.js';
import { wrap } from '../reporters/text/wrap.js';
import { ruleFacts } from '../rule-facts.js';
import { UsageError } from './usage-error.js';
import { wantsColor } from './wants-color.js';

const width = 100;

export async function showRules(id: string | undefined, format: string, color: boolean | undefined): Promise<number> {
  const chosen = id === undefined ? ruleFacts : ruleFacts.filter((facts) => facts.id === id);
  if (id !== undefined && chosen.length === 0) {
    throw new UsageError(
      `There is no rule \`${id}\`.${didYouMean(
        id,
        ruleFacts.map((facts) => facts.id),
      )}`,
      '`replint rules` lists all of them.',
    );
  }
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify({ format: 'replint-rules/1', rules: chosen }, null, 2)}\n`);
    return 0;
  }
  const colors = pc.createColors(
    wantsColor({ option: color, environment: process.env, isTerminal: process.stdout.isTTY === true }),
  );
  process.stdout.write(`${(id === undefined ? catalogue(colors) : oneRule(id, colors)).join('\n')}\n`);
  return 0;
}

type Colors = ReturnType<typeof pc.createColors>;

function catalogue(colors: Colors): readonly string[] {
  const lines: string[] = [];
  let group = '';
  for (const { id, level, title } of ruleFacts) {
    const [own = ''] = id.split('/');
    if (own !== group) lines.push(...(group === '' ? [] : ['']), colors.bold(own));
    group = own;
    const [first = '', ...rest] = wrap(title, width - 14);
    lines.push(`  ${level.padEnd(9)} ${id}`, ...[first, ...rest].map((line) => `            ${colors.dim(line)}`));
  }
  return lines;
}

function oneRule(id: string, colors: Colors): readonly string[] {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) return [];
  const { title, level, why, help, failureReasons, needs, sources } = rule.meta;
  const lines = [
    colors.bold(id),
    `${title}.`,
    `Level: ${level}`,
    '',
    ...wrap(why, width),
    '',
    colors.bold('What to do'),
  ];
  for (const text of new Set(Object.values(help))) lines.push(...wrap(text.replace(/\{\{(\w+)\}\}/gu, '<$1>'), width));
  if (failureReasons.length > 0) lines.push('', colors.bold('S3 reports'), ...wrap(failureReasons.join(', '), width));
  if (needs.length > 0) lines.push('', colors.bold('Evidence'), ...wrap(needs.join(', '), width));
  return [...lines, '', `Examples: docs/rules/${id}.md`, '', colors.bold('Sources'), ...sources];
}
