import { wrap } from '../text/wrap.js';

/**
 * Wrapped text behind a mark; further lines begin below its first letter.
 * @param markWidth columns of the mark, where it is painted
 */
export function hanging(
  mark: string,
  text: string,
  width: number,
  {
    markWidth = mark.length,
    paint = (line: string) => line,
  }: { markWidth?: number; paint?: (line: string) => string } = {},
): readonly string[] {
  const blank = ' '.repeat(markWidth);
  return wrap(text, Math.max(10, width - markWidth)).map(
    (line, index) => `${index === 0 ? mark : blank}${paint(line)}`,
  );
}
