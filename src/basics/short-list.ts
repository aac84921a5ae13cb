/** `a, b, c and 4 more`. */
export function shortList(items: readonly string[], limit = 5, separator = ', '): string {
  if (items.length <= limit) return items.join(separator);
  return `${items.slice(0, limit).join(separator)} and ${items.length - limit} more`;
}
