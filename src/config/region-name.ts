/** Whether a text has the form of a Region's name, such as `eu-west-1`. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2,5}(?:-[a-z]+)+-\d{1,2}$/u.test(text);
}
