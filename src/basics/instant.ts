/** RFC 3339 times, compared without a clock. */

export const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** Days since 1970-01-01 of a date of the Gregorian calendar, counted in years that begin in March. */
function dayOf(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** Seconds since 1970 of an RFC 3339 time; null where the text is none. */
export function secondsOf(text: string): number | null {
  if (!rfc3339.test(text)) return null;
  const part = (from: number, to: number): number => Number(text.slice(from, to));
  const zone = /[Zz]$/.test(text) ? 'Z' : text.slice(-6);
  const offset =
    zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4)) * 60);
  const seconds = Number(text.slice(17, text.length - zone.length));
  return (
    dayOf(part(0, 4), part(5, 7), part(8, 10)) * 86_400 + part(11, 13) * 3600 + part(14, 16) * 60 + seconds - offset
  );
}

/** An RFC 3339 time in UTC, with milliseconds: `2026-11-27T04:00:00.000Z`. @param milliseconds since 1970, not negative */
export function timeText(milliseconds: number): string {
  const days = Math.floor(milliseconds / 86_400_000) + 719_468;
  const rest = milliseconds - (days - 719_468) * 86_400_000;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const clock = [rest / 3_600_000, (rest / 60_000) % 60, (rest / 1_000) % 60].map((part) => padded(part, 2)).join(':');
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}T${clock}.${padded(rest % 1_000, 3)}Z`;
}

function padded(value: number, digits: number): string {
  return String(Math.floor(value)).padStart(digits, '0');
}
