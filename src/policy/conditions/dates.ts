/** Dates as condition operators compare them. Source: IAM User Guide, "Date condition operators". */

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
