/** The text with a capital in front. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The text as it goes on within a sentence: a small letter in front, but for names that are written in capitals or with digits (AWS, S3). */
export function uncapital(text: string): string {
  return /^\p{Lu}[\p{Lu}\d]/u.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1);
}
