/** An explanation for a terminal. */
import { capital } from '../../basics/capital.js';
import pc from 'picocolors';
import type {
  ExplainedDenial,
  ExplainedRequest,
  ExplainedRule,
  ExplainedSetting,
  Explanation,
  OpenPoint,
  QuotedStatement,
} from '../../report/explanation.js';
import { messageLimit, terminalBlock, terminalText } from '../escape/terminal.js';
import { paintVerdict, type Canvas } from '../table/paint.js';
import { compactJson } from '../text/compact-json.js';
import { counted } from '../../basics/counted.js';
import { wrap } from '../text/wrap.js';
import { fileName } from '../view/file-name.js';
import { conditionLines } from './conditions.js';
import {
  askText,
  detailTexts,
  headText,
  locationText,
  outcomeWords,
  partText,
  statementLine,
  stepGroups,
  type StepGroup,
} from './steps.js';

export interface TextOptions {
  readonly color: boolean;
  readonly width: number;
  readonly workingDirectory: string;
  /** Also what S3 does not need; left out = false. */
  readonly all?: boolean;
}

const narrowest = 40;
const widest = 120;

export function explanationText({ replicationRules, key, object }: Explanation, options: TextOptions): string {
  const canvas: TextCanvas = {
    all: options.all ?? false,
    key,
    colors: pc.createColors(options.color),
    width: Math.min(widest, Math.max(narrowest, options.width)),
    workingDirectory: options.workingDirectory,
  };
  const story = (object?.story ?? []).flatMap((sentence) => wrap(text(sentence), canvas.width));
  const head = story.length === 0 ? '' : `${story.join('\n')}\n\n`;
  return `${head}${replicationRules.map((rule) => new RuleText(rule, canvas).lines.join('\n')).join('\n\n')}\n`;
}

/** What an explanation is drawn with. */
interface TextCanvas extends Pick<Canvas, 'colors' | 'width' | 'workingDirectory'> {
  readonly all: boolean;
  readonly key: string | null;
}

/** What hangs in front of a text, and how many columns it takes. */
interface Mark {
  readonly text: string;
  readonly width: number;
}

const noMark: Mark = { text: '', width: 0 };

class RuleText {
  readonly lines: string[] = [];
  readonly #canvas: TextCanvas;
  /** Statements that were quoted, with the step that did: each is quoted once. */
  readonly #quoted = new Map<string, number>();

  constructor(rule: ExplainedRule, canvas: TextCanvas) {
    this.#canvas = canvas;
    const { colors } = canvas;
    const hanging = ' '.repeat(rule.verdict.length + 2);
    const [head = '', ...more] = wrap(text(headText(rule, canvas.key)), canvas.width - hanging.length);
    this.lines.push(`${paintVerdict(rule.verdict, colors)}  ${colors.bold(head)}`);
    for (const line of more) this.lines.push(hanging + colors.bold(line));
    for (const detail of detailTexts(rule)) this.#add(text(detail), hanging, colors.dim);
    this.lines.push('');
    this.#add(text(rule.summary), '');
    if (rule.whatIf !== null) this.#add(text(rule.whatIf.sentence), '');
    if (rule.said !== undefined) this.#add(text(rule.said), '');
    this.#open(rule.open);
    this.#settings(rule.settings);
    const groups = stepGroups(rule);
    for (const group of groups) if (canvas.all || !group.isLeftOut) this.#group(group);
    this.#leftOut(groups);
    this.#closing(rule);
  }

