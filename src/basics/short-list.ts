/** `a, b, c and 4 more`. */
export function shortList(items: readonly string[], limit = 5): string {
  return items.length <= limit
    ? items.join(', ')
    : `${items.slice(0, limit).join(', ')} and ${items.length - limit} more`;
}
