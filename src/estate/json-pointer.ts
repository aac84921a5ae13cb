/** JSON pointers, RFC 6901. */

export const escapeStep = (name: string): string =>
  name.includes('~') || name.includes('/') ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;

/** A pointer from its steps. */
export const pointerTo = (steps: Iterable<string | number>): string => {
  let pointer = '';
  for (const step of steps) pointer += `/${escapeStep(String(step))}`;
  return pointer;
};

/** The steps of a pointer; a leading slash that is missing is read as if it were there. */
export const stepsOf = (pointer: string): readonly string[] => {
  if (pointer === '') return [];
  const steps = (pointer.startsWith('/') ? pointer.slice(1) : pointer).split('/');
  return pointer.includes('~') ? steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')) : steps;
};
