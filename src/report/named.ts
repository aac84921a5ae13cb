/** What people see: the address in place of every value that is not known. */
import { areThereStandIns, hasStandIn, nameStandIns } from '../basics/stand-in.js';

/** The same data with every text in it named, also the names of members; what holds no stand-in is handed back as it is. */
export function withNames<T>(value: T): T {
  return areThereStandIns() ? (named(value) as T) : value;
}

function named(value: unknown): unknown {
  if (typeof value === 'string') return nameStandIns(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return shared(value, value.map(named));
  return namedMembers(value as Readonly<Record<string, unknown>>);
}

/** Most of a report names nothing: what does is copied, from the first such member on. */
function namedMembers(members: Readonly<Record<string, unknown>>): unknown {
  const names = Object.keys(members);
  let entries: [string, unknown][] | null = null;
  for (const [index, name] of names.entries()) {
    const other = named(members[name]);
    if (entries === null && other === members[name] && !hasStandIn(name)) continue;
    entries ??= names.slice(0, index).map((before) => [before, members[before]]);
    entries.push([nameStandIns(name), other]);
  }
  return entries === null ? members : Object.fromEntries(entries);
}

function shared(list: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  return others.every((other, index) => other === list[index]) ? list : others;
}
