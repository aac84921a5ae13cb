/**
 * HTML that can be trusted: made by `html` alone, which escapes every text that is put into it. Values stand between tags or in
 * attributes with double quotes, never in scripts, style sheets or names of tags.
 */
import { bounded } from '../text/bounded.js';
import { visibleLines } from '../escape/visible.js';
import { defuseCommands } from '../escape/workflow-command.js';

/** A piece of a page. */
export interface Markup {
  readonly markup: string;
}

type Value = string | number | null | false | Markup | readonly Value[];

/** Most characters of one text in a page. */
const textLimit = 20_480;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What one of the steps below may change: most texts of a report hold none of it. */
const notable = /[^\n -~]|[&<>"']|(?:^|\s)::|::::|##\[/u;

/** Text as HTML: nothing hidden in it, nothing that a browser would take for a tag, an entity or the end of an attribute. */
function escaped(text: string): string {
  if (text.length <= textLimit && !notable.test(text)) return text;
  return defuseCommands(visibleLines(bounded(text, textLimit))).replace(
    /[&<>"']/gu,
    (character) => entities[character] ?? character,
  );
}

function textOf(value: Value): string {
  if (value === null || value === false) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return isMarkup(value) ? value.markup : value.map(textOf).join('');
}

function isMarkup(value: Markup | readonly Value[]): value is Markup {
  return 'markup' in value;
}

/** A template whose values are escaped; `null` and `false` are nothing, lists are joined. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const own = tight(parts);
  let markup = own[0] ?? '';
  for (const [index, value] of values.entries()) markup += textOf(value) + (own[index + 1] ?? '');
  return { markup };
}

/** White space beside these is not shown: of thousands of pairs it would be half of what a browser has to keep. */
const blocks =
  'article|body|button|dd|details|div|dl|dt|figcaption|figure|footer|form|g|h[1-4]|head|header|html|label|li|link|main|meta|noscript|ol|option|p|path|pre|rect|section|select|style|summary|svg|table|tbody|td|th|thead|title|tr|ul';
const around = new RegExp(String.raw`\s+(?=</?(?:${blocks})[\s>])|(?<=</?(?:${blocks})(?:\s[^<>]*)?>)\s+`, 'gu');
const known = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Each template is looked at once. */
function tight(parts: TemplateStringsArray): readonly string[] {
  const before = known.get(parts);
  if (before !== undefined) return before;
  const after = parts.map((part) => part.replaceAll(around, '').replaceAll(/\s*\n\s*/gu, ' '));
  known.set(parts, after);
  return after;
}

/** Text that was made for the page by hand: a style sheet, a script. */
export function trusted(markup: string): Markup {
  return { markup };
}
