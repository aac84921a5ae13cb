/** Numbers as condition operators compare them. Source: IAM User Guide, "Numeric condition operators". */

const decimal = /^(-?)(\d+)(?:\.(\d+))?$/u;
const maxLength = 40;

/** −1, 0 or 1; null where a text is not a decimal number. Exact: `1.20` equals `1.2`, and long integers keep their last digit. */
export function compareNumbers(a: string, b: string): number | null {
  const [x, y] = [partsOf(a), partsOf(b)];
  if (x === null || y === null) return null;
  const digits = Math.max(x.fraction.length, y.fraction.length);
  const difference = scaled(x, digits) - scaled(y, digits);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** For splitting a range of numbers; null where the text is not a number, or one that floating point cannot hold exactly. */
export function parseNumber(text: string): number | null {
  const parts = partsOf(text);
  return parts === null || parts.whole.length + parts.fraction.length > 15 ? null : Number(text);
}

/** Null where a number is too long or too small to be written as a decimal. */
export function numberText(value: number): string | null {
  const text = String(value);
  return partsOf(text) === null ? null : text;
}

interface Parts {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function partsOf(text: string): Parts | null {
  const match = text.length > maxLength ? null : decimal.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  return { isNegative: sign === '-', whole, fraction };
}

function scaled({ isNegative, whole, fraction }: Parts, digits: number): bigint {
  const value = BigInt(whole + fraction.padEnd(digits, '0'));
  return isNegative ? -value : value;
}
