/** What docs/style.md bans and a machine can see: for the texts of rules, help and pages. */
export const banned: readonly RegExp[] = [
  /(?<!\bthere )\bis no (?!longer\b)/iu,
  /(?<!\bthere )\bare no (?!longer\b)/iu,
  /(?:^|[.:] )Else\b/u,
  /\b(?:role|principal|service|account) may not\b/iu,
  /;[^.]*;/u,
  /\bhangs? on\b/iu,
  /\bmend(?:s|ed|ing)?\b/iu,
  /\bpermissions policy\b/iu,
  /\bnearest statement\b/iu,
];

/**
 * The sentences of a Markdown page, a paragraph, list item or table cell each. Code is not prose: blocks are left out, and a word stands
 * for what is between backticks.
 */
export function proseOf(markdown: string): readonly string[] {
  return markdown
    .replaceAll('\r', '')
    .replace(/^ *(```|~~~)[^]*?^ *\1 *$/gmu, '\n')
    .replace(/<!--[^]*?-->/gu, '')
    .replace(/`[^`\n]*`/gu, 'code')
    .split(/\n(?:\s*\n|(?= *(?:[-*]|\d+\.) )|(?=\|)|(?=#))/u)
    .flatMap((block) => (block.startsWith('|') ? block.split(/(?<!\\)\|/u) : [block]))
    .map((block) => block.replace(/\s+/gu, ' ').trim())
    .filter((block) => block !== '' && !/^[-: ]+$/u.test(block));
}
