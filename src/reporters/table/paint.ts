/** What every part of the table is drawn with, and the colours of verdicts and levels. */
import type pc from 'picocolors';
import type { Finding, Level, Verdict } from '../../report/model.js';
import type { Detail } from '../reporter.js';
import type { Titles } from '../view/titles.js';

export type Colors = ReturnType<typeof pc.createColors>;
export type Paint = (text: string) => string;

export interface Canvas {
  readonly colors: Colors;
  /** Columns. */
  readonly width: number;
  readonly workingDirectory: string;
  readonly detail: Detail;
  readonly titles: Titles;
}

const verdictPaint: Readonly<Record<Verdict, (colors: Colors) => Paint>> = {
  replicates: (colors) => colors.green,
  partly: (colors) => colors.red,
  fails: (colors) => colors.red,
  skipped: (colors) => colors.yellow,
  disabled: (colors) => colors.dim,
  unknown: (colors) => colors.yellow,
};

const levelPaint: Readonly<Record<Level, (colors: Colors) => Paint>> = {
  error: (colors) => colors.red,
  warning: (colors) => colors.yellow,
  note: (colors) => colors.dim,
};

export function paintVerdict(verdict: Verdict, colors: Colors): string {
  return colors.bold(verdictPaint[verdict](colors)(verdict));
}

export function paintLevel({ kind, level }: Finding, colors: Colors): string {
  return kind === 'unknown' ? colors.yellow('unknown') : levelPaint[level](colors)(level);
}

/** As `paintLevel` shows it. */
export function levelText({ kind, level }: Finding): string {
  return kind === 'unknown' ? 'unknown' : level;
}
