/** `replint rules`: the catalogue, a group of it, the page of one rule, or one row of the request table. */
import { readFileSync } from 'node:fs';
import pc from 'picocolors';
import { didYouMean } from '../../../basics/nearest-name.js';
import { UsageError } from '../../../basics/usage-error.js';
import type { Level } from '../../../report/model.js';
import { jsonText } from '../../../reporters/escape/json.js';
import type { RuleFacts } from '../../../reporters/reporter.js';
import { wrap } from '../../../reporters/text/wrap.js';
import { ruleFacts } from '../../../rule-facts.js';
import { packageFile } from '../../package-file.js';
import { screenWidth } from '../../writing/screen-width.js';
import { wantsColor } from '../../writing/wants-color.js';
import { writeText } from '../../writing/write-text.js';
import { pageText } from './page-text.js';
import { requestRowPage } from './request-row.js';

/** Prose in longer lines is hard to read. */
const widest = 100;

export interface RulesArguments {
  readonly format: string;
  readonly color: boolean | undefined;
  readonly output: string | undefined;
}

/** @param id a rule, a group of rules, or a row of the request table; undefined = all rules */
export async function showRules(id: string | undefined, args: RulesArguments): Promise<0> {
  await writeText(args.output, id === undefined ? catalogueText(ruleFacts, args) : textFor(id, args));
  return 0;
}

function textFor(id: string, args: RulesArguments): string {
  const rule = ruleFacts.find((facts) => facts.id === id);
  if (rule !== undefined && args.format === 'json') return rulesJson([rule]);
  if (rule !== undefined) return shownPage(readFileSync(packageFile(`docs/rules/${id}.md`), 'utf8'), args);
  const group = ruleFacts.filter((facts) => facts.id.startsWith(`${id.replace(/\/\*?$/u, '')}/`));
  if (group.length > 0) return catalogueText(group, args);
  const row = requestRowPage(id);
  if (row !== null && args.format !== 'json') return shownPage(row, args);
  const names = [...ruleFacts.map((facts) => facts.id), ...new Set(ruleFacts.map((facts) => groupOf(facts.id)))];
  throw new UsageError(
    row === null
      ? `There is no rule, group of rules or request ${JSON.stringify(id.slice(0, 80))}.${didYouMean(id, names)}`
      : `Request ${id} is not a rule: it is shown as text or Markdown, not as JSON.`,
    '`replint rules` lists all rules, `replint rules kms` a group, and `replint rules A-40` shows a request that S3 makes.',
  );
}

function rulesJson(rules: readonly RuleFacts[]): string {
  return jsonText({ format: 'replint-rules/1', rules });
}

function catalogueText(rules: readonly RuleFacts[], args: RulesArguments): string {
  if (args.format === 'json') return rulesJson(rules);
  if (args.format === 'text') return `${catalogue(rules, colorsFor(args), width()).join('\n')}\n`;
  if (rules.length === ruleFacts.length) return readFileSync(packageFile('docs/rules/README.md'), 'utf8');
  const rows = rules.map(({ id, level, title }) => `| ${id} | ${level} | ${title} |`);
  return ['| rule | level | what is wrong |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function shownPage(page: string, args: RulesArguments): string {
  return args.format === 'markdown' ? page : pageText(page, colorsFor(args), width());
}

function colorsFor({ color, output }: RulesArguments): Colors {
  const isTerminal = output === undefined && process.stdout.isTTY === true;
  return pc.createColors(wantsColor({ option: color, environment: process.env, isTerminal }));
}

function width(): number {
  return Math.min(widest, screenWidth());
}

const paint: Readonly<Record<Level, (colors: Colors) => (text: string) => string>> = {
  error: (colors) => colors.red,
  warning: (colors) => colors.yellow,
  note: (colors) => colors.dim,
};

type Colors = ReturnType<typeof pc.createColors>;

function groupOf(id: string): string {
  return id.split('/')[0] ?? id;
}

function catalogue(rules: readonly RuleFacts[], colors: Colors, columns: number): readonly string[] {
  const lines: string[] = [];
  let group = '';
  for (const { id, level, title } of rules) {
    const own = groupOf(id);
    if (own !== group && group !== '') lines.push('');
    if (own !== group) lines.push(colors.bold(own));
    group = own;
    const [first = '', ...rest] = wrap(title, columns - 14);
    lines.push(
      `  ${paint[level](colors)(level.padEnd(8))} ${id}`,
      ...[first, ...rest].map((line) => `           ${colors.dim(line)}`),
    );
  }
  return lines;
}