  #open(open: readonly OpenPoint[]): void {
    if (open.length === 0) return;
    const { colors } = this.#canvas;
    this.lines.push('', colors.bold('Open questions'), '');
    for (const { what, how } of open) this.#add(text(`${what} ${how}`), '  ', same, sign(colors.yellow('?')));
  }

  #leftOut(groups: readonly StepGroup[]): void {
    if (this.#canvas.all) return;
    const count = groups.filter(({ isLeftOut }) => isLeftOut).reduce((sum, { requests }) => sum + requests.length, 0);
    if (count === 0) return;
    const { dim } = this.#canvas.colors;
    this.lines.push('');
    this.#add(
      `${counted(count, 'request')} that S3 can do without: --all shows ${count === 1 ? 'it' : 'them'}.`,
      '',
      dim,
    );
  }

  /** What the reader came for is the last thing on the screen, too. */
  #closing({ verdict, summary, requests, replicationRule: { id, index } }: ExplainedRule): void {
    if (requests.length === 0) return;
    const { colors } = this.#canvas;
    const name = id === null ? `Replication rule number ${index + 1}` : `Replication rule "${text(id)}"`;
    this.lines.push('');
    this.#add(`${name}: ${text(summary)}`, '', same, {
      text: `${paintVerdict(verdict, colors)}  `,
      width: verdict.length + 2,
    });
  }

  #settings(settings: readonly ExplainedSetting[]): void {
    if (settings.length === 0) return;
    const { colors } = this.#canvas;
    this.lines.push('', colors.bold('Settings'), '');
    const met = settings.filter(({ state }) => state === 'met').length;
    if (met > 0)
      this.#add(
        `${counted(met, 'setting')} as replication needs ${met === 1 ? 'it' : 'them'}`,
        '  ',
        same,
        sign(colors.green('✓')),
      );
    for (const { state, title, rule, open } of settings) {
      if (state === 'broken') this.#add(`Not so: ${title}. (replint rules ${rule})`, '  ', same, sign(colors.red('✗')));
      if (state !== 'unknown') continue;
      this.#add(`Not known: ${title}.`, '  ', same, sign(colors.yellow('?')));
      if (open !== null) this.#add(text(`${open.what} ${open.how}`), '    ');
    }
  }

  #group({ title, requests, isBrief }: StepGroup): void {
    this.lines.push('', this.#canvas.colors.bold(title), '');
    for (const request of requests) {
      this.#head(request, isBrief);
      if (!isBrief) this.#decision(request);
    }
  }

  #head(request: ExplainedRequest, isBrief: boolean): void {
    const { colors } = this.#canvas;
    const { step, title, outcome, isCertain, id, encryptionContext } = request;
    const paint =
      outcome === 'allowed' ? colors.green : outcome === 'unknown' ? colors.yellow : isBrief ? colors.dim : colors.red;
    const mark = { allowed: '✓', denied: isBrief ? '–' : '✗', partly: isBrief ? '–' : '✗', unknown: '?' }[outcome];
    const unsure = isCertain ? '' : encryptionContext === null ? ', if S3 asks at all' : ', if S3 asks so';
    const number = `${String(step).padStart(2)} `;
    this.#add(
      `${capital(title)}: ${outcomeWords[outcome]}${unsure}${partText(request)}`,
      '',
      isBrief ? same : colors.bold,
      {
        text: `${number}${paint(mark)} `,
        width: 5,
      },
    );
    this.#add(`${text(askText(request, this.#canvas.key))} (${id})`, '     ', colors.dim);
  }

  #decision({
    step,
    outcome,
    counterexample,
    allowedBy,
    denials,
    open,
    doubts,
    ifMissing,
    requirement,
  }: ExplainedRequest): void {
    const indent = '     ';
    if (counterexample !== null) this.#add(text(`Not for the key ${counterexample}, for example.`), indent);
    for (const statement of allowedBy) this.#quote(statement, 'Allowed by', step);
    if (outcome === 'allowed' && allowedBy.length === 0)
      this.#add('Nothing denies it, and no Allow is needed.', indent);
    for (const denial of denials) this.#denial(denial, step);
    for (const { what, how } of open) this.#add(text(`${what} ${how}`), indent);
    for (const doubt of doubts) this.#add(text(`Note: ${doubt}`), indent);
    if (outcome !== 'allowed' && requirement === 'required') this.#add(text(`Without it: ${ifMissing}`), indent);
    for (const { remedy } of denials) {
      this.#add(text(remedy.instruction), indent, same, sign('→'));
      if (remedy.statement === null) continue;
      const block = terminalBlock(compactJson(remedy.statement, this.#canvas.width - indent.length - 2));
      for (const line of block.split('\n')) this.lines.push(`${indent}  ${line}`);
    }
  }

  #denial({ reason, statements }: ExplainedDenial, step: number): void {
    this.#add(text(`Why: ${reason}.`), '     ');
    for (const statement of statements) {
      const isDeny = statement.effect === 'deny';
      if (isDeny || statement.statement !== null) this.#quote(statement, isDeny ? 'Denied by' : 'Closest:', step);
      for (const line of conditionLines(statement)) this.#add(text(line), '     ');
    }
  }

  #quote(quoted: QuotedStatement, intro: string, step: number): void {
    const { colors, workingDirectory } = this.#canvas;
    const place = locationText(quoted, (file) => fileName(file, workingDirectory));
    const id = `${quoted.name} ${place}`;
    const earlier = this.#quoted.get(id);
    const hint = earlier === undefined || earlier === step ? '' : `, quoted at step ${earlier}`;
    this.#add(text(`${intro} ${quoted.name}${place === '' ? '' : ` · ${place}`}${hint}`), '     ');
    if (quoted.statement === null || earlier !== undefined) return;
    this.#quoted.set(id, step);
    this.#add(terminalText(statementLine(quoted), messageLimit), '       ', colors.cyan);
  }

  /** Wrapped; the mark hangs in front of the first line. */
  #add(line: string, indent: string, paint: (text: string) => string = same, mark = noMark): void {
    const lines = wrap(line, this.#canvas.width - indent.length - mark.width);
    for (const [index, each] of lines.entries())
      this.lines.push(`${indent}${index === 0 ? mark.text : ' '.repeat(mark.width)}${paint(each)}`);
  }
}

/** A sign with a space, whatever its colours. */
function sign(text: string): Mark {
  return { text: `${text} `, width: 2 };
}

function same(line: string): string {
  return line;
}
function text(line: string): string {
  return terminalText(line, messageLimit);
}
