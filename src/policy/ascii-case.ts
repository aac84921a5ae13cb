/**
 * Names in policies are compared without regard to case, for the letters A to Z alone: Unicode would make a `k` of the Kelvin sign
 * and an `s` of the long s, and no action, condition key or service has such a letter.
 */

export function lowerAscii(text: string): string {
  return /[\x80-\u{10ffff}]/u.test(text)
    ? text.replaceAll(/[A-Z]+/gu, (letters) => letters.toLowerCase())
    : text.toLowerCase();
}
