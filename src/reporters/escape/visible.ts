/**
 * What a reader cannot see, or what acts on the screen: control characters, format characters (bidirectional overrides,
 * zero-width ones), unpaired surrogates, private use, every line separator, and spaces that only look like a space.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

const hiddenButLineFeed =
  /(?!\n)(?:[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs})/gu;

/** The text with whatever is hidden in another spelling, by code point. */
export function hiddenAs(text: string, spelled: (codePoint: number) => string): string {
  return text.replace(hidden, (character) => spelled(character.codePointAt(0) ?? 0));
}

/** `\u001b`, a pair of them beyond the basic plane: as JSON writes it, so that a statement stays valid when pasted. */
function asEscape(character: string): string {
  let escaped = '';
  for (let at = 0; at < character.length; at += 1) {
    escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}

/** Text in one line in which nothing is hidden: what cannot be seen stands there as `\u001b`. */
export function visible(text: string): string {
  return text.replace(hidden, asEscape);
}

/** Whatever may be hidden is among these: reports are long, and nearly all of their characters are not. */
const anythingElse = /[^\n -~]+/gu;

/** The same for text of several lines: line feeds stay. */
export function visibleLines(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(anythingElse, (characters) => characters.replace(hiddenButLineFeed, asEscape));
}
