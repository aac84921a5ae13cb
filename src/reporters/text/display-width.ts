/** East Asian wide and full-width characters. */
const wide =
  /[\u1100-\u115F\u231A\u231B\u2329\u232A\u2E80-\u303E\u3040-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{1F000}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

/** Accents that every terminal draws over the letter before them. Other marks count as a column, so that no line gets too long. */
function isAccent(codePoint: number): boolean {
  return codePoint >= 0x0300 && codePoint <= 0x036f;
}

/** Columns that one character takes on a terminal; never fewer than it really takes. */
export function columnsOf(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x0300) return 1;
  if (isAccent(codePoint)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** Columns of a line without control characters. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}
