/** JSON with sorted names, so that the same content is the same text. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_name, part: unknown) => {
      if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
      const names = Object.keys(part).sort();
      return names.reduce<Record<string, unknown>>((sorted, name) => {
        sorted[name] = (part as Record<string, unknown>)[name];
        return sorted;
      }, Object.create(null));
    }) ?? 'undefined'
  );
}

const longest = 300;

/** The same, cut where it is too long to read in a line. */
export function shortJson(value: unknown): string {
  const text = canonicalJson(value);
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
}
