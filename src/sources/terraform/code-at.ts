/** From a pointer into the facts to the code that says it, for whoever edits it. */
import type { CodeAt, OpenedCode } from './source/opened-code.js';
import { type Located, partsOf } from './locator.js';

/** Code is opened for editing when it is first asked for. */
export function codeAt({ spotOf, sources }: Located): (pointer: string) => CodeAt | null {
  const opened = new Map<number, OpenedCode | null>();
  return (pointer) => {
    const spot = spotOf(pointer);
    if (spot?.instance.origin === undefined) return null;
    const { file } = partsOf(spot.instance.origin);
    const beside = sources.get(file);
    if (beside === undefined) return null;
    const code = opened.get(file) ?? beside.source.code?.() ?? null;
    opened.set(file, code);
    const address = spot.instance.address.slice(beside.prefix.length);
    return code === null || !code.found.has(address) ? null : { code, address, path: spot.path };
  };
}
