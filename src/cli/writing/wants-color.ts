/** What decides about colour, all of it passed in. */
export interface ColorWish {
  /** `--color` or `--no-color`; undefined = neither. */
  readonly option: boolean | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
}

/** Colour: as the option says, else as NO_COLOR and FORCE_COLOR say, else on a terminal that can show it. */
export function wantsColor({ option, environment, isTerminal }: ColorWish): boolean {
  if (option !== undefined) return option;
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  const force = environment['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && environment['TERM'] !== 'dumb';
}
