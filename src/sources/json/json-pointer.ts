/** JSON pointers, RFC 6901. */

export function escapeStep(name: string): string {
  return name.includes('~') || name.includes('/') ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}

/** A pointer from its steps. */
export function pointerTo(steps: Iterable<string | number>): string {
  let pointer = '';
  for (const step of steps) pointer += `/${escapeStep(String(step))}`;
  return pointer;
}

/** The steps of a pointer; a leading slash that is missing is read as if it were there. */
export function stepsOf(pointer: string): readonly string[] {
  if (pointer === '') return [];
  const steps = (pointer.startsWith('/') ? pointer.slice(1) : pointer).split('/');
  return pointer.includes('~') ? steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')) : steps;
}
