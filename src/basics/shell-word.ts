/** What cannot be seen, or acts on a screen. */
const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/u;

/** A word for a shell: as it is where nothing in it means anything to the shell, else in quotes; what cannot be seen in Bash's escapes. */
export function shellWord(word: string): string {
  if (/^[\w./:=@%+,-]+$/u.test(word)) return word;
  if (hidden.test(word)) return `$'${Array.from(word, escaped).join('')}'`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** In `$'…'`: bytes of UTF-8, which every Bash reads alike. */
function escaped(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (!hidden.test(character)) return character;
  return Array.from(new TextEncoder().encode(character), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
