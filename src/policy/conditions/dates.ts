/**
 * Dates as condition operators compare them: the W3C profile of ISO 8601 (https://www.w3.org/TR/NOTE-datetime), or seconds since 1970.
 * What neither of the two clearly is, is no date: a year alone is also a second of 1970, thirteen digits are milliseconds elsewhere, a
 * time without offset is in no time zone, and no page says what IAM makes of the 30th of February.
 * Source: IAM User Guide, "Date condition operators".
 */

/** −1, 0 or 1; null where a text is not a date. */
export function compareDates(a: string, b: string): number | null {
  const x = parseDate(a);
  const y = parseDate(b);
  return x === null || y === null ? null : Math.sign(x - y);
}

const w3cDate = /^(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d))?)?$/u;

/** Seconds since 1970. */
export function parseDate(text: string): number | null {
  // Ten digits reach the year 2286; longer ones are taken for milliseconds by much of the world.
  if (/^(?:\d{1,3}|\d{5,10})$/u.test(text)) return Number(text);
  const match = text.length > 40 ? null : w3cDate.exec(text);
  if (match === null) return null;
  const [, year, month, day = '01', hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] = match;
  const days = daysOf(Number(year), Number(month));
  if (days === null || +day < 1 || +day > days || +hour > 23 || +minute > 59 || +second > 59) return null;
  const offset = offsetSeconds(zone);
  if (offset === null) return null;
  const ofDay = +hour * 3600 + +minute * 60 + +second + Number(`0.${fraction}`);
  return daysSince1970(Number(year), Number(month), +day) * secondsOfDay + ofDay - offset;
}

/** A date that `parseDate` reads as these seconds; null beyond the years 0 to 9999. */
export function dateText(seconds: number): string | null {
  const whole = Math.floor(seconds);
  const days = Math.floor(whole / secondsOfDay);
  const ofDay = whole - days * secondsOfDay;
  const [year, month, day] = dateOfDays(days);
  if (year < 0 || year > 9999) return null;
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = [ofDay / 3600, (ofDay / 60) % 60, ofDay % 60].map((value) => two(Math.floor(value))).join(':');
  const fraction = seconds === whole ? '' : (seconds - whole).toFixed(6).slice(1);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${time}${fraction}Z`;
}

const secondsOfDay = 86_400;
const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysOf(year: number, month: number): number | null {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (daysOfMonths[month - 1] ?? null);
}

/** Clocks differ from UTC by at most fourteen hours. */
function offsetSeconds(zone: string): number | null {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  const seconds = hours * 3600 + minutes * 60;
  if (minutes > 59 || seconds > 14 * 3600) return null;
  return zone.startsWith('-') ? -seconds : seconds;
}

/** Days of the proleptic Gregorian calendar; written out since this room has no clock and needs no Date. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The way back: year, month and day. */
function dateOfDays(days: number): readonly [number, number, number] {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}
