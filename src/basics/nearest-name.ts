const longestCompared = 64;

/** Edits (insert, delete, replace, swap of neighbours) between two short texts. */
function distance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      let edits = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwap =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (isSwap) edits = Math.min(edits, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(edits);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/**
 * The name that was probably meant: for "did you mean".
 * @returns undefined where none is near: more than a third of the letters would change, and no name alone begins like that
 */
export function nearestName(given: string, names: Iterable<string>): string | undefined {
  if (given.length > longestCompared) return undefined;
  const wanted = given.toLowerCase();
  const all = [...names];
  return nearest(wanted, all) ?? onlyOne(all.filter((name) => name.toLowerCase().startsWith(wanted)));
}

function onlyOne([first, ...more]: readonly string[]): string | undefined {
  return more.length === 0 ? first : undefined;
}

function nearest(wanted: string, names: readonly string[]): string | undefined {
  let best: { name: string; edits: number } | undefined;
  for (const name of names) {
    const edits = distance(wanted, name.toLowerCase());
    if (edits <= Math.max(1, Math.floor(name.length / 3)) && (best === undefined || edits < best.edits))
      best = { name, edits };
  }
  return best?.name;
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(given: string, names: Iterable<string>): string {
  const name = nearestName(given, names);
  return name === undefined ? '' : ` Did you mean \`${name}\`?`;
}
