const unpairedSurrogate = /\p{Cs}/gu;

/** One segment of a URI's path. A segment of dots would mean a folder, an empty one would vanish: both get a `_` in front. */
export function uriSegment(text: string): string {
  const encoded = encodeURIComponent(text.replace(unpairedSurrogate, '\uFFFD'));
  return /^\.{0,2}$/.test(encoded) ? `_${encoded}` : encoded;
}

/** A relative URI for the segments of a path. */
export function relativeUri(segments: readonly string[]): string {
  return segments.map(uriSegment).join('/');
}
