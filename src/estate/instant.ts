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
