/** A piece of a finding's help: prose, or something to paste, which has to stay as it is. */
export interface HelpPart {
  readonly kind: 'text' | 'code';
  /** Without a trailing line feed. */
  readonly text: string;
}

const fence = /^\s*```/;
const indented = /^(?: {2}|\t)/;
const opens = /^[{[]/;
const closes = /^[}\]],?$/;
function isWholeInOneLine(line: string): boolean {
  return /[}\]],?$/.test(line);
}

/**
 * Takes help apart. Something to paste is what stands between fences, in indented lines, or from a line that begins with a
 * brace or bracket to the line that closes it.
 */
export function helpParts(help: string): HelpPart[] {
  const parts: HelpPart[] = [];
  let lines: string[] = [];
  let kind: HelpPart['kind'] = 'text';
  let until: RegExp | null = null;

  const finish = (next: HelpPart['kind']) => {
    const text = lines.join('\n').replace(/^\n+|\s+$/g, '');
    if (text !== '') parts.push({ kind, text });
    lines = [];
    kind = next;
  };

  for (const line of help.replaceAll('\r\n', '\n').split('\n')) {
    if (until === fence && fence.test(line)) {
      until = null;
      finish('text');
    } else if (until === closes && closes.test(line)) {
      lines.push(line);
      until = null;
      finish('text');
    } else if (until !== null) {
      lines.push(line);
    } else if (fence.test(line)) {
      finish('code');
      until = fence;
    } else if (opens.test(line)) {
      finish('code');
      lines.push(line);
      if (isWholeInOneLine(line)) finish('text');
      else until = closes;
    } else {
      const next = indented.test(line) ? 'code' : 'text';
      if (next !== kind && line !== '') finish(next);
      lines.push(line);
    }
  }
  finish('text');
  return parts;
}
