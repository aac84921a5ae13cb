/**
 * Numbers, dates, addresses and bytes as condition operators compare them. Null everywhere means "not of that type".
 * Source: IAM User Guide, "Condition operators".
 */

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

/** −1, 0 or 1. ISO 8601 (the W3C profile) or seconds since 1970. */
export function compareDates(a: string, b: string): number | null {
  const x = parseDate(a);
  const y = parseDate(b);
  return x === null || y === null ? null : Math.sign(x - y);
}

const w3cDate = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/u;

/** Seconds since 1970. A time without offset is UTC. */
export function parseDate(text: string): number | null {
  if (text.length > 40) return null;
  // Four digits alone are a year in the W3C profile.
  if (/^\d{5,}(?:\.\d+)?$/u.test(text)) return Number(text);
  const match = w3cDate.exec(text);
  if (match === null) return null;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] =
    match;
  if (+month < 1 || +month > 12 || +day < 1 || +day > 31 || +hour > 24 || +minute > 59 || +second > 60) return null;
  return (
    epochSeconds(Number(year), +month, +day) +
    +hour * 3600 +
    +minute * 60 +
    +second +
    Number(`0.${fraction}`) -
    offsetSeconds(zone)
  );
}

function offsetSeconds(zone: string): number {
  if (zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}

/** Days of the proleptic Gregorian calendar; written out since this room has no clock and needs no Date. */
function epochSeconds(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * 86_400;
}

/** Whether an address lies in a CIDR range; a range without prefix length is one address. IPv4 and IPv6 never match each other. */
export function isAddressInRange(address: string, range: string): boolean | null {
  const parsedAddress = parseAddress(address);
  const parsedRange = parseRange(range);
  if (parsedAddress === null || parsedRange === null) return null;
  if (parsedAddress.bits !== parsedRange.bits) return false;
  const shift = BigInt(parsedRange.bits - parsedRange.length);
  return parsedAddress.value >> shift === parsedRange.value >> shift;
}

export interface Address {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

export function parseRange(text: string): (Address & { readonly length: number }) | null {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === null) return null;
  if (slash < 0) return { ...address, length: address.bits };
  const lengthText = text.slice(slash + 1);
  if (!/^\d{1,3}$/u.test(lengthText) || Number(lengthText) > address.bits) return null;
  return { ...address, length: Number(lengthText) };
}

export function parseAddress(text: string): Address | null {
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): Address | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/u.test(part) || Number(part) > 255) return null;
    value = value * 256n + BigInt(part);
  }
  return { value, bits: 32 };
}

function parseV6(text: string): Address | null {
  if (text.length > 45) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] ?? '');
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '') : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...tail];
  return { value: groups.reduce((value, group) => value * 65_536n + BigInt(group), 0n), bits: 128 };
}

/** Sixteen-bit groups; an IPv4 address may stand at the end. */
function groupsOf(text: string): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && part.includes('.')) {
      const v4 = parseV4(part);
      if (v4 === null) return null;
      groups.push(Number(v4.value >> 16n), Number(v4.value & 0xffffn));
      continue;
    }
    if (!/^[\da-f]{1,4}$/iu.test(part)) return null;
    groups.push(Number.parseInt(part, 16));
  }
  return groups;
}

/** Base64 texts of the same bytes; padding may be missing. */
export function sameBytes(a: string, b: string): boolean | null {
  const isBase64 = (text: string): boolean => /^[A-Za-z\d+/]*={0,2}$/u.test(text);
  if (!isBase64(a) || !isBase64(b)) return null;
  const bare = (text: string): string => text.replace(/=+$/u, '');
  return bare(a) === bare(b);
}
