/** Numbers as condition operators compare them. Source: IAM User Guide, "Numeric condition operators". */

/** −1, 0 or 1. Decimal numbers; `1.20` equals `1.2`. */
export function compareNumbers(a: string, b: string): number | null {
  const x = parseNumber(a);
  const y = parseNumber(b);
  return x === null || y === null ? null : Math.sign(x - y);
}

export function parseNumber(text: string): number | null {
  if (text.length > 40 || !/^[+-]?\d+(?:\.\d+)?$/u.test(text)) return null;
  return Number(text);
}
